package dev.jaula.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The verbs of jaula-runtime that tell or signal something, for real. */
class OciVerbsTest {
  private static final int PRCTL = 157;
  private static final int SETNS = 308;
  private static final String ID = OciRuntime.id("verbs");

  @TempDir static Path folder;
  private static OciRuntime runtime;

  @BeforeAll
  static void start() throws IOException {
    Needs.root();
    runtime = new OciRuntime(folder);
    runtime.sleeping(ID);
  }

  @AfterAll
  static void end() throws IOException {
    if (runtime != null) {
      runtime.delete(ID);
      assertThat(Leftovers.cgroups(ID)).isEmpty();
    }
  }

  private static int pid() {
    var matcher = Pattern.compile("\"pid\": (\\d+)").matcher(runtime.text("state", ID));
    assertThat(matcher.find()).isTrue();
    return Integer.parseInt(matcher.group(1));
  }

  @Test
  void psFindsTheContainersProcesses() {
    assertThat(runtime.text("ps", "--format", "json", ID)).isEqualTo("[" + pid() + "]\n");
    List<String> lines = runtime.text("ps", ID).lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).contains("UID", "PID", "CMD");
    assertThat(lines.get(1)).contains(Integer.toString(pid()), "sleep 1000");
    assertThat(runtime.text("ps", ID, "-o", "comm,pid").lines().toList())
        .hasSize(2)
        .last()
        .asString()
        .matches("sleep +" + pid());
    assertThat(runtime.run("ps", ID, "-o", "comm").err()).contains("couldn't find PID field");
  }

  @Test
  void listHasRuncsColumnsAndKeys() {
    List<String> lines = runtime.text("list").lines().toList();
    assertThat(lines.get(0)).matches("ID +PID +STATUS +BUNDLE +CREATED +OWNER");
    assertThat(lines)
        .anyMatch(l -> l.matches(ID + " +" + pid() + " +running +/.* +\\d{4}-.*Z +root"));
    assertThat(runtime.text("list", "-f", "json"))
        .contains(
            "\"id\":\"" + ID + "\",\"pid\":" + pid() + ",\"status\":\"running\",\"bundle\":\"")
        .contains("\"annotations\":{\"org.example.key\":\"value\"},\"owner\":\"root\"}");
    assertThat(runtime.text("list", "-q").lines()).contains(ID);
  }

  @Test
  void aBrokenStateDoesNotHideTheOthers() throws IOException {
    Path broken = Files.createDirectory(runtime.state().resolve("broken"));
    Files.writeString(broken.resolve("state.json"), "{\"id\":");
    try {
      Program.Result result = runtime.run("list", "-q");
      assertThat(result.exit()).isZero();
      assertThat(result.out().lines()).contains(ID).doesNotContain("broken");
      assertThat(result.err()).contains("load container broken").hasLineCount(1);
    } finally {
      assertThat(runtime.run("delete", "--force", "broken").exit()).isZero();
    }
    assertThat(broken).doesNotExist();
  }

  @Test
  void signalZeroOnlyAsks() {
    assertThat(runtime.run("kill", ID, "0").exit()).isZero();
    assertThat(runtime.run("kill", "-r", "^" + ID + "$", "0").exit()).isZero();
    assertThat(runtime.text("state", ID)).contains("\"status\": \"running\"");
  }

  @Test
  void expressionsChooseContainers() throws IOException {
    runtime.sleeping(ID + "-b1");
    runtime.sleeping(ID + "-b2");
    runtime.text("delete", "-f", "-r", "verbs-[0-9]+-b[12]$");
    assertThat(runtime.text("list", "-q").lines().toList())
        .contains(ID)
        .doesNotContain(ID + "-b1", ID + "-b2");
  }

  /** runc since 1.2: else the others would outlive the first process. */
  @Test
  void killEndsAllWithoutAPidNamespace() throws IOException {
    String id = ID + "-host";
    String bundle = runtime.bundle(id, "sleep 1001 & sleep 1002 & wait", false, "]");
    runtime.text("run", "-d", "--bundle", bundle, id);
    try {
      Leftovers.pause(200);
      assertThat(runtime.text("ps", id).lines().toList()).hasSize(4);
      runtime.text("kill", id, "KILL");
      String processes = "";
      for (int i = 0; i < 100 && !processes.equals("null\n"); i++) {
        Leftovers.pause(20);
        processes = runtime.text("ps", "-f", "json", id);
      }
      assertThat(processes).isEqualTo("null\n");
      assertThat(runtime.run("kill", "--all", id, "KILL").exit()).isZero();
      assertThat(runtime.run("kill", id, "KILL").err()).contains("container not running");
    } finally {
      runtime.delete(id);
    }
  }

  @Test
  void specWritesWhatRuncWouldAndNothingOverAnother() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    runtime.text("spec", "-b", empty.toString());
    assertThat(Files.readString(empty.resolve("config.json"))).contains("\"ociVersion\"", "\"sh\"");
    assertThat(runtime.run("spec", "-b", empty.toString()).err())
        .contains("File config.json exists. Remove it first");
    runtime.text("spec", "--rootless", "-b", empty.toString(), "-f", "other.json");
    assertThat(Files.readString(empty.resolve("other.json"))).contains("\"uidMappings\"");
  }

  @Test
  void helpManAndCompletion() throws IOException {
    assertThat(runtime.text("exec", "--help")).contains("--ignore-paused", "--cgroup");
    assertThat(runtime.text("man", "update")).startsWith(".TH \"JAULA-RUNTIME-UPDATE\"");
    Path pages = folder.resolve("man");
    runtime.text("man", "-o", pages.toString());
    assertThat(pages.resolve("jaula-runtime-mounts-add.1")).exists();
    for (String shell : List.of("bash", "zsh", "fish")) {
      assertThat(runtime.text("completion", shell)).contains("__complete");
    }
    Program.Result parsed =
        Program.of("bash", "-n").reading(runtime.text("completion", "bash")).run();
    assertThat(parsed.err()).isEmpty();
    assertThat(Program.of(OciRuntime.BINARY.toString(), "__complete", "up").run().out())
        .isEqualTo("words\nupdate\tChange the limits of a container\n");
  }

  /** As runc does: its exit codes, too. */
  @Test
  void helpWithoutAsking() {
    String all = runtime.text("--help");
    assertThat(all).contains("Usage", "checkpoint", "--systemd-cgroup");
    assertThat(runtime.text("help")).isEqualTo(all);
    assertThat(runtime.text()).isEqualTo(all);
    assertThat(runtime.text("help", "exec")).isEqualTo(runtime.text("exec", "--help"));
    assertThat(runtime.text("help", "mounts", "add")).contains("jaula-runtime mounts add");
    for (String[] words : new String[][] {{"lst"}, {"help", "lst"}}) {
      Program.Result unknown = runtime.run(words);
      assertThat(unknown.exit()).isEqualTo(3);
      assertThat(unknown.out()).isEmpty();
      assertThat(unknown.err())
          .startsWith("jaula-runtime")
          .contains("unknown command lst", "did you mean list?")
          .hasLineCount(1);
    }
  }

  @Test
  void execGoesIntoACgroupBelow() throws IOException {
    String memory = "/sys/fs/cgroup/memory/jaula/" + ID;
    org.junit.jupiter.api.Assumptions.assumeTrue(
        Files.isDirectory(Path.of(memory)), "needs cgroup v1's memory controller");
    Files.createDirectory(Path.of(memory, "below"));
    String shown = runtime.text("exec", "--cgroup", "memory:below", ID, "cat", "/proc/self/cgroup");
    assertThat(shown).contains(":memory:/jaula/" + ID + "/below\n");
    assertThat(shown).contains(":pids:/jaula/" + ID + "\n");
    assertThat(runtime.run("exec", "--cgroup", "memory:gone", ID, "true").exit()).isEqualTo(255);
    Files.delete(Path.of(memory, "below"));
  }

  @Test
  void mountsComeAndGoWhileItRuns() throws IOException {
    Path source = Files.createDirectory(folder.resolve("source"));
    Files.writeString(source.resolve("file"), "from the host\n");
    Path list = folder.resolve("mounts.json");
    Files.writeString(
        list,
        """
        [{"destination": "/tmp/new/dir", "source": "SRC", "options": ["bind", "ro"]},
         {"destination": "/tmp/new/file", "source": "SRC/file", "type": "bind"},
         {"destination": "/tmp/memory", "type": "tmpfs", "source": "tmpfs",
          "options": ["size=1m", "nosuid"]}]
        """
            .replace("SRC", source.toString()));
    runtime.text("mounts", "add", ID, list.toString());
    String line = "cat /tmp/new/dir/file /tmp/new/file; touch /tmp/new/dir/x; echo $?; mount";
    Program.Result seen = runtime.run("exec", ID, "sh", "-c", line);
    assertThat(seen.out())
        .startsWith("from the host\nfrom the host\n1\n")
        .containsPattern("tmpfs on /tmp/memory type tmpfs \\(rw,nosuid.*size=1024k");
    assertThat(seen.err()).contains("Read-only file system");
    runtime.text("mounts", "remove", ID, list.toString());
    assertThat(runtime.text("exec", ID, "mount")).doesNotContain("/tmp/new", "/tmp/memory");
    assertThat(runtime.run("mounts", "remove", ID, list.toString()).err())
        .contains("nothing is mounted there")
        .hasLineCount(1);
  }

  /** As when a container is created (CVE-2019-16884, CVE-2025-52881). */
  @ParameterizedTest
  @CsvSource({
    "add, /proc/sys, it is inside /proc",
    "add, /tmp/way/attr, a link leads it inside /proc",
    "add, /tmp/way/status, a link leads it inside /proc",
    "add, /tmp/../proc/1/attr, a link leads it inside /proc",
    "add, /proc, on /proc because it is not of type proc",
    "remove, /tmp/way/attr, a link leads it inside /proc",
  })
  void nothingLiesOverProcfs(String verb, String target, String why) throws IOException {
    Path source = Files.createDirectories(folder.resolve("over"));
    Path file = Files.writeString(folder.resolve("over.txt"), "over");
    Path list = folder.resolve("over.json");
    String from = (target.endsWith("status") ? file : source).toString();
    Files.writeString(
        list,
        "[{\"destination\": \"%s\", \"type\": \"bind\", \"source\": \"%s\"}]"
            .formatted(target, from));
    runtime.text("exec", ID, "ln", "-sfn", "/proc/1", "/tmp/way");
    String before = runtime.text("exec", ID, "cat", "/proc/1/mountinfo");
    Program.Result result = runtime.run("mounts", verb, ID, list.toString());
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).contains(why).hasLineCount(1);
    assertThat(runtime.text("exec", ID, "cat", "/proc/1/mountinfo")).isEqualTo(before);
    runtime.text("exec", ID, "rm", "/tmp/way");
  }

  /** Who is inside could look into the process that enters, and at what it has open. */
  @Test
  void whoEntersForAMountIsHidden() throws IOException {
    Path list = folder.resolve("hidden.json");
    Files.writeString(list, "[{\"destination\": \"/tmp/hidden\", \"type\": \"tmpfs\"}]");
    Path made = Files.createDirectories(folder.resolve("injector"));
    List<Integer> calls =
        Injector.in(made).calls(runtime.command("mounts", "add", ID, list.toString())).stream()
            .filter(call -> call.process() > 0)
            .map(Injector.Call::number)
            .toList();
    runtime.text("mounts", "remove", ID, list.toString());
    assertThat(calls).containsSubsequence(PRCTL, SETNS);
  }

  /** A link of the container's must not lead a mount to the host. */
  @Test
  void aLinkOfTheContainersIsResolvedInIt() throws IOException {
    runtime.text("exec", ID, "ln", "-s", "../../../../../../tmp", "/tmp/link");
    Path list = folder.resolve("link.json");
    Files.writeString(list, "[{\"destination\": \"/tmp/link/inside\", \"type\": \"tmpfs\"}]");
    runtime.text("mounts", "add", ID, list.toString());
    assertThat(runtime.text("exec", ID, "mount")).contains("on /tmp/inside type tmpfs");
    assertThat(Path.of("/tmp/inside")).doesNotExist();
    runtime.text("mounts", "remove", ID, list.toString());
    runtime.text("exec", ID, "rm", "/tmp/link");
  }
}
