package dev.jaula.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code --explain}, {@code --dry-run}, {@code --profile}: what is shown is what is done. The shell
 * text of a plain run is run, with util-linux alone, and must show the same container.
 */
class ExplainTest {
  /**
   * What can be told from inside; the cgroup's path and the numbers of mounts are each time new.
   */
  private static final String LOOK =
      """
      hostname; id
      for n in user mnt pid net uts ipc cgroup; do readlink /proc/self/ns/$n; done
      echo $$; env | sort
      grep -E '^(Cap|NoNewPrivs|Groups)' /proc/self/status
      cat /proc/self/uid_map /proc/self/gid_map /proc/self/cgroup /proc/self/setgroups
      cut -d ' ' -f 5,6 /proc/self/mountinfo | sort
      sed 's/.* - \\([a-z0-9]*\\) .*/\\1/' /proc/self/mountinfo | sort
      ls -l /dev | tr -s ' ' | cut -d ' ' -f 1-6,10-; ls / /proc/self/fd; pwd; ls /home /root /tmp
      cat /sys/fs/cgroup/memory/memory.limit_in_bytes /sys/fs/cgroup/cpu/cpu.cfs_quota_us 2>/dev/null
      cat /sys/fs/cgroup/memory.max /sys/fs/cgroup/cpu.max 2>/dev/null
      cat /proc/sys/kernel/domainname /etc/shadow 2>&1
      """;

  static Stream<Jaula> everyone() {
    return Jaula.everyone();
  }

  private static String[] words(String options, String root, String script) {
    List<String> words = new ArrayList<>(List.of("run"));
    Stream.of(options.split(" ")).filter(word -> !word.isEmpty()).forEach(words::add);
    words.addAll(List.of(root, "--", "sh", "-c", script));
    return words.toArray(new String[0]);
  }

  /** As the same user, and in the same environment, as Jaula itself. */
  private static Program.Result shell(Jaula jaula, String script) {
    List<String> words = new ArrayList<>(jaula.command().command());
    words.remove(words.size() - 1);
    words.addAll(List.of("sh", "-c", script));
    return Program.of(words).run();
  }

  private static String options(Jaula jaula) {
    boolean limits = jaula == Jaula.CALLER && Needs.isRoot();
    return limits ? "--memory 48M --cpus 0.2 --hostname cage" : "--hostname cage";
  }

  @ParameterizedTest
  @MethodSource("everyone")
  void theScriptMakesTheSameContainer(Jaula jaula) {
    compare(jaula, options(jaula), "host");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--read-only",
        "--userns host",
        "-w /tmp",
        "--cap-drop ALL",
        "--ulimit nofile=99",
        "--sysctl net.ipv4.ip_forward=1",
        "--domainname zoo",
        "--network host",
        "--pid host",
        "-u 7:8 --group-add 9",
        "-v /etc:/v:ro",
        "--tmpfs /v:size=16k",
        "-e A=b"
      })
  void soDoOptions(String options) {
    Needs.root();
    compare(Jaula.CALLER, options + " --hostname cage", "host");
  }

  private static void compare(Jaula jaula, String options, String root) {
    String script = Box.text(jaula.run(words(options + " --dry-run", root, LOOK)));
    Program.Result done = shell(jaula, script);
    assertThat(done.exit()).as(done.err()).isZero();
    String real = Box.text(jaula.run(words(options, root, LOOK)));
    assertThat(comparable(done.out(), options)).isEqualTo(comparable(real, options));
    assertThat(shell(jaula, "grep jaula /proc/self/mountinfo; :").text()).isEmpty();
  }

  /** Without the numbers of namespaces, of which those that are not new must be the same. */
  private static String comparable(String text, String options) {
    String[] kept = {options.contains("--network host") ? "net" : "-"};
    return text.strip()
        .replaceAll(
            "(user|mnt|pid|uts|ipc|cgroup" + (kept[0].equals("net") ? "" : "|net") + "):\\[\\d+]",
            "$1:[N]")
        .replaceAll("(?m)^\\d+$", "N")
        .replaceAll("[a-z]+_[a-z]+_[0-9a-f]{4}", "NAME");
  }

  @ParameterizedTest
  @MethodSource("everyone")
  void dryRunDoesNothing(Jaula jaula) {
    String name = Box.name("dry");
    String script = Box.text(jaula.run(words("--dry-run --name " + name, "host", "echo ran")));
    assertThat(script)
        .startsWith("#!/bin/sh")
        .contains("unshare", "pivot_root")
        .doesNotStartWith("ran");
    assertThat(Box.text(jaula.run("ps", "-a"))).doesNotContain(name);
    assertThat(Program.of("sh", "-c", "ls -d /sys/fs/cgroup/*/jaula/" + name).run().text())
        .isEmpty();
  }

  @Test
  void explainSaysEachStepAsItIsDone() {
    Program.Result result = Box.run("--explain --memory 32M", "echo out");
    Needs.root();
    assertThat(result.out()).isEqualTo("out\n");
    assertThat(result.err())
        .contains("# a limit, kept by the kernel\n")
        .contains("echo 33554432 > ")
        .contains("# unlike chroot, this leaves nothing to break out to\n", "pivot_root . ")
        .contains(
            "# the command, with nothing inherited from the host\n", "exec sh -c \"echo out\"\n");
  }

  @Test
  void inPortugueseToo() {
    String[] words = words("--explain --lang pt", Box.ROOT, "true");
    assertThat(Jaula.CALLER.run(words).err())
        .contains("# o comando, sem herdar nada do hospedeiro\n");
    words = words("--explain", Box.ROOT, "true");
    assertThat(Jaula.CALLER.command(words).with(Map.of("LC_ALL", "pt_BR.UTF-8")).run().err())
        .contains("# ao contrário do chroot, não sobra nada para onde escapar\n");
    assertThat(Box.text(Jaula.CALLER.run("help", "run", "--lang", "pt")))
        .contains("Executa um comando");
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "pt"})
  void thePlanAsData(String language) {
    Needs.command("python3", "python3");
    String json =
        Box.text(Jaula.CALLER.run(words("--explain=json --lang " + language, Box.ROOT, "true")));
    String check =
        "import json,sys; steps=json.load(sys.stdin);"
            + "print(len(steps) > 40, all(s['process'] in ('caller','init') and s['step'] and s['why'] and 'shell' in s for s in steps), steps[-1]['step'])";
    assertThat(Box.text(Program.of("python3", "-c", check).reading(json).run()))
        .isEqualTo("True True Execute");
  }

  @Test
  void explainOfTheOtherVerbs() {
    Needs.root();
    String name = Box.name("explained");
    Box.start("", name, "sleep 1000");
    try {
      Program.Result exec = Jaula.CALLER.run("exec", "--explain", name, "echo", "in");
      assertThat(exec.out()).isEqualTo("in\n");
      assertThat(exec.err()).contains("nsenter --target ");
      assertThat(Box.text(Jaula.CALLER.run("exec", "--dry-run", name, "echo", "in")))
          .contains("exec echo in");
      assertThat(Box.text(Jaula.CALLER.run("exec", "--explain=json", name, "true")))
          .startsWith("[");
      String kill = Box.text(Jaula.CALLER.run("kill", "--dry-run", name));
      assertThat(kill).contains("kill -");
      assertThat(Box.text(Jaula.CALLER.run("ps"))).contains(name);
    } finally {
      Box.remove(name);
    }
  }

  @ParameterizedTest
  @MethodSource("everyone")
  void profileShowsWhereTheTimeGoes(Jaula jaula) {
    Program.Result result = jaula.run(words("--profile", Box.ROOT, "echo out"));
    assertThat(result.out()).isEqualTo("out\n");
    assertThat(result.err().lines().count()).isGreaterThan(20);
    assertThat(result.err()).containsPattern("(?m)^ *\\d+ .*CloneInit|(?m)^.*CloneInit.* \\d+");
    assertThat(result.err())
        .containsPattern("(?m)^total +\\d+ +\\d+ \\(\\d+ %\\)$")
        .doesNotContain("-");
  }
}
