package dev.jaula.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every namespace: new by default, the host's by option, or another's by container, pid or path.
 */
class NamespaceTest {
  private static final String OTHER = Box.name("namespaces");

  @BeforeAll
  static void startAnother() {
    Box.start("--hostname other", OTHER, "sleep 1000");
  }

  @AfterAll
  static void stopIt() {
    Box.remove(OTHER);
  }

  static java.util.stream.Stream<Jaula> everyone() {
    return Jaula.everyone();
  }

  private static String link(String kind) {
    return "readlink /proc/self/ns/" + kind;
  }

  private static String ours(String kind) throws IOException {
    return Files.readSymbolicLink(Path.of("/proc/self/ns", kind)).toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"user", "mnt", "pid", "net", "uts", "ipc", "cgroup"})
  void isNewByDefault(String kind) throws IOException {
    assertThat(Box.prints("", link(kind))).startsWith(kind + ":[").isNotEqualTo(ours(kind));
  }

  @ParameterizedTest
  @ValueSource(strings = {"user", "mnt", "pid", "net", "uts", "ipc", "cgroup"})
  void isNewByDefaultForAnOrdinaryUser(String kind) throws IOException {
    Needs.root();
    assertThat(Box.prints(Jaula.ORDINARY_USER, "", link(kind)))
        .startsWith(kind + ":[")
        .isNotEqualTo(ours(kind));
  }

  @ParameterizedTest
  @CsvSource({
    "user, --userns host",
    "pid, --pid host",
    "net, --network host",
    "net, --net=host",
    "uts, --uts host",
    "ipc, --ipc host",
    "cgroup, --cgroupns host",
    "time, --uts private"
  })
  void isTheHostsByOption(String kind, String option) throws IOException {
    Needs.root();
    assertThat(Box.prints(option, link(kind))).isEqualTo(ours(kind));
  }

  @ParameterizedTest
  @CsvSource({
    "user, --userns",
    "pid, --pid",
    "net, --network",
    "uts, --uts",
    "ipc, --ipc",
    "cgroup, --cgroupns"
  })
  void isJoined(String kind, String option) {
    Needs.root();
    String theirs = Box.exec(OTHER, "readlink", "/proc/self/ns/" + kind);
    String pid = Box.text(Jaula.CALLER.run("inspect", "--format", ".state.pid", OTHER));
    for (String target :
        new String[] {"container:" + OTHER, "pid:" + pid, "/proc/" + pid + "/ns/" + kind}) {
      assertThat(Box.prints(option + " " + target, link(kind))).as(target).isEqualTo(theirs);
    }
  }

  @ParameterizedTest
  @CsvSource({"net, --network", "uts, --uts", "ipc, --ipc", "pid, --pid"})
  void isJoinedByItsOwner(String kind, String option) {
    Needs.root();
    String name = Box.name("user-" + kind);
    Jaula user = Jaula.ORDINARY_USER;
    Box.text(user.run(Box.words("-d --name " + name, "sleep 1000")));
    try {
      String theirs = Box.text(user.run("exec", name, "readlink", "/proc/self/ns/" + kind));
      assertThat(Box.prints(user, option + " container:" + name, link(kind))).isEqualTo(theirs);
    } finally {
      user.run("rm", "-f", name);
    }
  }

  @Test
  void joiningAProcessNamespaceShowsItsProcesses() {
    Needs.root();
    assertThat(
            Box.prints("--pid container:" + OTHER, "echo $$; cat /proc/1/cmdline | tr '\\0' ' '"))
        .doesNotStartWith("1\n")
        .contains("sleep 1000");
  }

  @Test
  void aNamespaceOfAPath() throws IOException {
    Needs.root();
    Path file = Files.createTempFile("jaula-test", ".uts");
    Box.text(Program.of("unshare", "--uts=" + file, "hostname", "kept").run());
    try {
      assertThat(Box.prints("--uts " + file, "hostname")).isEqualTo("kept");
      assertThat(Box.prints("--uts path:" + file, "hostname")).isEqualTo("kept");
    } finally {
      Program.of("umount", file.toString()).run();
      Files.delete(file);
    }
  }

  @ParameterizedTest
  @MethodSource("everyone")
  void clocksAreShifted(Jaula jaula) throws IOException {
    String script = "readlink /proc/self/ns/time; cat /proc/uptime /proc/self/timens_offsets";
    String[] lines =
        Box.prints(jaula, "--time-offset boottime=1000000 --time-offset monotonic=-3", script)
            .split("\n");
    assertThat(lines[0]).isNotEqualTo(ours("time"));
    double uptime = Double.parseDouble(Files.readString(Path.of("/proc/uptime")).split(" ")[0]);
    assertThat(Double.parseDouble(lines[1].split(" ")[0]))
        .isBetween(uptime + 999_990, uptime + 1_000_010);
    assertThat(lines[2]).matches("monotonic +-3 +0");
    assertThat(lines[3]).matches("boottime +1000000 +0");
  }

  @Test
  void idsAreMapped() throws IOException {
    Needs.root();
    String map = "--uidmap 0:100000:1000 --uidmap 1000:300000:5 --gidmap 0:200000:1000";
    String shown =
        Box.prints(map, "cat /proc/self/uid_map /proc/self/gid_map; id -u; id -g")
            .replaceAll(" +", " ");
    assertThat(shown.lines().map(String::strip))
        .containsExactly("0 100000 1000", "1000 300000 5", "0 200000 1000", "0", "0");
    String name = Box.name("mapped");
    Box.start(map, name, "sleep 1000");
    try {
      String pid = Box.text(Jaula.CALLER.run("inspect", "--format", ".state.pid", name));
      assertThat(Files.getAttribute(Path.of("/proc", pid), "unix:uid")).isEqualTo(100000);
      assertThat(Files.getAttribute(Path.of("/proc", pid), "unix:gid")).isEqualTo(200000);
      assertThat(Box.exec(name, "id", "-u")).isEqualTo("0");
    } finally {
      Box.remove(name);
    }
  }

  @Test
  void anOrdinaryUserIsRootInsideOnly() {
    Needs.root();
    String shown =
        Box.prints(Jaula.ORDINARY_USER, "", "id -u; cat /proc/self/uid_map /proc/self/setgroups");
    assertThat(shown.replaceAll(" +", " ")).isEqualTo("0\n 0 " + Jaula.USER + " 1\ndeny");
  }

  /** With newuidmap and a line in /etc/subuid a user has more ids than its own. */
  @Test
  void anOrdinaryUserHasTheIdsThatItWasLent(@TempDir Path folder) throws Exception {
    Needs.root();
    Needs.command("newuidmap", "uidmap");
    Path passwd = folder.resolve("passwd");
    Files.copy(Path.of("/etc/passwd"), passwd);
    String user = "jaulatest:x:" + Jaula.USER + ":" + Jaula.USER + "::/tmp:/bin/sh\n";
    Files.writeString(passwd, user, java.nio.file.StandardOpenOption.APPEND);
    Path lent = Files.writeString(folder.resolve("lent"), "jaulatest:700000:1000\n");
    Program.of("touch", "/etc/subuid", "/etc/subgid").run();
    String script =
        "mount --bind "
            + passwd
            + " /etc/passwd; mount --bind "
            + lent
            + " /etc/subuid; mount --bind "
            + lent
            + " /etc/subgid; exec \"$@\"";
    List<String> words = new ArrayList<>(List.of("unshare", "--mount", "sh", "-ec", script, "sh"));
    words.addAll(
        Jaula.ORDINARY_USER
            .command(
                Box.words(
                    "-u 1000:900 --group-add 7", "id -u; id -g; id -G; cat /proc/self/uid_map"))
            .command());
    String shown = Box.text(Program.of(words).run());
    assertThat(shown.replaceAll(" +", " "))
        .isEqualTo("1000\n900\n900 7\n 0 " + Jaula.USER + " 1\n 1 700000 1000");
  }

  @Test
  void namesOfTheMachine() {
    assertThat(
            Box.prints(
                "--hostname cage --domainname zoo", "hostname; cat /proc/sys/kernel/domainname"))
        .isEqualTo("cage\nzoo");
    assertThat(Box.prints("-h cage", "echo $HOSTNAME")).isEqualTo("cage");
  }

  @Test
  void theNetworkHasALoopbackThatIsUp() {
    assertThat(
            Box.prints("--network none", "ls /sys/class/net; ip addr show lo | grep -o 127.0.0.1"))
        .isEqualTo("lo\n127.0.0.1");
  }
}
