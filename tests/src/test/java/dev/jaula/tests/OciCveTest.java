package dev.jaula.tests;

import static dev.jaula.tests.OciBox.DEV;
import static dev.jaula.tests.OciBox.PROC;
import static dev.jaula.tests.OciBox.PTS;
import static dev.jaula.tests.OciBox.bind;
import static dev.jaula.tests.OciBox.mount;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Known escapes of OCI runtimes by way of files, each tried for real on jaula-runtime. What a
 * comment says to fail was seen to: with the runtime or the build that it names.
 */
class OciCveTest {
  /** In a namespace of the container's own: a bad runtime harms nobody. */
  private static final String PARAMETER = "/proc/sys/kernel/domainname";

  @TempDir Path folder;
  private OciBox box;
  private Path outside = Path.of("");

  @BeforeAll
  static void needsRoot() {
    Needs.root();
  }

  @BeforeEach
  void make() throws IOException {
    box = new OciBox(folder, "cve");
    outside = Files.createDirectory(folder.resolve("outside"));
    Files.writeString(outside.resolve("secret"), "secret of the host\n");
  }

  @AfterEach
  void remove() throws IOException {
    box.delete();
    assertThat(Leftovers.cgroups(box.id())).isEmpty();
  }

  private void link(String name, String target) throws IOException {
    Files.deleteIfExists(box.root().resolve(name));
    Files.createSymbolicLink(box.root().resolve(name), Path.of(target));
  }

  /** The host's root, seen through a process of the host. */
  private static String otherRoot() {
    return "/proc/" + ProcessHandle.current().pid() + "/root";
  }

  private void assertUntouched() {
    assertThat(outside.toFile().list()).containsExactly("secret");
  }

  private static void assertRefused(Program.Result result) {
    assertThat(result.exit()).as(result.out() + result.err()).isNotZero();
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).hasLineCount(1);
  }

  /**
   * The runtime is executed inside by way of /proc/self/exe, and waits; another process holds it
   * open until it has ended, and writes. Fails without own_binary.c: the copy is overwritten.
   */
  @Test
  void cve2019_5736_theOwnBinaryCannotBeWrittenTo() throws IOException {
    Path copy = box.copyBinary();
    long size = Files.size(copy);
    box.start(
        """
        while [ ! -e /tmp/held ]; do for p in /proc/[0-9]*; do
          cmp -s $p/exe /bin/busybox && continue
          [ "$(head -c 4 $p/exe 2>/dev/null | tail -c 3)" = ELF ] || continue
          exec 3< $p/exe; kill -9 ${p#/proc/}; touch /tmp/held
        done; done
        sleep 1; (echo pwned >> /proc/self/fd/3) 2> /tmp/error; touch /tmp/tried; sleep 1000
        """);
    Box.text(Program.of("mkfifo", box.root() + "/tmp/config.json").run());
    Program.Result stolen = box.exec(box.id(), "/proc/self/exe", "create", "-b", "/tmp", "x");
    assertThat(stolen.exit()).isEqualTo(137);
    await(box.root().resolve("tmp/tried"));
    assertThat(Files.size(copy)).isEqualTo(size);
    assertThat(box.root().resolve("tmp/error")).content().contains("Read-only file system");
  }

  private static void await(Path file) {
    for (int i = 0; i < 1000 && !Files.exists(file); i++) {
      Leftovers.pause(10);
    }
    assertThat(file).exists();
  }

  /**
   * The same without mounts: for who may not mount there is a sealed copy. An owner without the
   * right to write could take it. runc 1.1.5 fails.
   */
  @ParameterizedTest
  @ValueSource(strings = {"755", "555"})
  void cve2019_5736_norByAnOwnerWhoMayNotMount(String mode) throws IOException {
    Path copy = box.copyBinary();
    Program.of("chmod", mode, copy.toString()).run();
    Program.of(
            "chown", "-R", "12345", java.util.Objects.requireNonNull(copy.getParent()).toString())
        .run();
    Path config = folder.resolve("config.json");
    Box.text(Program.of("mkfifo", config.toString()).run());
    Path out = folder.resolve("waiting");
    Process waiting =
        Program.of(
                "setpriv",
                "--reuid",
                "12345",
                "--clear-groups",
                copy.toString(),
                "--root",
                copy.resolveSibling("state").toString(),
                "create",
                "-b",
                folder.toString(),
                "x")
            .start(out, out);
    try {
      String exe = "/proc/" + waiting.pid() + "/exe";
      String seen = "";
      for (int i = 0; i < 200 && !seen.contains("memfd:jaula"); i++) {
        Leftovers.pause(10);
        seen = Program.of("readlink", exe).run().out();
      }
      assertThat(seen).contains("memfd:jaula");
    } finally {
      waiting.destroyForcibly();
    }
  }

  /** Init of a created container still is the runtime. Failed without own_binary.c. */
  @Test
  void cve2019_5736_norWhileInitWaits() throws IOException {
    Needs.command("python3", "python3");
    create(box.call("create", "true"), folder.resolve("created"));
    String flags = "import os,sys; print(os.statvfs(sys.argv[1]).f_flag & os.ST_RDONLY)";
    Program.Result result = Program.of("python3", "-c", flags, "/proc/" + box.pid() + "/exe").run();
    assertThat(result.text()).isEqualTo("1");
  }

  private static void create(Program create, Path out) throws IOException {
    Process process = create.start(out, out);
    try {
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(out)).isZero();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Fails without the close_range before exec (ProcessPerformer.execute), in run and exec. */
  @Test
  void cve2024_21626_noDescriptorOfTheHostIsOpen() throws IOException {
    String look =
        "ls /proc/self/fd; for n in $(seq 3 20); do ls /proc/1/fd/$n/ 2>/dev/null; done; :";
    assertThat(Box.text(box.leakingCall("run", look).run())).isEqualTo("0\n1\n2\n3");
    box.start("sleep 1000");
    assertThat(Box.text(box.leaking("exec", box.id(), "ls", "/proc/self/fd").run()))
        .isEqualTo("0\n1\n2\n3");
  }

  /** Nothing of the host's, and no pipe whose end somebody waits for. runc 1.1.5 holds more. */
  @Test
  void cve2024_21626_initHoldsNothingWhileItWaits() throws IOException {
    Path out = folder.resolve("created");
    create(box.leakingCall("create", "true"), out);
    String held = Program.of("ls", "-l", "/proc/" + box.pid() + "/fd").run().out();
    assertThat(
            held.lines()
                .filter(l -> l.contains("->"))
                .map(l -> l.replaceAll(".* (\\d+) ->.*", "$1")))
        .containsExactly("0", "1", "2", "3");
    assertThat(held).contains("3 -> socket:");
  }

  /** Fails without the second look of ProcessPerformer.changeDirectory. */
  @Test
  void cve2024_21626_theWorkingDirectoryIsInside() throws IOException {
    for (int fd = 3; fd < 15; fd++) {
      box.cwd("/proc/self/fd/" + fd);
      Program.Result result = box.leakingCall("run", "cat ../../../etc/hostname; pwd").run();
      assertRefused(result);
      assertThat(result.err()).contains("/proc/self/fd/" + fd);
    }
  }

  /** Fails without the same. */
  @Test
  void cve2024_21626_norThatOfExec() throws IOException {
    box.start("sleep 1000");
    for (int fd = 3; fd < 15; fd++) {
      String cwd = "/proc/self/fd/" + fd;
      assertRefused(box.leaking("exec", "--cwd", cwd, box.id(), "ls", ".").run());
    }
  }

  /**
   * A missing working directory is made, but only inside. Failed with mkdir, and fails without
   * RESOLVE_NO_MAGICLINKS in Targets; runc 1.1.5 fails.
   */
  @ParameterizedTest
  @ValueSource(strings = {"/proc/PID/root", "/proc/self/fd/7", "/door"})
  void cve2024_21626_noDirectoryIsMadeOutside(String door) throws IOException {
    link("door", otherRoot());
    box.namespaces("mount ipc")
        .cwd(door.replace("/proc/PID/root", otherRoot()) + outside + "/made");
    Program.Result result = box.leakingCall("run", "pwd").run();
    assertUntouched();
    assertThat(result.exit()).as(result.out()).isNotZero();
  }

  /** Fails without Targets.openPlain. */
  @ParameterizedTest
  @ValueSource(strings = {"proc", "sys"})
  void cve2019_16884_procAndSysAreNoLinks(String name) throws IOException {
    String type = name.equals("proc") ? "proc" : "sysfs";
    box.mounts(mount("/" + name, type, type, ""), DEV);
    for (String target : new String[] {"/tmp", outside.toString(), "../../../../.." + outside}) {
      link(name, target);
      Program.Result result = box.run("true");
      assertRefused(result);
      assertThat(result.err()).contains("/" + name);
    }
    assertUntouched();
  }

  /** runc 1.1.5 fails with all but /proc itself. */
  @ParameterizedTest
  @ValueSource(
      strings = {"/proc", "/proc/self/attr", "/proc/sys", "//proc/sys", "/tmp/../proc/sys"})
  void cve2019_19921_nothingIsMountedOverProc(String target) throws IOException {
    box.mounts(PROC, DEV, bind(outside, target));
    assertRefused(box.run("true"));
    box.mounts(PROC, DEV, mount(target, "tmpfs", "tmpfs", ""));
    assertRefused(box.run("true"));
  }

  /** A link in the root that leads a mount into /proc. runc 1.1.5 fails. */
  @ParameterizedTest
  @ValueSource(strings = {"/proc/sys", "../proc/sys", "/proc/self/attr", "/proc"})
  void cve2023_27561_norThroughALink(String target) throws IOException {
    link("door", target);
    for (String mount :
        new String[] {bind(outside, "/door"), mount("/door", "tmpfs", "tmpfs", "")}) {
      Program.Result result = box.mounts(PROC, DEV, mount).run("true");
      assertRefused(result);
      assertThat(result.err()).contains("/door", "/proc");
    }
  }

  /**
   * A false procfs in the image stays what it is: nothing of it is taken for the kernel's. Fails
   * where a /proc with files in it counts as mounted.
   */
  @Test
  void cve2023_28642_aFalseProcIsCovered() throws IOException {
    Files.createDirectories(box.root().resolve("proc/self/attr"));
    Files.writeString(box.root().resolve("proc/self/attr/exec"), "");
    Files.createDirectories(box.root().resolve("proc/sys/net/ipv4"));
    assertThat(box.prints("stat -f -c %T /proc; ls /proc/self/attr/exec")).startsWith("proc");
  }

  /**
   * Links do not lead out, nor do those of procfs. The second fails without RESOLVE_NO_MAGICLINKS
   * in OciMounts and Targets; runc 1.1.5 passes: it resolves before it mounts.
   */
  @ParameterizedTest
  @ValueSource(strings = {"../../../../../../..", "/proc/PID/root"})
  void cve2021_30465_linksOfMountPointsStayInside(String way) throws IOException {
    link("door", way.replace("/proc/PID/root", otherRoot()) + outside);
    box.namespaces("mount ipc");
    Path volume = Files.createDirectory(folder.resolve("volume"));
    Files.writeString(volume.resolve("file"), "volume");
    for (String mount :
        new String[] {bind(volume, "/door/deep"), mount("/door/memory", "tmpfs", "tmpfs", "")}) {
      Program.Result result = box.mounts(PROC, DEV, mount).run("ls " + outside);
      assertUntouched();
      assertThat(result.out()).doesNotContain("secret");
    }
  }

  /** Exchanges a and b until its parent has ended; how often that worked is in its output. */
  private static final String RACER =
      """
      import ctypes, os, sys
      libc = ctypes.CDLL(None)
      os.chdir(sys.argv[1])
      parent, done = os.getppid(), 0
      while os.getppid() == parent:
          done += libc.renameat2(-100, b'a', -100, b'b', 2) == 0
          if done % 16 == 0:
              os.pwrite(1, b'%d' % done, 0)
      """;

  private static long exchanges(Path count) throws IOException {
    String text = Files.readString(count);
    return text.isEmpty() ? 0 : Long.parseLong(text);
  }

  /**
   * The volume's folder and a link to / are exchanged all the time while containers start. Each
   * runs inside its root, or is refused with a line. The second way fails without
   * RESOLVE_NO_MAGICLINKS in OciMounts, and with runc 1.1.5, which makes a mount point on the host.
   */
  @ParameterizedTest
  @ValueSource(strings = {"/", "/proc/PID/root"})
  void cve2024_45310_aRaceForAMountPoint(String link) throws Exception {
    String target = link.replace("/proc/PID/root", otherRoot());
    Needs.command("python3", "python3");
    Path shared = Files.createDirectory(folder.resolve("shared"));
    Files.createDirectory(shared.resolve("a"));
    Files.createSymbolicLink(shared.resolve("b"), Path.of(target));
    String made = "jaula-cve-" + box.id();
    box.namespaces("mount ipc")
        .mounts(
            PROC,
            DEV,
            bind(shared, "/shared"),
            bind(outside, "/shared/a/" + made),
            mount("/shared/a/" + made + "-2", "tmpfs", "tmpfs", ""));
    Path count = folder.resolve("count");
    Path said = folder.resolve("said");
    Process racer = Program.of("python3", "-c", RACER, shared.toString()).start(count, said);
    int ran = 0;
    try {
      for (int i = 0; i < 1000 && exchanges(count) == 0; i++) {
        Leftovers.pause(10);
      }
      for (int met = 0, runs = 0; met < 12 || ran == 0; runs++) {
        assertThat(racer.isAlive()).as(Files.readString(said)).isTrue();
        assertThat(runs)
            .as("runs, of which %s met exchanges and %s were containers that ran", met, ran)
            .isLessThan(200);
        long before = exchanges(count);
        Program.Result result =
            box.run("ls /; if test -d " + outside + "; then echo host; fi; exit 42");
        met += exchanges(count) > before ? 1 : 0;
        assertThat(result.out()).doesNotContain("lib64", "host");
        assertThat(Path.of("/" + made)).doesNotExist();
        assertThat(Path.of("/" + made + "-2")).doesNotExist();
        if (result.exit() == 42) {
          assertThat(result.out()).contains("bin\n");
          ran++;
        } else {
          assertThat(result.exit()).as(result.err()).isEqualTo(1);
          assertRefused(result);
        }
      }
    } finally {
      racer.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
      Files.deleteIfExists(Path.of("/" + made)); // a bad runtime's
      Files.deleteIfExists(Path.of("/" + made + "-2"));
    }
  }

  /** runc 1.1.5 fails: it mounts what the link leads to. Fails without requireNull, too. */
  @Test
  void cve2025_31133_aFalseDevNullHidesNothing() throws IOException {
    Path dev = Files.createDirectory(folder.resolve("dev"));
    Files.createSymbolicLink(dev.resolve("null"), Path.of(PARAMETER));
    box.mounts(PROC, bind(dev, "/dev")).linux(", \"maskedPaths\": [\"/proc/keys\"]");
    Program.Result result =
        box.run("echo pwned > /proc/keys; cat /proc/keys " + PARAMETER + " | head -c 99");
    assertThat(result.exit()).isNotZero();
    assertThat(result.out()).isEmpty();
  }

  /** The same by an image whose /dev nothing is mounted on. Seen to pass only. */
  @Test
  void cve2025_31133_norOneOfTheImage() throws IOException {
    link("dev/null", PARAMETER);
    box.mounts(PROC).linux(", \"maskedPaths\": [\"/proc/keys\"]");
    Program.Result result = box.run("echo pwned > /proc/keys; cat /proc/keys " + PARAMETER);
    assertThat(result.out()).doesNotContain("pwned").doesNotContain("keyring");
  }

  /** Failed when the console was mounted by path: the terminal lay over what the link led to. */
  @Test
  void cve2025_52565_theConsoleIsNoLink() throws IOException {
    Needs.command("script", "bsdutils");
    Files.createDirectories(box.root().resolve("dev/pts"));
    link("dev/console", PARAMETER);
    Program run =
        box.mounts(PROC, PTS)
            .process(", \"terminal\": true")
            .call("run", "stat -c %F " + PARAMETER + "; stat -c %F /dev/console");
    String line = String.join(" ", run.command());
    Program.Result result = Program.of("script", "-qec", line, "/dev/null").run();
    assertThat(result.out()).contains("regular").containsOnlyOnce("character special file");
  }

  /** Parameters are written to the kernel's own file. runc 1.1.5 writes to the image's. */
  @Test
  void cve2025_52881_parametersAreWrittenToTheKernel() throws IOException {
    Path fake = Files.createDirectories(folder.resolve("fake/sys/net/ipv4"));
    Files.writeString(fake.resolve("ip_forward"), "0");
    box.namespaces("pid mount network").linux(", \"sysctl\": {\"net.ipv4.ip_forward\": \"1\"}");
    box.mounts(bind(folder.resolve("fake"), "/proc"), DEV);
    assertRefused(box.run("true"));
    box.mounts(DEV);
    Files.createDirectories(box.root().resolve("proc/sys/net/ipv4"));
    Files.writeString(box.root().resolve("proc/sys/net/ipv4/ip_forward"), "0");
    assertRefused(box.run("true"));
    assertThat(fake.resolve("ip_forward")).hasContent("0");
    assertThat(box.root().resolve("proc/sys/net/ipv4/ip_forward")).hasContent("0");
  }

  /** runc 1.1.5 fails: it makes its nodes in the host's directory. */
  @ParameterizedTest
  @ValueSource(strings = {"", "../../../../../../..", "/proc/PID/root"})
  void cve2026_41579_aLinkedDevPopulatesNothing(String way) throws IOException {
    link("dev", way.replace("/proc/PID/root", otherRoot()) + outside);
    box.namespaces("mount ipc").mounts(PROC).run("true");
    assertUntouched();
  }

  /** runc 1.1.5 fails. */
  @Test
  void cve2019_18837_norWhenItIsMounted() throws IOException {
    link("dev", outside.toString());
    box.run("true");
    assertUntouched();
  }

  /**
   * A source of 70,000 characters, or options longer than a page, are an error and no overflow.
   * Fails without the limit in OciMountSteps: the kernel takes the first page, and leaves the rest.
   */
  @Test
  void cve2021_43784_longMountStrings() throws IOException {
    for (String mount :
        new String[] {
          mount("/v", "bind", "/" + "a".repeat(70_000), "\"rbind\""),
          mount("/v", "tmpfs", "tmpfs", "\"mode=" + "7".repeat(70_000) + "\""),
          mount("/v", "tmpfs", "tmpfs", "\"size=64k\", ".repeat(500) + "\"mode=700\""),
          mount("/" + "b/".repeat(35_000), "bind", "/etc", "\"rbind\"")
        }) {
      assertRefused(box.mounts(PROC, DEV, mount).run("true"));
    }
  }

  /** What is masked or read-only is found without following links of procfs to other processes. */
  @Test
  void masksStayInside() throws IOException {
    link("door", otherRoot());
    box.namespaces("mount ipc")
        .linux(
            ", \"maskedPaths\": [\"/door"
                + outside
                + "\"], \"readonlyPaths\": [\"/door"
                + outside
                + "\"]");
    box.run("true");
    assertThat(outside.resolve("secret")).hasContent("secret of the host\n");
  }
}
