package dev.jaula.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code update} and {@code events} of a container that runs. */
class OciUpdateTest {
  private static final String ID = OciRuntime.id("update");
  private static final boolean UNIFIED = Files.exists(Path.of("/sys/fs/cgroup/cgroup.controllers"));

  @TempDir Path folder;
  private OciRuntime runtime;

  @BeforeEach
  void start() throws IOException {
    Needs.root();
    runtime = new OciRuntime(folder);
    runtime.sleeping(ID);
  }

  @AfterEach
  void end() throws IOException {
    if (runtime != null) {
      runtime.delete(ID);
      assertThat(Leftovers.cgroups(ID)).isEmpty();
    }
  }

  private static String value(String controller, String file) throws IOException {
    String place = UNIFIED ? "" : controller + "/";
    return Files.readString(Path.of("/sys/fs/cgroup/" + place + "jaula/" + ID, file)).strip();
  }

  private static String memory() throws IOException {
    return value("memory", UNIFIED ? "memory.max" : "memory.limit_in_bytes");
  }

  private static String swap() throws IOException {
    return value("memory", UNIFIED ? "memory.swap.max" : "memory.memsw.limit_in_bytes");
  }

  private void set(String memory, String swap) {
    runtime.text("update", "--memory", memory, "--memory-swap", swap, ID);
  }

  /** v1 refuses memory above memory and swap, so the order depends on the direction. */
  @Test
  void memoryAndSwapGoUpAndDown() throws IOException {
    for (int mib : List.of(64, 256, 32, 33)) {
      set(mib + "m", 2 * mib + "m");
      assertThat(memory()).isEqualTo(Long.toString(mib * 1048576L));
      assertThat(swap()).isEqualTo(Long.toString((UNIFIED ? mib : 2 * mib) * 1048576L));
    }
    runtime.text("update", "--memory", "-1", ID);
    assertThat(memory()).isIn("max", "9223372036854771712");
    assertThat(swap()).isIn("max", "9223372036854771712");
  }

  @Test
  void limitsFromStandardInputKeepWhatTheyDoNotSay() throws IOException {
    runtime.text("update", "--cpu-quota", "50000", "--pids-limit", "77", ID);
    String json = "{\"cpu\": {\"quota\": 0, \"period\": 200000}, \"pids\": {}}";
    Program.Result result = runtime.command("update", "--resources=-", ID).reading(json).run();
    assertThat(result.err()).isEmpty();
    assertThat(value("pids", "pids.max")).isEqualTo("77");
    if (UNIFIED) {
      assertThat(value("cpu", "cpu.max")).isEqualTo("50000 200000");
    } else {
      assertThat(value("cpu", "cpu.cfs_quota_us")).isEqualTo("50000");
      assertThat(value("cpu", "cpu.cfs_period_us")).isEqualTo("200000");
    }
  }

  /** 0 is a limit, as of one (config-linux.md, "PIDs", since 1.3); -1 is none. */
  @ParameterizedTest
  @CsvSource({"0, 1", "-1, max", "7, 7"})
  void aNumberOfProcessesIsSaidInThreeWays(String limit, String max) throws IOException {
    runtime.text("update", "--pids-limit", "77", ID);
    String json = "{\"pids\": {\"limit\": " + limit + "}}";
    assertThat(runtime.command("update", "-r", "-", ID).reading(json).run().err()).isEmpty();
    assertThat(value("pids", "pids.max")).isEqualTo(max);
    runtime.text("update", "--pids-limit", "77", ID);
    runtime.text("update", "--pids-limit", limit, ID);
    assertThat(value("pids", "pids.max")).isEqualTo(max);
  }

  @Test
  void aControllerThatItWasMadeWithoutIsJoined() throws IOException {
    runtime.text("update", "--cpuset-cpus", "0", ID);
    assertThat(value("cpuset", "cpuset.cpus")).isEqualTo("0");
    assertThat(runtime.text("exec", ID, "cat", "/proc/1/cgroup")).contains("jaula/" + ID);
    assertThat(value("cpuset", "cgroup.procs")).isNotEmpty();
    assertThat(runtime.text("exec", ID, "grep", "Cpus_allowed_list", "/proc/1/status"))
        .matches("Cpus_allowed_list:\\s+0\\s+");
  }

  @Test
  void aCgroupOfSomebodyElseIsNotJoined() throws IOException {
    Assumptions.assumeFalse(UNIFIED, "needs v1");
    Path jaula = Path.of("/sys/fs/cgroup/cpuset/jaula");
    Path there = jaula.resolve(ID);
    Path below = Files.createDirectories(there.resolve("theirs"));
    fill(jaula);
    fill(there);
    fill(below);
    Process theirs = new ProcessBuilder("sleep", "1000").start();
    try {
      Files.writeString(below.resolve("cgroup.procs"), Long.toString(theirs.pid()));
      assertThat(runtime.run("update", "--cpuset-cpus", "0", ID).err()).contains("is not empty");
      runtime.delete(ID);
      assertThat(theirs.isAlive()).isTrue();
    } finally {
      theirs.destroyForcibly().onExit().join();
      Files.deleteIfExists(below);
      Files.deleteIfExists(there);
    }
  }

  /** A cpuset that is empty takes nobody. */
  private static void fill(Path cpuset) throws IOException {
    for (String file : List.of("cpuset.cpus", "cpuset.mems")) {
      if (Files.readString(cpuset.resolve(file)).isBlank()) {
        String above = Files.readString(cpuset.resolveSibling(file));
        Files.writeString(cpuset.resolve(file), above);
      }
    }
  }

  /** What forks all the time is there as a whole in the end. */
  @Test
  void processesThatComeAndGoAreMovedToo() throws IOException {
    Assumptions.assumeFalse(UNIFIED, "needs v1");
    String line = "while :; do sleep 0.001 & sleep 0.001 & done";
    Path pid = folder.resolve("loop.pid");
    Program.of(
            runtime
                .command("exec", "-d", "--pid-file", pid.toString(), ID, "sh", "-c", line)
                .command())
        .start(folder.resolve("loop.out"), folder.resolve("loop.err"));
    Leftovers.await(() -> Files.exists(pid));
    assertThat(runtime.run("update", "--cpuset-cpus", "0", ID).err()).isEmpty();
    assertThat(Files.readString(Path.of("/proc/" + Files.readString(pid) + "/cgroup")))
        .contains("cpuset:/jaula/" + ID + "\n");
  }

  @Test
  void whatCannotBeIsOneError() {
    Program.Result schema = runtime.run("update", "--l3-cache-schema", "L3:0=f", ID);
    assertThat(schema.exit()).isEqualTo(1);
    assertThat(schema.err()).contains("resctrl").hasLineCount(1);
    assertThat(runtime.run("update", "--memory", "xx", ID).err())
        .contains("--memory")
        .hasLineCount(1);
    assertThat(runtime.run("update", "--memory", "8m", "--memory-swap", "4m", ID).err())
        .contains("4194304")
        .hasLineCount(1);
    Program.Result bad =
        runtime.command("update", "-r", "-", ID).reading("{\"cpu\": {\"quota\": \"1\"}}").run();
    assertThat(bad.err()).contains("resources.cpu.quota").hasLineCount(1);
  }

  @Test
  void statisticsHaveRuncsKeys() {
    String line = runtime.text("events", "--stats", ID);
    assertThat(line)
        .startsWith("{\"type\":\"stats\",\"id\":\"" + ID + "\",\"data\":{\"cpu\":{\"usage\":{")
        .contains("\"throttling\":{", "},\"cpuset\":{", "\"sched_relax_domain_level\":")
        .contains("},\"memory\":{", "\"usage\":{\"limit\":", "\"swap\":{\"limit\":")
        .contains("\"kernel\":{\"limit\":", "\"kernelTCP\":{\"limit\":", "\"raw\":{\"")
        .contains("},\"pids\":{\"current\":1", "\"blkio\":{", "},\"hugetlb\":{")
        .endsWith("},\"intel_rdt\":{},\"network_interfaces\":null}}\n")
        .hasLineCount(1);
  }

  /** The keys in their order, against the program that defined them. */
  @Test
  void statisticsHaveTheShapeOfRuncs() throws IOException {
    String runc = Needs.command("runc", "runc").toString();
    String id = ID + "-runc";
    String state = folder.resolve("runc").toString();
    Program.of(runc, "--root", state, "run", "-d", "-b", folder.resolve(ID).toString(), id)
        .start(folder.resolve("out"), folder.resolve("err"));
    try {
      String theirs = "";
      for (int i = 0; i < 100 && theirs.isEmpty(); i++) {
        Leftovers.pause(50);
        theirs = Program.of(runc, "--root", state, "events", "--stats", id).run().out();
      }
      Assumptions.assumeTrue(
          !theirs.isEmpty(), "needs a host where runc runs: " + folder.resolve("err"));
      assertThat(shape(runtime.text("events", "--stats", ID))).containsAll(required(theirs));
    } finally {
      Program.of(runc, "--root", state, "delete", "--force", id).run();
    }
  }

  private static List<String> shape(String json) {
    return java.util.regex.Pattern.compile("\"([A-Za-z_0-9]+)\":")
        .matcher(json)
        .results()
        .map(m -> m.group(1))
        .distinct()
        .toList();
  }

  /** Counters that are 0 are left out, so only what is never left out must be there. */
  private static List<String> required(String json) {
    List<String> optional =
        List.of("ioServiceBytesRecursive", "ioServicedRecursive", "major", "minor", "op", "value");
    return shape(json).stream()
        .filter(key -> !optional.contains(key) && !key.equals("max") && !key.equals("cache"))
        .toList();
  }

  /** Who waits for the command knows only the hierarchies of the start. */
  @Test
  void whatAnUpdateAddsGoesWithAContainerInTheForeground() throws Exception {
    String id = ID + "-2";
    String bundle = runtime.bundle(id, "until [ -e /go ]; do sleep 0.05; done", false, "]");
    Path out = folder.resolve("out");
    Process run = runtime.command("run", "--bundle", bundle, id).start(out, out);
    try {
      Leftovers.await(() -> runtime.run("state", id).out().contains("\"running\""));
      runtime.text("update", "--cpuset-cpus", "0", id);
      assertThat(Leftovers.cgroups(id)).isNotEmpty();
      runtime.text("exec", id, "touch", "/go");
      assertThat(run.waitFor(20, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
      assertThat(Leftovers.cgroups(id)).isEmpty();
    } finally {
      run.destroyForcibly();
      runtime.delete(id);
    }
  }

  @Test
  void aKillForWantOfMemoryIsAnEvent() throws IOException, InterruptedException {
    set("16m", "16m");
    Path out = folder.resolve("events");
    Process events =
        runtime.command("events", "--interval", "100ms", ID).start(out, folder.resolve("err"));
    try {
      await(out, "\"type\":\"stats\"");
      Program.Result result =
          runtime.run("exec", ID, "dd", "if=/dev/zero", "of=/dev/null", "bs=64M", "count=1");
      assertThat(result.exit()).isEqualTo(137);
      await(out, "{\"type\":\"oom\",\"id\":\"" + ID + "\"}\n");
      runtime.text("delete", "--force", ID);
      assertThat(events.waitFor(20, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
      assertThat(events.exitValue()).isZero();
    } finally {
      events.destroyForcibly();
    }
  }

  private static void await(Path file, String text) throws IOException {
    for (int i = 0; i < 300; i++) {
      if (Files.readString(file).contains(text)) {
        return;
      }
      Leftovers.pause(50);
    }
    throw new AssertionError("waited in vain for " + text + " in " + Files.readString(file));
  }
}
