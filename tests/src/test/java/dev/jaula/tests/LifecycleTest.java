package dev.jaula.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From a name to an exit code: what becomes of a container, and who is told. */
class LifecycleTest {
  private static final String NAME = Box.name("life");
  @TempDir Path folder;

  @AfterEach
  void remove() {
    Box.remove(NAME);
  }

  private static Program.Result jaula(String... words) {
    return Jaula.CALLER.run(words);
  }

  @ParameterizedTest
  @CsvSource({
    "exit 0, 0",
    "exit 1, 1",
    "exit 255, 255",
    "exec /etc/passwd, 126",
    "nonesuch-command, 127",
    "kill -9 $$; sleep 9, 137"
  })
  void theExitCodeIsTheCommands(String script, int code) {
    assertThat(Box.run("--init", script).exit()).isEqualTo(code);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT", "HUP", "USR1", "USR2", "QUIT"})
  void signalsArePassedOn(String signal) throws Exception {
    String script =
        "trap 'echo got "
            + signal
            + "; exit 3' "
            + signal
            + "; echo ready; while :; do sleep 0.05; done";
    Path out = folder.resolve("out");
    Process process = Jaula.CALLER.command(Box.words("", script)).start(out, folder.resolve("err"));
    await(() -> Files.readString(out).contains("ready"));
    Program.of("kill", "-" + signal, Long.toString(process.pid())).run();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(3);
    assertThat(out).hasContent("ready\ngot " + signal);
  }

  /**
   * What nohup(1), or a script that starts Jaula in the background, ignores is not the command's to
   * ignore.
   */
  @Test
  void ignoredSignalsAreNotInherited() {
    Program.Result result =
        Program.of(
                "sh",
                "-c",
                "trap '' HUP INT QUIT PIPE TERM CHLD; exec \"$@\"",
                "sh",
                Jaula.binary().toString(),
                "run",
                Box.ROOT.toString(),
                "grep",
                "SigIgn",
                "/proc/self/status")
            .run();
    long ignored = Long.parseLong(result.text().substring("SigIgn:\t".length()), 16);
    // bit n - 1 is signal n: HUP 1, INT 2, QUIT 3, PIPE 13, TERM 15, CHLD 17
    assertThat(ignored & (1 | 1 << 1 | 1 << 2 | 1 << 12 | 1 << 14 | 1 << 16)).isZero();
    assertThat(result).isEqualTo(new Program.Result(0, result.out(), ""));
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(Condition condition) throws Exception {
    for (int i = 0; i < 500 && !condition.holds(); i++) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    assertThat(condition.holds()).as("within 5 s").isTrue();
  }

  @Test
  void aTimeLimitKillsAndSaysSo() {
    Program.Result result = Box.run("--timeout 1 --name " + NAME, "sleep 60");
    assertThat(result.exit()).isEqualTo(137);
    assertThat(result.err()).isEqualTo("jaula: " + NAME + ": killed after 1 s (--timeout)\n");
  }

  @Test
  void outOfMemoryIsOneLineWithLimitAndPeak() {
    Needs.root();
    String eater = "x=0123456789abcdef; while [ ${#x} -lt 67108864 ]; do x=$x$x; done";
    Program.Result result = Box.run("--memory 16M --memory-swap 16M --name " + NAME, eater);
    assertThat(result.exit()).isEqualTo(137);
    assertThat(result.err())
        .startsWith("jaula: " + NAME + ": out of memory:")
        .containsPattern("limit of 16M \\(peak 1[56]")
        .endsWith("--memory\n")
        .hasLineCount(1);
  }

  @Test
  void stopAsksWithTheChosenSignalThenKills() {
    Box.start(
        "--rm=false --stop-signal USR2", NAME, "trap 'exit 4' USR2; while :; do sleep 0.05; done");
    assertThat(jaula("stop", NAME).exit()).isZero();
    assertThat(Box.text(jaula("wait", NAME))).isEqualTo("4");
    Box.remove(NAME);
    Box.start("--rm=false --stop-timeout 1", NAME, "trap '' TERM; while :; do sleep 0.05; done");
    assertThat(jaula("stop", NAME).exit()).isZero();
    assertThat(Box.text(jaula("wait", NAME))).isEqualTo("137");
  }

  @Test
  void aContainerIsKeptWhenAsked() {
    assertThat(Box.run("--rm=false --name " + NAME, "exit 3").exit()).isEqualTo(3);
    assertThat(Box.text(jaula("ps", "-a"))).contains(NAME);
    assertThat(Box.text(jaula("ps"))).doesNotContain(NAME);
    assertThat(Box.text(jaula("inspect", "--format", "{{.State.ExitCode}}", NAME))).isEqualTo("3");
    assertThat(jaula("exec", NAME, "true").err())
        .startsWith("jaula: container not running: " + NAME);
    assertThat(jaula("rm", NAME).exit()).isZero();
    assertThat(Box.text(jaula("ps", "-a"))).doesNotContain(NAME);
    assertThat(Box.run("--name " + NAME, "exit 0").exit()).isZero();
    assertThat(Box.text(jaula("ps", "-a"))).doesNotContain(NAME);
  }

  @Test
  void filesWithTheNameAndThePid() throws Exception {
    Path pid = folder.resolve("pid");
    Path cid = folder.resolve("cid");
    Box.start("--pidfile " + pid + " --cidfile " + cid, NAME, "sleep 1000");
    assertThat(Files.readString(cid)).matches("[0-9a-f]{64}");
    // the kernel shows the new command line a moment after the old program's descriptors are gone
    Path command = Path.of("/proc", Files.readString(pid).strip(), "cmdline");
    await(() -> Files.readString(command).contains("sleep\0" + "1000"));
    assertThat(Box.run("--cidfile " + cid, "true").err()).startsWith("jaula: --cidfile: \"" + cid);
  }

  @Test
  void logsOfWhatRanInTheBackground() throws Exception {
    Box.start("--rm=false", NAME, "echo one; echo two >&2; echo three");
    assertThat(Box.text(jaula("wait", NAME))).isEqualTo("0");
    assertThat(Box.text(jaula("logs", NAME))).isEqualTo("one\ntwo\nthree");
    assertThat(Box.text(jaula("logs", "--tail", "1", NAME))).isEqualTo("three");
    assertThat(jaula("logs", "--tail", "2", NAME).out()).isEqualTo("two\nthree\n");
    assertThat(jaula("logs", "--tail", "0", NAME).out()).isEmpty();
    assertThat(Box.text(jaula("logs", "-f", NAME))).isEqualTo("one\ntwo\nthree");
  }

  /** What a container writes is no shorter than it likes. */
  @Test
  void theEndOfALogThatFitsInNoMemory() {
    Box.start("--rm=false", NAME, "yes 123456789 | head -n 12000000; printf 'no end'");
    assertThat(Box.text(jaula("wait", NAME))).isEqualTo("0");
    assertThat(jaula("logs", "--tail", "2", NAME).out()).isEqualTo("123456789\nno end");
  }

  @Test
  void killSendsAnySignal() throws Exception {
    Box.start("--rm=false", NAME, "trap 'exit 6' HUP; echo ready; while :; do sleep 0.05; done");
    await(() -> Box.text(jaula("logs", NAME)).contains("ready"));
    assertThat(jaula("kill", "-s", "SIGHUP", NAME).exit()).isZero();
    assertThat(Box.text(jaula("wait", NAME))).isEqualTo("6");
    assertThat(jaula("kill", NAME).err()).startsWith("jaula: ").contains(NAME).hasLineCount(1);
  }

  @Test
  void pauseFreezes() throws Exception {
    Needs.root();
    Box.start("-v " + folder + ":/out", NAME, "while :; do echo x >> /out/ticks; sleep 0.02; done");
    await(() -> Files.exists(folder.resolve("ticks")));
    assertThat(jaula("pause", NAME).exit()).isZero();
    assertThat(Box.text(jaula("ps", "-a"))).containsPattern(NAME + ".*[Pp]aused");
    long size = Files.size(folder.resolve("ticks"));
    TimeUnit.MILLISECONDS.sleep(150);
    assertThat(Files.size(folder.resolve("ticks"))).isEqualTo(size);
    assertThat(jaula("unpause", NAME).exit()).isZero();
    await(() -> Files.size(folder.resolve("ticks")) > size);
  }

  @Test
  void psShowsItAndInspectKnowsAll() {
    Box.start("-l team=blue --memory 32M", NAME, "sleep 1000");
    assertThat(Box.text(jaula("ps"))).contains(NAME);
    assertThat(Box.text(jaula("ps", "-q", "--filter", "name=" + NAME))).isEqualTo(NAME);
    assertThat(Box.text(jaula("ps", "-q", "--filter", "label=team=blue"))).contains(NAME);
    assertThat(Box.text(jaula("ps", "--format", "json"))).contains("\"" + NAME + "\"");
    assertThat(Box.text(jaula("inspect", NAME))).contains("33554432", "\"team\"", "sleep 1000");
    assertThat(jaula("rm", NAME).exit()).isNotZero();
    assertThat(jaula("rm", "-f", NAME).exit()).isZero();
  }

  /**
   * As long as its files lead to it, its number is no other process's: what jaula kill signals then
   * is a zombie. The removal is slowed down, so that this can be seen.
   */
  @Test
  void theProcessIdStaysTakenUntilTheStateIsGone() throws Exception {
    String strace = Needs.command("strace", "strace").toString();
    List<String> words =
        new ArrayList<>(
            List.of(strace, "-e", "trace=unlinkat", "-e", "inject=unlinkat:delay_enter=100000"));
    words.addAll(List.of("-o", folder.resolve("trace") + "", Jaula.binary().toString(), "run"));
    words.addAll(List.of("--name", NAME, "-i", Box.ROOT, "sh", "-c", "read line"));
    Path home = folder.resolve("jaula");
    Path state = home.resolve("run/containers/" + NAME + "/state.json");
    Process process =
        Program.of(words)
            .with(Map.of("JAULA_ROOT", home.toString()))
            .start(folder.resolve("out"), folder.resolve("err"));
    await(() -> Files.exists(state));
    var found = Pattern.compile("\"init\":\\{\"pid\":(\\d+)").matcher(Files.readString(state));
    assertThat(found.find()).isTrue();
    Path first = Path.of("/proc", found.group(1), "stat");
    process.getOutputStream().close();
    int zombie = 0;
    while (true) {
      String stat = Files.exists(first) ? Files.readString(first) : "";
      if (!Files.exists(state)) {
        break;
      }
      assertThat(stat).as("the process while its state is there").isNotEmpty();
      zombie += stat.contains(") Z ") ? 1 : 0;
      Thread.sleep(1);
    }
    assertThat(zombie).isPositive();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(first).doesNotExist();
  }

  @Test
  void killingJaulaKillsTheContainer() throws Exception {
    Path pid = folder.resolve("pid");
    Process process =
        Jaula.CALLER
            .command(Box.words("--name " + NAME + " --pidfile " + pid, "sleep 1000"))
            .start(folder.resolve("out"), folder.resolve("err"));
    await(() -> Files.exists(pid));
    Path inside = Path.of("/proc", Files.readString(pid).strip());
    process.destroyForcibly().waitFor();
    await(() -> !Files.exists(inside));
    assertThat(Box.prints("", "echo next")).isEqualTo("next");
    assertThat(Box.text(jaula("ps", "-a"))).doesNotContain(NAME);
    assertThat(Box.prints("--name " + NAME, "echo again")).isEqualTo("again");
  }
}
