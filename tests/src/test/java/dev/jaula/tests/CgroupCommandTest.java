package dev.jaula.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code jaula cgroup} through the binary, on the kernel that is here; needs root. */
class CgroupCommandTest {
  private static final Path JAULA = Path.of("../target/bin/jaula").toAbsolutePath().normalize();
  private static final String NAME = "jaula-test-cli-" + ProcessHandle.current().pid();

  private record Result(int code, String out, String err) {}

  private static Result jaula(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(JAULA.toString(), "cgroup"));
    command.addAll(List.of(arguments));
    Path err = Files.createTempFile("jaula-test", ".err");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Result result = new Result(process.waitFor(), out, Files.readString(err));
    Files.delete(err);
    return result;
  }

  private static String succeeds(String... arguments) throws IOException, InterruptedException {
    Result result = jaula(arguments);
    assertThat(result.code()).as(result.err()).isZero();
    return result.out();
  }

  @BeforeEach
  void make() throws Exception {
    Assumptions.assumeTrue(Files.isExecutable(JAULA), "needs target/bin/jaula; run: mvn package");
    Assumptions.assumeTrue(
        System.getProperty("user.name").equals("root")
            && Files.isWritable(Path.of("/sys/fs/cgroup")),
        "needs root and a writable /sys/fs/cgroup");
    succeeds("create", NAME);
  }

  @AfterEach
  void remove() throws Exception {
    if (Files.isExecutable(JAULA) && jaula("list", NAME).code() == 0) {
      succeeds("kill", NAME);
      succeeds("delete", "-r", NAME);
    }
    assertThat(jaula("list", NAME).err()).contains("no such cgroup");
  }

  @Test
  void theTutorialsOwnWordsWork() throws Exception {
    succeeds("create", "-g", "cpu,memory:" + NAME);
    succeeds("set", "-r", "cpu.max=20000", NAME);
    succeeds("set", "-r", "memory.max=48M", NAME);
    assertThat(succeeds("get", "-g", "cpu:" + NAME)).contains(NAME + ":\ncpu.max: 20000 100000\n");
    assertThat(succeeds("get", "-r", "memory.max", NAME))
        .isEqualTo(NAME + ":\nmemory.max: 50331648\n\n");
    Process sleeper = new ProcessBuilder("sleep", "1000").start();
    succeeds("classify", "-g", "cpu,memory:" + NAME, Long.toString(sleeper.pid()));
    String membership = Files.readString(Path.of("/proc/" + sleeper.pid() + "/cgroup"));
    assertThat(membership).contains(":/" + NAME);
    succeeds("kill", NAME);
    assertThat(sleeper.waitFor(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aCommandRunsInItsCgroupWithItsExitCode() throws Exception {
    assertThat(succeeds("exec", NAME, "--", "cat", "/proc/self/cgroup")).contains(":/" + NAME);
    assertThat(jaula("exec", NAME, "sh", "-c", "exit 7").code()).isEqualTo(7);
    assertThat(jaula("exec", NAME, "jaula-no-such-command").code()).isEqualTo(127);
    assertThat(jaula("exec", NAME, "/etc/passwd").code()).isEqualTo(126);
  }

  @Test
  void valuesAreReadAsJson() throws Exception {
    succeeds("set", NAME, "cpu.max=20%", "memory.max=48M", "pids.max=9");
    assertThat(succeeds("get", NAME, "--format", "json"))
        .contains("\"cpu.max\": \"20000 100000\"", "\"memory.max\": \"50331648\"");
    assertThat(succeeds("get", "-v", "-r", "pids.max", NAME)).isEqualTo("9\n");
    assertThat(succeeds("list", NAME, "--format", "json")).contains("\"path\": \"/" + NAME + "\"");
  }

  @Test
  void theExplanationIsAScriptThatDoesTheSame() throws Exception {
    String script =
        succeeds("create", NAME + "/child", "--dry-run")
            + succeeds("set", NAME, "memory.max=32M", "cpu.max=50%", "--dry-run");
    assertThat(succeeds("get", "-v", "-r", "memory.max", NAME)).isEqualTo("max\n");
    Process shell = new ProcessBuilder("sh", "-e", "-c", script).inheritIO().start();
    assertThat(shell.waitFor()).isZero();
    assertThat(succeeds("get", "-v", "-r", "memory.max", NAME)).isEqualTo("33554432\n");
    assertThat(succeeds("get", "-v", "-r", "cpu.cfs_quota_us", NAME)).isEqualTo("50000\n");
    assertThat(succeeds("list", NAME)).contains("/" + NAME + "/child");
  }

  @Test
  void aFrozenProcessIsKilled() throws Exception {
    Process sleeper = new ProcessBuilder("sleep", "1000").start();
    succeeds("classify", NAME, Long.toString(sleeper.pid()));
    succeeds("freeze", NAME);
    assertThat(succeeds("get", "-v", "-r", "cgroup.freeze", NAME)).isEqualTo("1\n");
    assertThat(jaula("delete", NAME).err()).contains("still has processes [" + sleeper.pid());
    assertThat(jaula("kill", NAME, "--explain").code()).isZero();
    assertThat(sleeper.waitFor(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void watchingShowsTheThrottledShare() throws Exception {
    succeeds("set", NAME, "cpu.max=20%");
    Process busy =
        new ProcessBuilder(
                JAULA.toString(), "cgroup", "exec", NAME, "sh", "-c", "while :; do :; done")
            .start();
    TimeUnit.MILLISECONDS.sleep(300);
    String line = succeeds("watch", NAME, "-n", "1", "--count", "1");
    assertThat(line).matches("cpu (1\\d|2[0-4])(\\.\\d)?%/20% throttled \\d+% mem .*\n");
    succeeds("kill", NAME);
    assertThat(busy.waitFor(5, TimeUnit.SECONDS)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "set NAME memory.peek=1 | memory.peek: no such key; did you mean memory.peak?",
        "get NAME memory.peek | memory.peek: no such key; did you mean memory.peak?",
        "set NAME cpu.max=0.2 | cpu.max=0.2: write a quota and a period",
        "set NAME cpu.max=10 | invalid argument; a quota is at least 1000",
        "set NAME memory.max=48X | memory.max: 48X is no size",
        "set NAME memory.max | memory.max: write KEY=VALUE",
        "set NAME | nothing to set; write KEY=VALUE",
        "set NAME memory.current=1 | memory.current: can only be read",
        "set NAME cgroup.procs=1 | is not set; move a process with: jaula cgroup classify",
        "set jaula-test-none pids.max=1 | /jaula-test-none: no such cgroup",
        "get jaula-test-none | /jaula-test-none: no such cgroup",
        "create -g memori:NAME | memori: no such cgroup controller",
        "create a/../b | a cgroup path cannot contain \"..\"",
        "create /sys/fs/cgroup/x | leave /sys/fs/cgroup out",
        "create | no cgroup is named",
        "classify NAME | which process? write one or more PIDs",
        "classify NAME x | x: is no process id",
        "classify NAME 999999999 | process 999999999: no such process",
        "exec NAME | which command? write it after the path",
        "kill / | /: the root cgroup holds the whole system",
        "freeze / | /: the root cgroup holds the whole system",
        "delete / | /: the root cgroup holds the whole system",
        "kill NAME -s FOO | FOO",
        "watch NAME -n 0 | --interval 0: write seconds",
        "watch NAME -n x | --interval: x"
      })
  void aMistakeIsOneLineWithTheRemedy(String command, String message) throws Exception {
    List<String> words = List.of(command.replace("NAME", NAME).split(" "));
    Result result = jaula(words.toArray(new String[0]));
    assertThat(result.code()).isEqualTo(125);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("jaula: ").contains(message).hasLineCount(1);
  }
}
