package dev.jaula.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mounts of config.json with every option, seen from inside. */
class OciMountTest {
  private static final String SHOW = "grep ' /data ' /proc/self/mountinfo | cut -d' ' -f6,7";
  private static final String IDS = "stat -c %u:%g /data/file";
  private static final String MAPPED =
      """
      , "uidMappings": [{"containerID": 0, "hostID": 1000, "size": 10}],
        "gidMappings": [{"containerID": 0, "hostID": 2000, "size": 10}]
      """;

  @TempDir private Path folder;
  private OciRuntime runtime;
  private OciConfig config;
  private String id;
  private String source;

  @BeforeEach
  void prepare() throws IOException {
    Needs.root();
    runtime = new OciRuntime(folder);
    id = OciRuntime.id("mount");
    config = new OciConfig(runtime, id);
    Path made = Files.createDirectories(folder.resolve("source"));
    Files.writeString(made.resolve("file"), "content\n");
    Files.createSymbolicLink(made.resolve("link"), Path.of("file"));
    source = made.toString();
  }

  @AfterEach
  void remove() {
    if (runtime != null) {
      runtime.delete(id);
    }
  }

  private OciConfig data(String options) {
    return config.mount("/data", "bind", source, options);
  }

  /** Options and the attributes of the mount; those of the host's own may be besides. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bind ro|ro,|",
        "rbind rro|ro,|",
        "bind nosuid nodev noexec|rw,nosuid,nodev,noexec|",
        "rbind rnosuid rnodev rnoexec|rw,nosuid,nodev,noexec|",
        "rbind rro rrw|rw,|",
        "bind nosuid suid ro rw|rw,|nosuid",
        "rbind rnoatime|noatime|relatime",
        "rbind rnoatime ratime|relatime|noatime",
        "bind strictatime|rw|atime",
        "bind nodiratime|nodiratime|",
        "rbind rnosymfollow|nosymfollow|",
        "bind nosymfollow symfollow|rw|nosymfollow",
        "bind lazytime sync dirsync iversion mand silent|rw|",
        "bind shared|shared:|",
        "rbind rprivate|rw|shared:",
        "bind unbindable|unbindable|",
      })
  void attributes(String options, String has, String lacks) throws IOException {
    assertThat(data(options).prints(SHOW)).contains(has);
    runtime.delete(id);
    if (lacks != null) {
      assertThat(config.prints(SHOW)).doesNotContain(lacks);
    }
  }

  /** In a mount namespace that the test makes, with a mount below the source. */
  @ParameterizedTest
  @CsvSource({"rbind ro, 1", "rbind rro, 0", "bind ro, 0"})
  void whatIsBelowTheSource(String options, int writable) throws IOException {
    Files.createDirectories(Path.of(source, "below"));
    data(options);
    String bundle = config.write("touch /data/file && exit 9; touch /data/below/new").toString();
    String script =
        "mount -t tmpfs tmpfs %s/below && exec %s --root %s run --bundle %s %s"
            .formatted(source, OciRuntime.BINARY, runtime.state(), bundle, id);
    Program.Result result =
        Program.of("unshare", "--mount", "--propagation", "slave", "sh", "-ec", script).run();
    assertThat(result.exit() == 0).as(result.err()).isEqualTo(writable == 1);
    assertThat(result.err()).contains("Read-only file system");
  }

  @ParameterizedTest
  @CsvSource({"/data", "data", "/new/deep/place", "/var/run/x"})
  void placesAreMadeAndLinksStayInside(String target) throws IOException {
    Files.createDirectories(config.root().resolve("var"));
    Files.createSymbolicLink(config.root().resolve("var/run"), Path.of("/run"));
    config.mount(target, "bind", source, "bind");
    String inside = target.startsWith("/") ? target : "/" + target;
    assertThat(config.prints("cat " + inside + "/file")).isEqualTo("content");
    assertThat(Path.of("/run/x")).doesNotExist();
  }

  @Test
  void aLinkToNothingIsFollowed() throws IOException {
    Files.createSymbolicLink(config.root().resolve("etc/resolv.conf"), Path.of("../run/a/resolv"));
    config.mount("/etc/resolv.conf", "bind", source + "/file", "bind ro");
    assertThat(config.prints("cat /run/a/resolv")).isEqualTo("content");
  }

  @Test
  void sourcesAreRelativeToTheBundle() throws IOException {
    config.mount("/data", "bind", "../source", "bind");
    assertThat(config.prints("cat /data/file")).isEqualTo("content");
  }

  @Test
  void nothingLiesOverProcfs() throws IOException {
    Files.createSymbolicLink(config.root().resolve("way"), Path.of("/proc/self"));
    config.mount("/way/attr", "bind", source, "bind");
    assertThat(config.run("true").err()).contains("a link leads it inside /proc");
    OciConfig other = new OciConfig(runtime, id).mount("/proc/sys", "bind", source, "bind");
    assertThat(other.run("true").err()).contains("it is inside /proc");
    OciConfig whole = new OciConfig(runtime, id).mount("/proc", "bind", source, "bind");
    assertThat(whole.run("true").err()).contains("on /proc because it is not of type proc");
    OciConfig lxcfs = new OciConfig(runtime, id);
    lxcfs.mount("/proc/uptime", "bind", source + "/file", "bind");
    assertThat(lxcfs.prints("cat /proc/uptime")).isEqualTo("content");
  }

  @Test
  void remount() throws IOException {
    data("bind").mount("/data", "none", "none", "remount bind ro");
    Program.Result result = config.run("touch /data/new");
    assertThat(result.err()).contains("Read-only file system");
  }

  @Test
  void tmpfsBeginsWithWhatItCovers() throws IOException {
    Path covered = Files.createDirectories(config.root().resolve("covered/deep"));
    Path file = Files.writeString(covered.resolve("file"), "covered\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    Files.setAttribute(file, "unix:uid", 7);
    Files.createSymbolicLink(covered.resolve("link"), Path.of("file"));
    Files.setPosixFilePermissions(
        covered.getParent(), PosixFilePermissions.fromString("rwxr-x--x"));
    config.mount("/covered", "tmpfs", "tmpfs", "tmpcopyup");
    String line =
        "cd /covered; cat deep/link; stat -c '%a %u' deep/file; stat -c %a .; echo x > deep/new";
    assertThat(config.prints(line)).isEqualTo("covered\n640 7\n751");
    assertThat(covered.resolve("new")).doesNotExist();
    runtime.delete(id);
    OciConfig readOnly = new OciConfig(runtime, id);
    readOnly.mount("/covered", "tmpfs", "tmpfs", "tmpcopyup ro");
    Program.Result result = readOnly.run("cat /covered/deep/file; touch /covered/new");
    assertThat(result.out()).isEqualTo("covered\n");
    assertThat(result.err()).contains("Read-only file system");
  }

  @Test
  void ownersAreMapped() throws IOException {
    config.mount("/data", "bind", source, "bind idmap", MAPPED);
    assertThat(config.prints(IDS)).isEqualTo("1000:2000");
    runtime.delete(id);
    OciConfig crun = new OciConfig(runtime, id);
    crun.mount("/data", "bind", source, "rbind idmap=uids=0-7-10;gids=0-8-10");
    assertThat(crun.prints(IDS)).isEqualTo("7:8");
    runtime.delete(id);
    OciConfig none = new OciConfig(runtime, id).mount("/data", "bind", source, "bind idmap");
    assertThat(none.run("true").err()).contains("idmap needs a mapping");
  }

  @ParameterizedTest
  @CsvSource({"rbind idmap, 0", "rbind ridmap, 1000"})
  void ownersBelowAreMappedByRidmapAlone(String options, String owner) throws IOException {
    Files.createDirectories(Path.of(source, "below"));
    config.mount("/data", "bind", source, options, MAPPED);
    String bundle = config.write("stat -c %u /data/below").toString();
    String script =
        "mount -t tmpfs tmpfs %s/below && exec %s --root %s run --bundle %s %s"
            .formatted(source, OciRuntime.BINARY, runtime.state(), bundle, id);
    Program.Result result =
        Program.of("unshare", "--mount", "--propagation", "slave", "sh", "-ec", script).run();
    assertThat(Box.text(result)).isEqualTo(owner);
  }

  @Test
  void withoutRangesOfItsOwnAMountTakesTheContainers() throws IOException {
    config.namespaces("pid mount user");
    String ids = "[{\"containerID\": 0, \"hostID\": 100000, \"size\": 65536}]";
    config.linux(", \"uidMappings\": " + ids + ", \"gidMappings\": " + ids);
    Files.createDirectories(config.root().resolve("data"));
    data("rbind idmap");
    assertThat(config.prints("stat -c %u /data/file; touch /data/new")).isEqualTo("0");
    assertThat(Files.getAttribute(Path.of(source, "new"), "unix:uid")).isEqualTo(0);
  }

  @Test
  void linksOfTheHost() throws IOException {
    config.mount("/copied", "bind", source + "/link", "bind copy-symlink");
    config.mount("/itself", "bind", source + "/link", "bind src-nofollow");
    assertThat(config.prints("readlink /copied; readlink /itself")).isEqualTo("file\nfile");
  }

  @Test
  void anOverlayNamesPathsOfTheHost() throws IOException {
    Files.createDirectories(config.root().resolve("lower"));
    config.mount(
        "/data", "overlay", "/a/name", "lowerdir=" + source + ":" + config.root().resolve("lower"));
    assertThat(config.prints("cat /data/file")).isEqualTo("content");
  }

  @Test
  void optionsBeyondAPageAreRefused() throws IOException {
    config.mount("/data", "tmpfs", "tmpfs", "x".repeat(4096));
    assertThat(config.run("true").err()).contains("longer than a page", "CVE-2021-43784");
  }

  @Test
  void devicesHaveTheirOwners() throws IOException {
    config.linux(
        """
        , "devices": [{"path": "/dev/mine", "type": "c", "major": 1, "minor": 3, "fileMode": 384,
          "uid": 5, "gid": 6}]
        """);
    assertThat(config.prints("stat -c '%a %u %g %t:%T' /dev/mine")).isEqualTo("600 5 6 1:3");
  }

  @ParameterizedTest
  @CsvSource({
    "private, -, -",
    "rprivate, -, -",
    "slave, -, -",
    "rslave, -, -",
    "shared, shared, -",
    "rshared, shared, shared",
    "unbindable, unbindable, -",
    "runbindable, unbindable, unbindable"
  })
  void theRootsPropagation(String word, String root, String proc) throws IOException {
    config.linux(", \"rootfsPropagation\": \"" + word + "\"");
    String line = "cut -d' ' -f5,7 /proc/self/mountinfo | grep -E '^/(proc)? ' | tr -d ':0-9'";
    String[] lines = config.prints(line).split("\n");
    assertThat(lines).contains("/ " + root, "/proc " + proc);
  }

  /** In a mount namespace of the test's own: what is mounted inside is seen outside. */
  @Test
  void aSharedVolumeLetsMountsOut() throws IOException {
    Files.createDirectories(Path.of(source, "below"));
    data("rbind rshared").linux(", \"rootfsPropagation\": \"shared\"");
    config.process(
        """
        , "capabilities": {"bounding": ["CAP_SYS_ADMIN"], "effective": ["CAP_SYS_ADMIN"],
          "permitted": ["CAP_SYS_ADMIN"]}
        """);
    String bundle = config.write("mount -t tmpfs tmpfs /data/below").toString();
    String script =
        """
        mount --bind %1$s %1$s; mount --make-shared %1$s
        %2$s --root %3$s run --bundle %4$s %5$s
        grep -c '%1$s/below' /proc/self/mountinfo; grep -c ' / / ' /proc/self/mountinfo
        """
            .formatted(source, OciRuntime.BINARY, runtime.state(), bundle, id);
    Program.Result result =
        Program.of("unshare", "--mount", "--propagation", "private", "sh", "-ec", script).run();
    assertThat(Box.text(result)).startsWith("1\n");
  }
}
