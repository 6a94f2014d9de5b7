package dev.jaula.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the command is given: environment, user, groups, capabilities, limits, parameters. */
class ProcessTest {
  @TempDir Path folder;

  /** Option, script and output; a blank option stands for none. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "-e A=1 -e B=x=y | echo $A $B | 1 x=y",
        "-e EMPTY= | echo ${EMPTY-unset}. | .",
        "-e NOT_OF_THE_CALLER | echo ${NOT_OF_THE_CALLER-unset} | unset",
        "-w /tmp | pwd | /tmp",
        "-w /made/new | pwd | /made/new",
        "-u user | id -u; id -g; id -G; echo $HOME | 1000 1000 1000 1001 /tmp",
        "-u 1000 | id -u; id -g; id -G | 1000 1000 1000 1001",
        "-u user:root | id -u; id -g; id -G | 1000 0 0",
        "-u 7:8 | id -u; id -g; id -G | 7 8 8",
        "-u :8 | id -u; id -g | 0 8",
        "-u user --group-add 77 --group-add extra | id -G | 1000 77 1001",
        "-u 0 --group-add extra | id -G | 0 1001",
        "--hostname a | echo $HOSTNAME | a",
        "'' | echo $HOME; echo $PATH | /root /usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        "--ulimit nofile=100:200 | ulimit -n; ulimit -Hn | 100 200",
        "--ulimit core=0 --ulimit nproc=99 | ulimit -c; ulimit -Hu | 0 99",
        "--sysctl net.ipv4.ip_forward=1 | cat /proc/sys/net/ipv4/ip_forward | 1",
        "--sysctl kernel.shmmni=999 | cat /proc/sys/kernel/shmmni | 999",
        "--sysctl fs.mqueue.queues_max=9 | cat /proc/sys/fs/mqueue/queues_max | 9",
        "--shm-size 1M | stat -f -c %b*%s /dev/shm | 256*4096",
        "'' | stat -f -c %b*%s /dev/shm | 16384*4096",
        "--oom-score-adj 77 | cat /proc/self/oom_score_adj | 77",
        "'' | grep -c . /proc/self/environ | 1",
        "--init | echo $$ $PPID | 2 1",
        "'' | echo $$ $PPID | 1 0",
        "'' | umask | 0022",
        "'' | ls /proc/self/fd | 0 1 2 3"
      })
  void printsWhatTheOptionSays(String option, String script, String output) {
    String options = option.equals("''") ? "" : option;
    assertThat(Box.prints(options, script).replace('\n', ' ')).isEqualTo(output);
  }

  @Test
  void theCallersVariablesAreNotInherited() {
    Program.Result result =
        Jaula.CALLER
            .command(Box.words("-e TAKEN -e MISSING", "echo ${SECRET-hidden} $TAKEN ${MISSING-no}"))
            .with(Map.of("SECRET", "x", "TAKEN", "taken"))
            .run();
    assertThat(Box.text(result)).isEqualTo("hidden taken no");
  }

  @Test
  void aFileOfVariables() throws IOException {
    Path file =
        Files.writeString(folder.resolve("env"), "# comment\n\nA=one two\nFROM_CALLER\nB=\"x\"\n");
    Program.Result result =
        Jaula.CALLER
            .command(Box.words("--env-file " + file + " -e B=last", "echo $A $B $FROM_CALLER"))
            .with(Map.of("FROM_CALLER", "c"))
            .run();
    assertThat(Box.text(result)).isEqualTo("one two last c");
  }

  @Test
  void anEntryPointTakesTheCommandAsItsArguments() {
    assertThat(Box.text(Jaula.CALLER.run("run", "--entrypoint", "echo", Box.ROOT, "a", "b")))
        .isEqualTo("a b");
    assertThat(Box.text(Jaula.CALLER.run("run", "--entrypoint", "/bin/pwd", Box.ROOT)))
        .isEqualTo("/");
  }

  @ParameterizedTest
  @CsvSource({
    "'', 00000000a80425fb",
    "--cap-drop ALL, 0000000000000000",
    "--cap-drop all --cap-add NET_ADMIN, 0000000000001000",
    "--cap-drop CAP_CHOWN, 00000000a80425fa",
    "--cap-add cap_sys_time --cap-drop ALL, 0000000002000000"
  })
  void capabilities(String options, String set) {
    String status = Box.prints(options, "grep ^Cap /proc/self/status").replace('\t', ' ');
    String none = "0000000000000000";
    assertThat(status.lines())
        .containsExactly(
            "CapInh: " + none,
            "CapPrm: " + set,
            "CapEff: " + set,
            "CapBnd: " + set,
            "CapAmb: " + none);
  }

  @Test
  void anotherUserThanRootHasNoCapability() {
    String status = Box.prints("-u 1000", "grep ^Cap /proc/self/status").replace('\t', ' ');
    assertThat(status)
        .contains("CapPrm: 0000000000000000", "CapEff: 0000000000000000")
        .contains("CapInh: 0000000000000000", "CapAmb: 0000000000000000");
  }

  @ParameterizedTest
  @CsvSource({
    "'', 1 2",
    "--security-opt no-new-privileges=false, 0 2",
    "--security-opt seccomp=unconfined, 1 0",
    "--security-opt no-new-privileges:false --security-opt seccomp=unconfined, 0 0",
    "--privileged, 0 0"
  })
  void noNewPrivilegesAndTheFilter(String options, String values) {
    Needs.root();
    String script = "sed -n 's/^NoNewPrivs:.//p; s/^Seccomp:.//p' /proc/self/status";
    assertThat(Box.prints(options, script).replace('\n', ' ')).isEqualTo(values);
  }

  @Test
  void aFilterInDockersFormat() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("rules.json"),
            """
            {"defaultAction": "SCMP_ACT_ALLOW", "architectures": ["SCMP_ARCH_X86_64"],
             "syscalls": [{"names": ["mkdir", "mkdirat"], "action": "SCMP_ACT_ERRNO", "errnoRet": 38}]}
            """);
    Program.Result result = Box.run("--security-opt seccomp=" + file, "mkdir /tmp/x");
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).contains("Function not implemented");
    assertThat(Box.prints("", "mkdir /tmp/x && echo made")).isEqualTo("made");
  }

  /** With every capability in a user namespace of its own only the filter can say no. */
  @Test
  void theFilterRefusesWhatDockersDoes() {
    String script = "unshare -U true 2>&1; mount -t tmpfs x /tmp 2>&1; echo end";
    assertThat(Box.prints("", script)).contains("nshare", "ermission denied", "end");
    assertThat(Box.prints("--security-opt seccomp=unconfined", "unshare -U echo made"))
        .isEqualTo("made");
  }

  @Test
  void privileged() {
    Needs.root();
    String script =
        "ls -l /dev/null && mount -t tmpfs x /tmp && echo done; cat /proc/timer_list | head -c 3";
    assertThat(Box.prints("--privileged", script)).contains("done", "Tim");
  }

  @ParameterizedTest
  @CsvSource({
    "/dev/full, /dev/full, 1, 7",
    "/dev/zero:/dev/nought, /dev/nought, 1, 5",
    "/dev/zero:/dev/deep/nought:rwm, /dev/deep/nought, 1, 5"
  })
  void devices(String option, String inside, int major, int minor) {
    Needs.root();
    for (String users : new String[] {"", "--userns host "}) {
      assertThat(Box.prints(users + "--device " + option, "stat -c %F:%t:%T " + inside))
          .isEqualTo("character special file:" + major + ":" + minor);
    }
  }

  @Test
  void initReapsOrphansAndPassesSignalsOn() {
    String orphans =
        "for i in 1 2 3 4 5; do sh -c 'sleep 0.05 & exit' ; done; sleep 0.3;"
            + " grep -l '^State:.Z' /proc/[0-9]*/status | wc -l";
    assertThat(Box.prints("--init", orphans)).isEqualTo("0");
    String name = Box.name("init");
    Box.start("--init --rm=false", name, "trap 'exit 5' USR1; while :; do sleep 0.05; done");
    try {
      Jaula.CALLER.run("kill", "--signal", "USR1", name);
      assertThat(Box.text(Jaula.CALLER.run("wait", name))).isEqualTo("5");
    } finally {
      Box.remove(name);
    }
  }
}
