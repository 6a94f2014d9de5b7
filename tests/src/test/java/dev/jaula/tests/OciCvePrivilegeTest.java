package dev.jaula.tests;

import static dev.jaula.tests.OciBox.DEV;
import static dev.jaula.tests.OciBox.PROC;
import static dev.jaula.tests.OciBox.mount;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Known escapes of OCI runtimes by way of privileges; see {@link OciCveTest}. */
class OciCvePrivilegeTest {
  private static final String CAPABILITIES =
      ", \"capabilities\": {\"bounding\": [LIST], \"effective\": [LIST], \"permitted\": [LIST]}";
  private static final String MAPS =
      ", \"uidMappings\": [{\"containerID\": 0, \"hostID\": 100000, \"size\": 65536}],"
          + " \"gidMappings\": [{\"containerID\": 0, \"hostID\": 100000, \"size\": 65536}]";

  @TempDir Path folder;
  private OciBox box;

  @BeforeAll
  static void needsRoot() {
    Needs.root();
  }

  @BeforeEach
  void make() throws IOException {
    box = new OciBox(folder, "cve-privileges");
  }

  @AfterEach
  void remove() throws IOException {
    box.delete();
    assertThat(Leftovers.cgroups(box.id())).isEmpty();
  }

  private static String capabilities(String... names) {
    return CAPABILITIES.replace("LIST", "\"" + String.join("\", \"", names) + "\"");
  }

  private static String status(String keys) {
    return "grep -E '^(" + keys + "):' /proc/self/status | tr -d '\\t'";
  }

  /** A config.json that asks for no capabilities gets none: all were left when this was new. */
  @Test
  void noCapabilitiesUnlessAskedFor() throws IOException {
    String none = "CapInh CapPrm CapEff CapBnd CapAmb".replace(" ", ":0000000000000000\n");
    assertThat(box.prints(status("Cap.*"))).isEqualTo(none + ":0000000000000000");
    box.start("sleep 1000");
    assertThat(Box.text(box.exec(box.id(), "sh", "-c", status("Cap.*"))))
        .isEqualTo(none + ":0000000000000000");
  }

  /**
   * Who may not trace sees nothing of what comes in by exec. Fails without Starter.hide and the
   * undumpable init.
   */
  @Test
  void cve2016_9962_execCannotBeLookedInto() throws IOException {
    String watch =
        """
        while :; do for p in /proc/[0-9]*; do
          e=$(readlink $p/exe 2>/dev/null); case $e in ''|/bin/*) ;; *) echo $e >> /tmp/seen;; esac
          for f in $p/fd/*; do l=$(readlink $f 2>/dev/null); case $l in
            socket:*|anon_inode:*|/sys/*) echo $p $l >> /tmp/seen;; esac; done
        done; done
        """;
    box.start(watch);
    for (int i = 0; i < 25; i++) {
      assertThat(Box.text(box.exec(box.id(), "/bin/echo", "x"))).isEqualTo("x");
    }
    assertThat(box.root().resolve("tmp/seen")).doesNotExist();
  }

  /** Fails where the user's capabilities are made ambient. */
  @Test
  void cve2026_30892_execAsAUserIsThatUser() throws IOException {
    box.process(capabilities("CAP_NET_ADMIN")).start("sleep 1000");
    String look = "id -u; id -g; id -G; " + status("CapInh|CapPrm|CapEff|CapAmb");
    String seen = Box.text(box.exec("-u", "1", box.id(), "sh", "-c", look));
    assertThat(seen).startsWith("1\n0\n0\n").contains("CapEff:0000000000000000", "CapPrm:00000");
    assertThat(Box.text(box.exec("-u", "1:2", box.id(), "sh", "-c", "id -u; id -g")))
        .isEqualTo("1\n2");
    box.delete();
    box.user("\"uid\": 1, \"gid\": 0");
    assertThat(box.prints(look)).isEqualTo(seen);
  }

  /** Fails when exec --cap adds to the inheritable set, too. */
  @ParameterizedTest
  @ValueSource(strings = {"\"uid\": 0, \"gid\": 0", "\"uid\": 1000, \"gid\": 1000"})
  void cve2022_29162_noInheritableCapabilities(String user) throws IOException {
    String none = "CapInh:0000000000000000\nCapAmb:0000000000000000";
    box.user(user).process(capabilities("CAP_NET_ADMIN", "CAP_CHOWN"));
    assertThat(box.prints(status("CapInh|CapAmb"))).isEqualTo(none);
    box.start("sleep 1000");
    for (String cap : new String[] {"CAP_SYS_ADMIN", "CAP_KILL"}) {
      assertThat(Box.text(box.exec("--cap", cap, box.id(), "sh", "-c", status("CapInh|CapAmb"))))
          .isEqualTo(none);
    }
  }

  /** Fails where effective ones are made ambient. */
  @Test
  void cve2016_8867_noAmbientCapabilities() throws IOException {
    box.user("\"uid\": 1000, \"gid\": 1000").process(capabilities("CAP_NET_ADMIN"));
    assertThat(box.prints(status("CapPrm|CapEff|CapAmb")))
        .isEqualTo("CapPrm:0000000000000000\nCapEff:0000000000000000\nCapAmb:0000000000000000");
  }

  /** The caller's groups stay outside. Fails without setgroups(2) in ProcessPerformer.setUser. */
  @Test
  void cve2022_36109_supplementaryGroups() throws IOException {
    List<String> outer = List.of("setpriv", "--groups", "4,27,1001");
    assertThat(Box.text(with(outer, box.call("run", "id -G")))).isEqualTo("0");
    box.user("\"uid\": 7, \"gid\": 8, \"additionalGids\": [9, 10]");
    assertThat(Box.text(with(outer, box.call("run", "id -G")))).isEqualTo("8 9 10");
    box.start("sleep 1000");
    assertThat(Box.text(with(outer, box.command("exec", box.id(), "id", "-G"))))
        .isEqualTo("8 9 10");
    assertThat(Box.text(with(outer, box.command("exec", "-u", "5:6", box.id(), "id", "-G"))))
        .startsWith("6");
  }

  private static Program.Result with(List<String> outer, Program program) {
    List<String> words = Stream.concat(outer.stream(), program.command().stream()).toList();
    return Program.of(words).run();
  }

  private static final String MAKE =
      "for d in /sys/fs/cgroup /sys/fs/cgroup/*/; do mkdir $d/NAME 2>/dev/null"
          + " && echo made in $d $(stat -f -c %T $d); done; :";

  /**
   * In a user namespace and the host's cgroup namespace, sysfs and cgroups are read-only. Fails
   * where CgroupMounts forgets the option.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {"pid mount", "pid mount cgroup", "pid mount user", "pid mount user network"})
  void cve2023_25809_cgroupsAreReadOnly(String namespaces) throws IOException {
    String name = "jaula-" + box.id();
    box.namespaces(namespaces).linux(namespaces.contains("user") ? MAPS : "");
    box.mounts(
        PROC,
        DEV,
        namespaces.equals("pid mount user")
            ? mount("/sys", "none", "/sys", "\"rbind\", \"nosuid\", \"noexec\", \"nodev\", \"ro\"")
            : mount("/sys", "sysfs", "sysfs", "\"ro\""),
        mount("/sys/fs/cgroup", "cgroup", "cgroup", "\"ro\", \"nosuid\", \"noexec\", \"nodev\""));
    assertThat(box.prints(MAKE.replace("NAME", name)).lines().filter(l -> !l.endsWith("tmpfs")))
        .isEmpty();
    assertThat(Program.of("sh", "-c", "ls -d /sys/fs/cgroup/*/" + name).run().out()).isEmpty();
  }

  /** Mounts a hierarchy of v1, tells so and of each release_agent there; opens it, no more. */
  private static final String AGENTS =
      "mkdir -p /tmp/m && mount -t cgroup -o memory x /tmp/m && echo mounted;"
          + " [ -e /tmp/m/cgroup.procs ] && echo a cgroup;"
          + " for f in /tmp/m/release_agent /sys/fs/cgroup/*/release_agent; do"
          + " if [ -e $f ]; then echo $f; (: >> $f) && echo writable; fi; done; :";

  /**
   * In a cgroup namespace of its own the release agent, which the host's root group alone has, is
   * out of sight: with CAP_SYS_ADMIN, which may mount hierarchies, and without it for who makes
   * himself a user namespace in which he may. Fails in the host's cgroup namespace.
   */
  @ParameterizedTest
  @ValueSource(strings = {"", "/bin/unshare -UrmC sh -c"})
  void cve2022_0492_theReleaseAgentIsOutOfReach(String way) throws IOException {
    assumeTrue(
        Files.exists(Path.of("/sys/fs/cgroup/memory/release_agent")),
        "needs the memory hierarchy of cgroup v1: v2 has no release agent");
    if (way.isEmpty()) {
      box.process(capabilities("CAP_SYS_ADMIN", "CAP_DAC_OVERRIDE"));
    } else {
      utilLinuxUnshare();
      box.process(capabilities("CAP_SETFCAP", "CAP_DAC_OVERRIDE")); // root's map wants the former
    }
    box.mounts(
        PROC,
        DEV,
        mount("/sys", "sysfs", "sysfs", "\"ro\""),
        mount("/sys/fs/cgroup", "cgroup", "cgroup", "\"ro\""));
    String script = way.isEmpty() ? AGENTS : way + " '" + AGENTS + "'";
    Program.Result attack = box.run(script);
    assertThat(attack.out()).as(attack.err()).isEqualTo("mounted\na cgroup\n");
  }

  /** Busybox's makes no cgroup namespace. */
  private void utilLinuxUnshare() throws IOException {
    Path unshare = Needs.command("unshare", "util-linux");
    Files.delete(box.root().resolve("bin/unshare"));
    Files.copy(unshare, box.root().resolve("bin/unshare"), StandardCopyOption.COPY_ATTRIBUTES);
    String libraries = Program.of("ldd", unshare.toString()).run().out();
    for (var found = Pattern.compile("(/\\S+) \\(0x").matcher(libraries); found.find(); ) {
      Path library = box.root().resolve(found.group(1).substring(1));
      Files.createDirectories(library.getParent());
      Files.copy(Path.of(found.group(1)), library, StandardCopyOption.COPY_ATTRIBUTES);
    }
  }

  /** A runtime that gives its streams to the container's user must leave this one alone. */
  @Test
  void theHostsDevNullKeepsItsOwner() throws IOException {
    box.user("\"uid\": 1000, \"gid\": 1000").process(", \"terminal\": false");
    List<String> outer =
        List.of("sh", "-c", "exec \"$@\" < /dev/null > /dev/null 2> /dev/null", "sh");
    with(outer, box.call("run", "true"));
    box.start("sleep 1000");
    with(outer, box.command("exec", "-u", "1001", box.id(), "true"));
    Path device = Path.of("/dev/null");
    Object owner = Files.getAttribute(device, "unix:uid");
    Program.of("chown", "0:0", device.toString()).run();
    assertThat(owner).isEqualTo(0);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(device)))
        .isEqualTo("rw-rw-rw-");
  }

  /** runc 1.1.5 fails with 4294967296: it runs as root. */
  @ParameterizedTest
  @ValueSource(strings = {"4294967296", "18446744073709551616", "4294967295", "-1", "root"})
  void cve2024_40635_aUserThatIsTooLargeIsNotRoot(String user) throws IOException {
    String member = user.equals("root") ? "\"root\"" : user;
    Program.Result run = box.user("\"uid\": " + member + ", \"gid\": 0").run("id -u");
    assertThat(run.exit()).as(run.out()).isNotZero();
    assertThat(run.err()).contains("process.user.uid").hasLineCount(1);
    box.user("\"uid\": 0, \"gid\": 0").start("sleep 1000");
    for (String typed : new String[] {user, "0:" + user}) {
      Program.Result exec = box.exec("--user", typed, box.id(), "id", "-u");
      assertThat(exec.exit()).as(exec.out()).isNotZero();
      assertThat(exec.out()).isEmpty();
    }
  }

  /**
   * A name is no number: exec takes numbers alone, whatever the image's passwd says. Fails where a
   * word that is no number is user 0.
   */
  @Test
  void cve2016_3697_aNumberIsNoName() throws IOException {
    Files.writeString(
        box.root().resolve("etc/passwd"), "1000:x:0:0::/root:/bin/sh\nevil:x:0:0::/:/bin/sh\n");
    box.start("sleep 1000");
    assertThat(Box.text(box.exec("-u", "1000", box.id(), "id", "-u"))).isEqualTo("1000");
    assertThat(box.exec("-u", "evil", box.id(), "id", "-u").exit()).isNotZero();
  }

  /** Fails where RootPerformer.mask leaves one out. */
  @Test
  void cve2018_10892_theDefaultsHideProcAcpi() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Box.text(box.command("spec", "-b", empty.toString()).run());
    String config = Files.readString(empty.resolve("config.json"));
    assertThat(config).contains("/proc/acpi", "/proc/scsi", "/proc/kcore", "/sys/firmware");
    box.linux(
        ", \"maskedPaths\": [\"/proc/acpi\", \"/proc/tty\", \"/proc/keys\", \"/proc/nonesuch\"]");
    assertThat(box.prints("ls /proc/acpi /proc/tty | grep -v :; cat /proc/keys; :").strip())
        .isEmpty();
    assertThat(box.run("echo x > /proc/acpi/wakeup").exit()).isNotZero();
    assertThat(box.run("umount /proc/keys").exit()).isNotZero();
  }

  /** What is read-only never was in sight otherwise, and cannot be made otherwise. */
  @Test
  void readOnlyPathsStaySo() throws IOException {
    box.linux(", \"readonlyPaths\": [\"/proc/sys\", \"/proc/sysrq-trigger\", \"/etc\"]");
    assertThat(
            box.prints(
                "for f in /proc/sys/kernel/core_pattern /proc/sysrq-trigger /etc/x; do"
                    + " (echo x > $f) 2>/dev/null && echo wrote $f;"
                    + " mount -o remount,bind,rw $f 2>/dev/null && echo remounted; done; :"))
        .isEmpty();
  }

  /**
   * The state is its owner's alone, and nothing listens where others could connect. Fails with a
   * state of mode 644.
   */
  @Test
  void cve2024_25621_theStateIsPrivate() throws IOException {
    Process create = box.call("create", "true").start(folder.resolve("o"), folder.resolve("o"));
    assertThat(create.onExit().join().exitValue()).isZero();
    assertThat(Files.readString(Path.of("/proc/net/unix")))
        .doesNotContain("@jaula", "@" + box.id());
    assertThat(mode(box.state())).matches("rwx--[-x]--[-x]");
    try (Stream<Path> files = Files.list(box.state().resolve(box.id()))) {
      assertThat(files.filter(Files::isRegularFile))
          .isNotEmpty()
          .allSatisfy(file -> assertThat(mode(file)).isEqualTo("rw-------"));
    }
    Path gate = box.state().resolve(box.id()).resolve("gate");
    assertThat(gate).exists();
    // to connect is to write (man 7 unix)
    List<String> other = List.of("setpriv", "--reuid", "12345", "--clear-groups", "test", "-w");
    assertThat(with(other, Program.of(gate.toString())).exit()).isEqualTo(1);
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
