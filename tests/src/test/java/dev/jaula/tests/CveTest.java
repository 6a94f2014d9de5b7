package dev.jaula.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Known escapes of container runtimes, each tried for real. "Fails without" says with which defence
 * taken out of a scratch build the test was seen to fail; a test that says nothing of the kind was
 * only seen to pass.
 */
class CveTest {
  @TempDir Path folder;
  private Path root = Path.of("");
  private Path outside = Path.of("");

  static java.util.stream.Stream<Jaula> everyone() {
    return Jaula.everyone();
  }

  @BeforeAll
  static void needsRoot() {
    Needs.root();
  }

  @BeforeEach
  void makeRoot() throws IOException {
    root = BusyboxRoot.create(folder);
    outside = Files.createDirectory(folder.resolve("outside"));
    Files.writeString(outside.resolve("secret"), "secret of the host\n");
  }

  private Program.Result run(String options, String script) {
    List<String> words = new ArrayList<>(List.of("run"));
    for (String word : options.split(" ")) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    words.addAll(List.of(root.toString(), "sh", "-c", script));
    return Jaula.CALLER.run(words.toArray(new String[0]));
  }

  private void replaceByLink(String name, String target) throws IOException {
    Files.deleteIfExists(root.resolve(name));
    Files.createSymbolicLink(root.resolve(name), Path.of(target));
  }

  private static String status(String options, String key) {
    return Box.prints(options, "sed -n 's/^" + key + ":.//p' /proc/self/status");
  }

  /**
   * The command inside cannot get hold of Jaula's binary: it is never a process that can be seen.
   */
  @Test
  void cve2019_5736_theBinaryIsNotReachableThroughProcExe() throws Exception {
    String name = Box.name("exe");
    Path seen = Files.createDirectory(folder.resolve("seen"));
    Program.of("chmod", "777", seen.toString()).run();
    String watch =
        "while :; do for p in /proc/[0-9]*; do"
            + " e=$(readlink $p/exe 2>/dev/null); case $e in ''|/bin/*) ;; *) echo $e >> /seen/exe;; esac;"
            + " if head -c 4 $p/exe 2>/dev/null > /tmp/head && ! cmp -s $p/exe /bin/busybox; then echo read $p >> /seen/exe; fi;"
            + " done; done";
    Box.start("-v " + seen + ":/seen", name, watch);
    try {
      for (int i = 0; i < 40; i++) {
        assertThat(Box.exec(name, "/bin/echo", "x")).isEqualTo("x");
      }
    } finally {
      Box.remove(name);
    }
    assertThat(seen.resolve("exe")).doesNotExist();
  }

  /** Fails without the close_range before exec (ProcessPerformer.execute). */
  @ParameterizedTest
  @MethodSource("everyone")
  void cve2024_21626_noDescriptorOfTheHostIsOpen(Jaula jaula) {
    List<String> words =
        new ArrayList<>(List.of("sh", "-c", "exec \"$@\" 7< / 8< /etc 9< /etc/passwd", "sh"));
    words.addAll(
        jaula
            .command(
                Box.words(
                    "",
                    "ls /proc/self/fd; for n in 3 4 5 6 7 8 9 10 11 12; do ls /proc/1/fd/$n/ 2>/dev/null; done; :"))
            .command());
    assertThat(Box.text(Program.of(words).run())).isEqualTo("0\n1\n2\n3");
  }

  /** Fails without the check of getcwd(2) in ProcessPerformer.changeDirectory. */
  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void cve2024_21626_theWorkingDirectoryIsInside(int fd) {
    List<String> words = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" 7< / 8< /etc", "sh"));
    words.addAll(
        Jaula.CALLER
            .command(
                Box.words("-w /proc/self/fd/" + fd, "cat ../../../etc/hostname ./etc/shadow; pwd"))
            .command());
    Program.Result result = Program.of(words).run();
    assertThat(result.exit()).as(result.out()).isEqualTo(125);
    assertThat(result.err()).startsWith("jaula: ").contains("/proc/self/fd/" + fd);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 5, 7, 8, 10})
  void cve2024_21626_norThatOfExec(int fd) {
    String name = Box.name("cwd" + fd);
    Box.start("", name, "sleep 1000");
    try {
      List<String> words = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" 7< / 8< /etc", "sh"));
      words.addAll(
          Jaula.CALLER.command("exec", "-w", "/proc/self/fd/" + fd, name, "ls", ".").command());
      Program.Result result = Program.of(words).run();
      assertThat(result.exit()).as(result.out()).isEqualTo(125);
    } finally {
      Box.remove(name);
    }
  }

  /** Nobody may look into what comes in by exec. Fails without Starter.hide. */
  @Test
  void cve2016_9962_execCannotBeLookedInto() throws Exception {
    String name = Box.name("ptrace");
    Path seen = Files.createDirectory(folder.resolve("seen"));
    Program.of("chmod", "777", seen.toString()).run();
    String watch =
        "while :; do for p in /proc/[0-9]*; do for f in $p/fd/*; do l=$(readlink $f 2>/dev/null);"
            + " case $l in ''|/dev/null|/proc/*|pipe:*|/seen/*|/bin/*|/|/tmp/*|/run/*|socket:*|anon_inode:*) ;; *) echo $l >> /seen/fd;; esac;"
            + " case $l in socket:*|anon_inode:*|/sys/*) echo $p $l >> /seen/fd;; esac; done; done; done";
    Box.start("--cap-add SYS_PTRACE -v " + seen + ":/seen", name, watch);
    try {
      for (int i = 0; i < 40; i++) {
        assertThat(Jaula.CALLER.command("exec", name, "/bin/echo", "x").run().text())
            .isEqualTo("x");
      }
    } finally {
      Box.remove(name);
    }
    if (Files.exists(seen.resolve("fd"))) {
      assertThat(Files.readString(seen.resolve("fd"))).isEmpty();
    }
  }

  /** Fails without Targets.openPlain. */
  @ParameterizedTest
  @ValueSource(strings = {"proc", "sys", "dev"})
  void cve2019_16884_procSysAndDevAreNoLinks(String name) throws IOException {
    for (String target : new String[] {"/tmp", outside.toString(), "../../../../.." + outside}) {
      replaceByLink(name, target);
      for (String option : new String[] {"", "--rootfs-rw"}) {
        Program.Result result = run(option, "true");
        assertThat(result.exit()).as(name + " -> " + target + " " + option).isEqualTo(125);
        assertThat(result.err()).startsWith("jaula: ").contains("/" + name, "link").hasLineCount(1);
      }
    }
    assertThat(outside.toFile().list()).containsExactly("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/proc",
        "/proc/self/attr",
        "/proc/sys",
        "/proc/1",
        "//proc/sys",
        "/tmp/../proc/sys",
        "/./proc"
      })
  void cve2019_19921_nothingIsMountedOverProc(String target) {
    Program.Result result = run("-v " + outside + ":" + target, "true");
    assertThat(result.exit()).as(target).isEqualTo(125);
    assertThat(result.err()).contains("/proc").hasLineCount(1);
    result = run("--tmpfs " + target, "true");
    assertThat(result.exit()).as(target).isEqualTo(125);
  }

  /** A link in the root that leads a mount into /proc. */
  @Test
  void cve2023_28642_norThroughALink() throws IOException {
    replaceByLink("door", "/proc/sys");
    Program.Result result =
        run("-v " + outside + ":/door", "cat /proc/sys/secret /proc/sys/kernel/ostype");
    assertThat(result.out()).doesNotContain("secret of the host");
    assertThat(result.exit()).isIn(1, 125);
  }

  /**
   * A link as a mount point is followed inside the root only. Failed while the old root lay over
   * the new one during the mounts: two dots at the root led to the host.
   */
  @Test
  void cve2021_30465_linksOfMountPointsStayInside() throws IOException {
    replaceByLink("door", "../../../../../../.." + outside);
    Path volume = Files.createDirectory(folder.resolve("volume"));
    Files.writeString(volume.resolve("file"), "volume");
    Program.Result result =
        run("-v " + volume + ":/door/deep", "cat /door/deep/file; ls " + outside);
    assertThat(outside.toFile().list()).containsExactly("secret");
    assertThat(result.out()).doesNotContain("secret");
  }

  /** The volume's folder and a link to / are exchanged all the time while containers start. */
  @Test
  void cve2021_30465_aRaceForAMountPoint() throws Exception {
    Path shared = Files.createDirectory(folder.resolve("shared"));
    Files.createDirectory(shared.resolve("a"));
    Files.createSymbolicLink(shared.resolve("b"), Path.of("/"));
    Needs.command("python3", "python3");
    String swap =
        "import ctypes,os; l=ctypes.CDLL(None); os.chdir('"
            + shared
            + "')\n"
            + "while os.getppid() != 1: l.renameat2(-100, b'a', -100, b'b', 2)";
    Process racer = new ProcessBuilder("python3", "-c", swap).start();
    try {
      for (int i = 0; i < 60; i++) {
        Program.Result result =
            run(
                "-v " + shared + ":/shared -v " + outside + ":/shared/a/in",
                "ls /; test -e /in && cat /in/secret; test -d " + outside);
        assertThat(result.out()).doesNotContain("home", "lib64");
        assertThat(Files.exists(Path.of("/in"))).isFalse();
      }
    } finally {
      racer.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
    }
  }

  /**
   * Passes without RootPerformer.checkNull too: the true device is attached over the link itself,
   * which move_mount(2) does not follow.
   */
  @Test
  void cve2025_31133_aFalseDevNullHidesNothing() throws IOException {
    Path dev = Files.createDirectory(folder.resolve("dev"));
    for (String name : new String[] {"zero", "full", "random", "urandom", "tty"}) {
      Files.writeString(dev.resolve(name), "");
    }
    Files.createSymbolicLink(dev.resolve("null"), Path.of("/proc/sys/kernel/core_pattern"));
    Program.Result result = run("-v " + dev + ":/dev", "echo pwned > /proc/kcore; cat /proc/keys");
    assertThat(result.out()).isEmpty();
    assertThat(Files.readString(Path.of("/proc/sys/kernel/core_pattern"))).doesNotContain("pwned");
  }

  /** The console is mounted on the tmpfs that Jaula has made, so no link of the root counts. */
  @Test
  void cve2025_52565_theConsoleIsNoLink() throws IOException {
    Needs.command("script", "bsdutils");
    Files.createSymbolicLink(root.resolve("dev/console"), Path.of("/proc/sys/kernel/core_pattern"));
    String command =
        Jaula.binary().toAbsolutePath() + " run -t " + root + " stat -c %F /dev/console";
    Program.Result result = Program.of("script", "-qec", command, "/dev/null").run();
    assertThat(result.out()).contains("character special file");
  }

  /**
   * Parameters are written to the kernel's own file: nothing may lie over it, nothing be a link.
   */
  @Test
  void cve2025_52881_parametersAreWrittenToTheKernel() throws IOException {
    Path fake = Files.createDirectories(folder.resolve("fake/sys/net/ipv4"));
    Files.writeString(fake.resolve("ip_forward"), "0");
    replaceByLink("proc", folder.resolve("fake").toString());
    assertThat(run("--sysctl net.ipv4.ip_forward=1", "true").exit()).isEqualTo(125);
    assertThat(fake.resolve("ip_forward")).hasContent("0");
  }

  /** That the folder stays empty holds without Targets.openPlain too, the old root being gone. */
  @Test
  void cve2026_41579_aLinkedDevStaysEmpty() throws IOException {
    replaceByLink("dev", outside.toString());
    assertThat(run("--rootfs-rw", "true").exit()).isEqualTo(125);
    assertThat(outside.toFile().list()).containsExactly("secret");
  }

  @Test
  void cve2026_30892_execAsAUserIsThatUser() {
    String name = Box.name("user");
    Box.start("", name, "sleep 1000");
    try {
      String script =
          "id -u; id -g; grep -E '^(Cap(Inh|Prm|Eff|Amb)|Groups|NoNewPrivs|Seccomp):' /proc/self/status";
      String executed = Box.text(Jaula.CALLER.run("exec", "-u", "1", name, "sh", "-c", script));
      assertThat(executed).isEqualTo(Box.prints("-u 1", script)).startsWith("1\n0\n");
      assertThat(executed).contains("CapEff:\t0000000000000000", "CapPrm:\t0000000000000000");
    } finally {
      Box.remove(name);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--cap-add NET_ADMIN", "--privileged", "-u 1000 --cap-add NET_ADMIN"})
  void cve2022_24769_noInheritableCapabilities(String options) {
    assertThat(status(options, "CapInh")).isEqualTo("0000000000000000");
    assertThat(status(options, "CapAmb")).isEqualTo("0000000000000000");
  }

  @Test
  void cve2022_29162_norInExec() {
    String name = Box.name("inheritable");
    Box.start("", name, "sleep 1000");
    try {
      for (String[] options :
          new String[][] {
            {"exec", "--cap-add", "NET_ADMIN", name}, {"exec", "--privileged", name}, {"exec", name}
          }) {
        List<String> words = new ArrayList<>(List.of(options));
        words.addAll(List.of("sh", "-c", "grep -E '^Cap(Inh|Amb)' /proc/self/status"));
        assertThat(Box.text(Jaula.CALLER.run(words.toArray(new String[0]))))
            .isEqualTo("CapInh:\t0000000000000000\nCapAmb:\t0000000000000000");
      }
    } finally {
      Box.remove(name);
    }
  }

  /** Fails without setgroups(2) in ProcessPerformer.setUser. */
  @Test
  void cve2022_36109_supplementaryGroups() {
    List<String> words = new ArrayList<>(List.of("setpriv", "--groups", "4,27,1001"));
    words.addAll(Jaula.CALLER.command(Box.words("-u 1000:1000", "id -G")).command());
    assertThat(Box.text(Program.of(words).run())).isEqualTo("1000");
    assertThat(status("-u user", "Groups")).isEqualTo("1001");
    assertThat(status("", "Groups").strip()).isEmpty();
    String name = Box.name("groups");
    Box.start("", name, "sleep 1000");
    try {
      words = new ArrayList<>(List.of("setpriv", "--groups", "4,27,1001"));
      words.addAll(Jaula.CALLER.command("exec", "-u", "7", name, "id", "-G").command());
      assertThat(Box.text(Program.of(words).run())).isIn("7 0", "0", "7");
    } finally {
      Box.remove(name);
    }
  }

  /** Fails when DefaultMounts.cgroup mounts and binds without ro and rro. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--cgroupns host",
        "--network host",
        "--userns host",
        "--userns host --cgroupns host"
      })
  void cve2023_25809_cgroupsAreReadOnly(String options) {
    String name = "jaula-cve-" + ProcessHandle.current().pid();
    String script =
        "for d in /sys/fs/cgroup /sys/fs/cgroup/*/; do mkdir $d/"
            + name
            + " 2>/dev/null && echo made in $d $(stat -f -c %T $d); done; :";
    assertThat(Box.prints(options, script).lines().filter(line -> !line.endsWith("tmpfs")))
        .isEmpty();
    assertThat(
            Program.of("sh", "-c", "ls -d /sys/fs/cgroup/" + name + " /sys/fs/cgroup/*/" + name)
                .run()
                .out())
        .isEmpty();
  }

  /** With every capability, in a cgroup namespace of its own, the release agent is out of reach. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--userns host",
        "--security-opt seccomp=unconfined",
        "--userns host --security-opt seccomp=unconfined"
      })
  void cve2022_0492_theReleaseAgentIsOutOfReach(String options) {
    String script =
        "mkdir -p /tmp/m; mount -t cgroup -o rdma,memory x /tmp/m 2>/dev/null; mount -t cgroup -o memory x /tmp/m 2>/dev/null;"
            + " unshare -UrmC sh -c 'mount -t cgroup -o memory x /tmp/m 2>/dev/null; for f in /tmp/m/release_agent /sys/fs/cgroup/*/release_agent; do [ -e $f ] && (echo /x > $f) 2>/dev/null && echo wrote $f; done' 2>/dev/null;"
            + " for f in /tmp/m/release_agent /sys/fs/cgroup/release_agent /sys/fs/cgroup/*/release_agent; do [ -e $f ] && (echo /x > $f) 2>/dev/null && echo wrote $f; done; :";
    assertThat(Box.prints(options, script)).isEmpty();
  }

  /** Jaula passes no netlink message; a source of 70,000 characters is an error and no overflow. */
  @Test
  void cve2021_43784_longMountStrings() {
    for (String option :
        new String[] {
          "-v /" + "a".repeat(70_000) + ":/v",
          "--tmpfs /v:mode=" + "7".repeat(70_000),
          "-v /etc:/" + "b/".repeat(35_000)
        }) {
      Program.Result result = run(option, "cat /proc/self/uid_map");
      assertThat(result.exit()).isEqualTo(125);
      assertThat(result.err()).startsWith("jaula: ").hasLineCount(1);
    }
  }

  /**
   * A runtime that gives its standard streams to the container's user must leave this one alone.
   */
  @Test
  void theHostsDevNullKeepsItsOwner() throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of("sh", "-c", "exec \"$@\" < /dev/null > /dev/null 2> /dev/null", "sh"));
    words.addAll(Jaula.CALLER.command(Box.words("--userns host -u 1000", "true")).command());
    Program.of(words).run();
    assertThat(Files.getAttribute(Path.of("/dev/null"), "unix:uid")).isEqualTo(0);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of("/dev/null"))))
        .isEqualTo("rw-rw-rw-");
  }

  /**
   * Members that would leave the archive's folder: up, absolute, through a link, as a hard link.
   */
  @Test
  void cve2014_9356_archivesStayInTheirFolder() throws IOException {
    Needs.command("python3", "python3");
    Path archive = folder.resolve("evil.tar");
    String make =
        """
        import tarfile, io, sys
        t = tarfile.open(sys.argv[1], 'w'); out = sys.argv[2]
        def add(name, kind=tarfile.REGTYPE, link='', data=b'evil'):
            i = tarfile.TarInfo(name); i.type = kind; i.linkname = link; i.mode = 0o755
            i.size = len(data) if kind == tarfile.REGTYPE else 0
            t.addfile(i, io.BytesIO(data) if kind == tarfile.REGTYPE else None)
        t.add(sys.argv[3], 'bin/busybox'); add('bin/sh', tarfile.SYMTYPE, 'busybox')
        add('../' * 12 + out[1:] + '/up'); add(out + '/absolute')
        add('door', tarfile.SYMTYPE, out); add('door/through')
        add('hard', tarfile.LNKTYPE, out + '/secret'); add('hard')
        """;
    Box.text(
        Program.of(
                "python3",
                "-c",
                make,
                archive.toString(),
                outside.toString(),
                root + "/bin/busybox")
            .run());
    Program.of(Jaula.binary().toString(), "run", archive.toString(), "sh", "-c", "true")
        .with(java.util.Map.of("JAULA_ROOT", folder.resolve("jaula").toString()))
        .run();
    assertThat(outside.toFile().list()).containsExactly("secret");
    assertThat(outside.resolve("secret")).hasContent("secret of the host\n");
  }

  /** Layers lie on a mount that only the container has; state is for its owner alone. */
  @Test
  void cve2021_41091_othersSeeNoLayersAndNoState() throws IOException {
    String name = Box.name("state");
    Box.start("", name, "echo inside > /etc/inside; sleep 1000");
    try {
      Path state = Path.of("/run/jaula/containers", name);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state)))
          .matches("rwx--[-x]--[-x]");
      try (var files = Files.list(state)) {
        assertThat(files.filter(Files::isRegularFile))
            .allSatisfy(file ->
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------"));
      }
      assertThat(state.resolve("upper")).doesNotExist();
      assertThat(Files.readString(Path.of("/proc/self/mountinfo"))).doesNotContain(name);
    } finally {
      Box.remove(name);
    }
  }

  /** Fails without the limit in UserReader. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "4294967296",
        "2147483648",
        "4294967295",
        "18446744073709551616",
        "-1",
        "0:4294967296",
        "+0x"
      })
  void cve2024_40635_aUserThatIsTooLargeIsNotRoot(String user) {
    Program.Result result = run("--user " + user, "id -u");
    assertThat(result.exit()).as(result.out()).isEqualTo(125);
    assertThat(result.err()).startsWith("jaula: ").hasLineCount(1);
  }

  /** A root may be hostile before anything of it runs. Fails without Files.readWithin. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "truncate -s 10G FILE # longer than",
        "mkfifo FILE # no regular file",
        "mknod FILE c 1 5 # no regular file",
        "mkdir FILE # no regular file",
        "ln -s /dev/zero FILE # no user",
        "yes \"\" | head -c 4000000 > FILE # no user",
        "printf %4000000s x | tr \" \" : > FILE # no user"
      })
  void anOverlongOrStrangeUserFile(String make, String words) throws Exception {
    Path file = root.resolve("etc/passwd");
    Files.delete(file);
    Box.text(Program.of("sh", "-c", make.replace("FILE", file.toString())).run());
    Program.Result result = run("-u someone", "id -u");
    assertThat(result.exit()).as(result.err()).isEqualTo(125);
    assertThat(result.err()).contains("/etc/passwd", words, "; ").hasLineCount(1);
  }

  @Test
  void cve2020_15257_noAbstractSockets() throws IOException {
    String name = Box.name("sockets");
    Box.start("", name, "sleep 1000");
    try {
      assertThat(Files.readString(Path.of("/proc/net/unix"))).doesNotContain("@jaula", name);
      assertThat(Box.exec(name, "cat", "/proc/net/unix")).doesNotContain("@", "/");
    } finally {
      Box.remove(name);
    }
  }

  /** Fails when a number is looked up as a name first. */
  @Test
  void cve2016_3697_aNumberIsNoName() throws IOException {
    Files.writeString(
        root.resolve("etc/passwd"), "1000:x:0:0::/root:/bin/sh\nroot:x:0:0::/root:/bin/sh\n");
    Files.writeString(root.resolve("etc/group"), "1000:x:0:\n");
    assertThat(Box.text(run("-u 1000:1000", "id -u; id -g"))).isEqualTo("1000\n1000");
    assertThat(Box.text(run("-u 1000", "id -u"))).isEqualTo("1000");
    Files.writeString(root.resolve("etc/passwd"), "evil:x:4294967296:0::/:/bin/sh\n");
    assertThat(run("-u evil", "id -u").exit()).isEqualTo(125);
  }

  @Test
  void cve2016_8867_noAmbientCapabilities() {
    assertThat(status("-u 1000", "CapAmb")).isEqualTo("0000000000000000");
    assertThat(status("-u 1000", "CapEff")).isEqualTo("0000000000000000");
  }

  @Test
  void cve2018_10892_procAcpiIsHidden() {
    assertThat(Box.prints("", "ls /proc/acpi /proc/scsi 2>/dev/null | grep -v :; :")).isEmpty();
    assertThat(Box.run("", "echo x > /proc/acpi/wakeup").exit()).isNotZero();
  }

  /** passwd is read without leaving the root. Fails when UserReader opens it without IN_ROOT. */
  @Test
  void cve2022_23648_linksOfTheRootLeadNowhere() throws IOException {
    Files.delete(root.resolve("etc/passwd"));
    Files.writeString(outside.resolve("passwd"), "outsider:x:77:77::/:/bin/sh\n");
    Files.createSymbolicLink(root.resolve("etc/passwd"), outside.resolve("passwd"));
    Program.Result result = run("-u outsider", "id -u");
    assertThat(result.exit()).isEqualTo(125);
    assertThat(result.err()).contains("outsider");
  }
}
