package dev.jaula.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A further process in a running container: the same place, the same restrictions. */
class ExecTest {
  private static final String NAME = Box.name("exec");

  @BeforeAll
  static void start() {
    Box.start(
        "-e FIRST=1 -w /tmp --memory-reservation 32M --cap-drop CHOWN --ulimit nofile=77",
        NAME,
        "sleep 1000");
  }

  @AfterAll
  static void stop() {
    Box.remove(NAME);
  }

  static java.util.stream.Stream<Jaula> everyone() {
    return Jaula.everyone();
  }

  private static Program.Result exec(String options, String script) {
    List<String> words = new ArrayList<>(List.of("exec"));
    for (String word : options.split(" ")) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    words.addAll(List.of(NAME, "sh", "-c", script));
    return Jaula.CALLER.run(words.toArray(new String[0]));
  }

  @ParameterizedTest
  @ValueSource(strings = {"user", "mnt", "pid", "net", "uts", "ipc", "cgroup"})
  void isInEveryNamespaceOfTheContainer(String kind) {
    String first = Box.text(exec("", "readlink /proc/1/ns/" + kind));
    assertThat(Box.text(exec("", "readlink /proc/self/ns/" + kind))).isEqualTo(first);
  }

  /** Process 1 is then Jaula's own reaper, which nobody may look into. */
  @ParameterizedTest
  @MethodSource("everyone")
  void entersAContainerWithAnInit(Jaula jaula) {
    String name = Box.name("exec-init");
    String script = "readlink /proc/self/ns/cgroup > /dev/shm/cgroup; sleep 1000 & sleep 1000";
    assertThat(jaula.run(Box.words("-d --init --name " + name, script)).exit()).isZero();
    try {
      String look =
          "until [ -s /dev/shm/cgroup ]; do sleep 0.05; done; cat /dev/shm/cgroup; readlink /proc/self/ns/cgroup; id -u; id -un";
      List<String> seen =
          Box.text(jaula.run("exec", "-u", "root", name, "sh", "-c", look)).lines().toList();
      assertThat(seen.get(0)).startsWith("cgroup:").isEqualTo(seen.get(1));
      assertThat(seen.subList(2, 4)).containsExactly("0", "root");
      // the reaper itself stays hidden from all in there
      String reaper = "readlink /proc/1/exe || head -c 4 /proc/1/exe || echo no";
      assertThat(Box.text(jaula.run("exec", name, "sh", "-c", reaper + " 2>/dev/null")))
          .isEqualTo("no");
    } finally {
      jaula.run("rm", "-f", name);
    }
  }

  @Test
  void hasTheFirstProcessesRestrictions() {
    String script =
        "grep -E '^(Cap|NoNewPrivs|Seccomp|Groups)' /proc/PID/status; cat /proc/PID/cgroup; grep 'open files' /proc/PID/limits";
    assertThat(Box.text(exec("", script.replace("PID", "self"))))
        .isEqualTo(Box.text(exec("", script.replace("PID", "1"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-e A=b | echo $FIRST $A | 1 b",
        "'' | pwd | /tmp",
        "-w /etc | pwd | /etc",
        "-u user | id -u; id -g; id -G | 1000 1000 1000 1001",
        "-u 7:8 --group-add 9 | id -u; id -g; id -G | 7 8 8 9",
        "--ulimit nofile=66 | ulimit -n | 66",
        "'' | hostname | NAME",
        "'' | ls /proc/self/fd | 0 1 2 3",
        "--cap-drop ALL | sed -n s/^CapEff:.//p /proc/self/status | 0000000000000000",
        "--cap-add CHOWN | sed -n s/^CapEff:.//p /proc/self/status | 00000000a80425fb",
        "--privileged | sed -n s/^Seccomp:.//p /proc/self/status | 0"
      })
  void options(String options, String script, String output) {
    assertThat(Box.text(exec(options.equals("''") ? "" : options, script)).replace('\n', ' '))
        .isEqualTo(output.replace("NAME", NAME));
  }

  @ParameterizedTest
  @CsvSource({
    "exit 0, 0",
    "exit 3, 3",
    "kill -9 $$, 137",
    "exec /etc/passwd, 126",
    "nonesuch, 127"
  })
  void exitCodes(String script, int code) {
    assertThat(exec("", script).exit()).isEqualTo(code);
  }

  @Test
  void missingAndNotExecutable() {
    assertThat(Jaula.CALLER.run("exec", NAME, "nonesuch").exit()).isEqualTo(127);
    assertThat(Jaula.CALLER.run("exec", NAME, "/etc/passwd").exit()).isEqualTo(126);
    assertThat(Jaula.CALLER.run("exec", NAME).exit()).isEqualTo(125);
  }

  @Test
  void standardInputIsPassedOnWhenAsked() {
    assertThat(Jaula.CALLER.command("exec", "-i", NAME, "cat").reading("typed").run().out())
        .isEqualTo("typed");
    assertThat(Jaula.CALLER.command("exec", NAME, "cat").reading("typed").run().out()).isEmpty();
  }

  @Test
  void inTheBackground() {
    assertThat(Box.text(exec("-d", "echo x > /tmp/background"))).isEmpty();
    assertThat(
            Box.text(
                exec(
                    "",
                    "for i in 1 2 3 4 5 6 7 8 9; do [ -s /tmp/background ] && break; sleep 0.1; done; cat /tmp/background")))
        .isEqualTo("x");
  }

  @Test
  void byTheIdAndItsBeginning() {
    String id = Box.text(Jaula.CALLER.run("inspect", "--format", "{{.Id}}", NAME));
    assertThat(Box.exec(id, "echo", "whole")).isEqualTo("whole");
    assertThat(Box.exec(id.substring(0, 12), "echo", "part")).isEqualTo("part");
  }
}
