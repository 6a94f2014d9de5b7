package dev.jaula.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing stays of containers that were killed, crowded, raced for, or had no room to start. */
class LeftoverTest {
  private static final Pattern MONITOR = Pattern.compile("\"monitor\":\\{\"pid\":(\\d+)");

  @TempDir Path home;

  @BeforeEach
  void needRoot() {
    Needs.root();
  }

  private Program command(String... words) {
    return Jaula.CALLER.command(words).with(Map.of("JAULA_ROOT", home.toString()));
  }

  /** A container that bears its name as the last word of its processes, too. */
  private Program run(String options, String name, String script) {
    List<String> words = new ArrayList<>(List.of("run", "--name", name));
    for (String option : options.split(" ")) {
      if (!option.isEmpty()) {
        words.add(option);
      }
    }
    words.addAll(List.of(Box.ROOT, "sh", "-c", script, name));
    return command(words.toArray(new String[0]));
  }

  private void assertCleared(String name) throws IOException {
    assertThat(Leftovers.processes(name)).isEmpty();
    command("ps").run();
    assertThat(Leftovers.of(name, home)).isEmpty();
  }

  private long monitor(String name) throws IOException {
    Path state = home.resolve("run/containers").resolve(name).resolve("state.json");
    for (int i = 0; i < 500 && !Files.exists(state); i++) {
      Leftovers.pause(10);
    }
    Matcher found = MONITOR.matcher(Files.readString(state));
    assertThat(found.find()).isTrue();
    return Long.parseLong(found.group(1));
  }

  private static void kill(long pid) {
    ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
    process.destroyForcibly();
    process.onExit().join();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--init", "--pid host", "--userns host"})
  void aKilledMonitorTakesItsContainerAlong(String options) throws IOException {
    String name = Box.name("monitor");
    assertThat(run("-d " + options, name, "sleep 100 & sleep 100; :").run().exit()).isZero();
    kill(monitor(name));
    if (options.equals("--pid host")) {
      // its processes have no first one to die with: the next command ends them
      command("ps").run();
    }
    assertCleared(name);
  }

  /**
   * A change of user clears the signal that init gets when its caller dies; the caller is killed
   * while init is held up after such a change, and before the next.
   */
  @ParameterizedTest
  @ValueSource(strings = {"--userns auto", "--userns host", "--userns auto --init"})
  void aKilledCallerOfASlowStart(String options) throws Exception {
    String name = Box.name("slow");
    Program.of("chmod", "711", home.toString()).run();
    killSlowed("pivot_root", run(options, name, "sleep 100; :"));
    assertCleared(name);
  }

  @Test
  void aKilledCallerOfASlowExec() throws Exception {
    String name = Box.name("slow-exec");
    Program.of("chmod", "711", home.toString()).run();
    assertThat(run("-d --userns auto", name, "sleep 100; :").run().exit()).isZero();
    String mark = name + "-mark";
    killSlowed("setsid", command("exec", name, "sh", "-c", "sleep 100; :", mark));
    assertThat(Leftovers.processes(mark)).isEmpty();
    assertThat(command("rm", "-f", name).run().exit()).isZero();
    assertCleared(name);
  }

  /** Kills the caller of init while init enters the call, which takes it a second. */
  private void killSlowed(String call, Program run) throws Exception {
    String strace = Needs.command("strace", "strace").toString();
    Path trace = home.resolve("trace");
    List<String> words =
        new ArrayList<>(List.of(strace, "-f", "-o", trace.toString(), "-e", "trace=" + call));
    words.addAll(List.of("-e", "inject=" + call + ":delay_enter=1000000"));
    words.addAll(run.command());
    Path output = home.resolve("output");
    Process process = Program.of(words).with(run.environment()).start(output, output);
    for (int i = 0; i < 500 && !(Files.exists(trace) && Files.size(trace) > 0); i++) {
      Leftovers.pause(10);
    }
    assertThat(process.isAlive()).isTrue();
    process.children().findFirst().orElseThrow().destroyForcibly();
    assertThat(process.waitFor(5, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aKilledMonitorOfAPausedContainer() throws IOException {
    String name = Box.name("paused");
    assertThat(run("-d", name, "sleep 100; :").run().exit()).isZero();
    assertThat(command("pause", name).run().exit()).isZero();
    kill(monitor(name));
    // a frozen process dies when it is thawed, which the next command does
    command("ps").run();
    assertCleared(name);
  }

  @Test
  void aKilledForeground() throws Exception {
    String name = Box.name("foreground");
    Path output = home.resolve("output");
    Process process = run("", name, "sleep 100; :").start(output, output);
    monitor(name);
    assertThat(Leftovers.processesNow(name)).isNotEmpty();
    assertThat(Leftovers.cgroups(name)).isNotEmpty();
    process.destroyForcibly().waitFor();
    assertCleared(name);
  }

  @Test
  void processesThatOutliveTheFirstOne() throws IOException {
    String name = Box.name("outlive");
    assertThat(run("--pid host", name, "(sleep 100; :) & exit 3").run().exit()).isEqualTo(3);
    assertThat(Leftovers.of(name, home)).isEmpty();
  }

  @Test
  void twoHundredContainersTenAtATime() throws Exception {
    String name = Box.name("crowd");
    try (ExecutorService threads = Executors.newFixedThreadPool(10)) {
      List<Future<Program.Result>> runs = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        Program run = run("", name + "-" + i, ":");
        runs.add(threads.submit(run::run));
      }
      for (Future<Program.Result> run : runs) {
        assertThat(run.get()).isEqualTo(new Program.Result(0, "", ""));
      }
    }
    for (int i = 0; i < 200; i++) {
      assertThat(Leftovers.cgroups(name + "-" + i)).isEmpty();
    }
    assertThat(Leftovers.of(name, home)).isEmpty();
  }

  /** A sweep removes what is not locked yet, and somebody else takes the name: that is no wait. */
  @Test
  void whoComesLateToALostNameIsToldSo() throws Exception {
    String strace = Needs.command("strace", "strace").toString();
    String name = Box.name("late");
    Path directory = home.resolve("run/containers").resolve(name);
    assertThat(run("", name, "true").run().exit()).isZero();
    List<String> words = new ArrayList<>(List.of(strace, "-f", "-qq", "-o", home + "/trace", "-P"));
    words.add(directory.toString());
    words.addAll(List.of("-e", "inject=mkdirat:delay_exit=2000000:when=1"));
    words.addAll(run("", name, "true").command());
    Path err = home.resolve("err");
    Process late = Program.of(words).with(run("", name, "").environment()).start(err, err);
    try {
      Leftovers.await(() -> Files.exists(directory));
      assertThat(run("-d", name, "sleep 100; :").run().err()).isEmpty();
      assertThat(late.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(late.exitValue()).isEqualTo(125);
      assertThat(err).content().contains("the name \"" + name + "\" is taken");
    } finally {
      late.destroyForcibly();
      command("rm", "-f", name).run();
    }
    assertThat(Leftovers.of(name, home)).isEmpty();
  }

  /** The winner stays until all others have lost, however late they come. */
  @Test
  void aNameIsWonOnce() throws Exception {
    String name = Box.name("race");
    Path gate = Files.createDirectory(home.resolve("gate"));
    String wait = "until [ -e /gate/open ]; do sleep 0.02; done";
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int round = 0; round < 10; round++) {
        List<Future<Program.Result>> racers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          racers.add(threads.submit(run("-v " + gate + ":/gate", name, wait)::run));
        }
        for (int i = 0; i < 2000 && racers.stream().filter(Future::isDone).count() < 3; i++) {
          Leftovers.pause(10);
        }
        Path open = Files.createFile(gate.resolve("open"));
        List<Program.Result> lost = new ArrayList<>();
        for (Future<Program.Result> racer : racers) {
          if (racer.get().exit() != 0) {
            lost.add(racer.get());
          }
        }
        assertThat(lost).hasSize(3);
        assertThat(lost)
            .allSatisfy(result ->
                assertThat(result.err())
                    .matches("jaula: the name \"" + name + "\" is taken[^\n]+\n"));
        assertThat(Leftovers.of(name, home)).isEmpty();
        Files.delete(open);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-d"})
  void aFullDiskIsOneLine(String options) throws IOException {
    String name = Box.name("disk");
    assertThat(Program.of("mount", "-t", "tmpfs", "-o", "size=4k", "none", home + "").run().exit())
        .isZero();
    try {
      Files.write(home.resolve("fill"), new byte[4096]);
      Program.Result result = run(options, name, ":").run();
      assertThat(result.exit()).isEqualTo(125);
      assertThat(result.err()).matches("jaula: [^\n]+: no space left on device[^\n]*\n");
      assertThat(Leftovers.cgroups(name)).isEmpty();
      assertThat(Leftovers.processes(name)).isEmpty();
      assertThat(home.resolve("run/containers").resolve(name)).doesNotExist();
    } finally {
      Program.of("umount", home.toString()).run();
    }
  }

  @Test
  void aFullParentCgroupIsOneLine() throws IOException {
    String name = Box.name("pids");
    String parent = "/" + name + "-parent";
    assertThat(command("cgroup", "create", parent, "--controllers", "pids").run().exit()).isZero();
    try {
      assertThat(command("cgroup", "set", parent, "pids.max=1").run().exit()).isZero();
      Program.Result result = run("--init --cgroup-parent " + parent, name, ":").run();
      assertThat(result.exit()).isEqualTo(125);
      assertThat(result.err()).matches("jaula: clone: [^\n]+ pids.max [^\n]+\n");
      assertThat(Leftovers.of(name, home)).isEmpty();
    } finally {
      assertThat(command("cgroup", "delete", "-r", parent).run().exit()).isZero();
    }
  }
}
