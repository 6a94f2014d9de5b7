package dev.jaula.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jaula.layer.Compression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole bootstraps of a few packages from loopback. What runs in the container is left out here:
 * instead of it, a script takes down what it was told.
 */
@SuppressWarnings("NullAway") // what is missing fails the test just as well
class BootstrapTest {
  @TempDir Path folder;
  private TestRepository repository;
  private Path keyring;
  private Path stand;

  @BeforeEach
  void archive() throws Exception {
    repository = new TestRepository();
    repository.add(
        deb("base-files", "1", "required", Compression.XZ)
            .field("Essential", "yes")
            .control("conffiles", "/etc/issue\nremove-on-upgrade /etc/old\n")
            .control("postinst", "#!/bin/sh\n")
            .folder("./", 0755)
            .folder("./etc/", 0755)
            .folder("./usr/", 0755)
            .folder("./usr/sbin/", 0755)
            .folder("./tmp/", 01777)
            .folder("./var/lib/dpkg/info/", 0755)
            .file("./etc/issue", 0644, "Test\n")
            .symbolicLink("./bin", "usr/bin"));
    repository.add(
        deb("tools", "1:2.0-1", "required", Compression.GZIP)
            .field("Depends", "libx (>= 1), other | libx")
            .field("Replaces", "libx")
            .control("preinst", "#!/bin/sh\n")
            .control("triggers", "interest-noawait /usr/share/x\nactivate ldconfig\n")
            .folder("./bin/", 0755)
            .file("./bin/su", 04755, "su")
            .hardLink("./bin/su2", "./bin/su")
            .file("./usr/share/x/shared", 0644, "of tools"));
    repository.add(
        deb("libx", "1.5", "optional", Compression.ZSTD)
            .field("Multi-Arch", "same")
            .control("triggers", "interest ldconfig\n")
            .folder("./lib/", 0755)
            .file("./lib/libx.so.1", 0644, noise())
            .symbolicLink("./lib/libx.so", "libx.so.1")
            .file("./usr/share/x/shared", 0644, "of libx"));
    repository.add(
        deb("apt", "3", "important", Compression.NONE).file("./usr/bin/apt", 0755, "apt"));
    repository.add(
        deb("extra", "1", "optional", Compression.XZ)
            .control("preinst", "#!/bin/sh\ndpkg-divert --add /bin/su\n")
            .file("./usr/bin/extra", 0755, "extra"));
    repository.publish(Compression.XZ, true);
    keyring = Files.write(folder.resolve("key.gpg"), repository.key.keyring());
    stand = program("exit 0");
  }

  /** 300,000 letters that no compression makes much smaller. */
  private static String noise() {
    java.util.Random random = new java.util.Random(5);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 300_000; i++) {
      text.append((char) ('!' + random.nextInt(90)));
    }
    return text.toString();
  }

  private static DebBuilder deb(String name, String version, String priority, Compression form) {
    return new DebBuilder(name, version)
        .field("Architecture", "amd64")
        .field("Priority", priority)
        .field("Maintainer", "nobody")
        .compressed(form);
  }

  /** What stands for the program that makes containers; it writes its arguments down. */
  private Path program(String end) throws IOException {
    Path file = folder.resolve("stand-in");
    Files.writeString(
        file, "#!/bin/sh\nprintf '%s\\n' \"$@\" > " + folder + "/arguments\n" + end + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return file;
  }

  @AfterEach
  void stop() {
    repository.close();
  }

  private BootstrapOptions.Builder options(String target) {
    return BootstrapOptions.of("stable", folder.resolve(target).toString())
        .mirrors(List.of(repository.uri()))
        .variant(Variant.MINBASE)
        .arch("amd64")
        .keyrings(List.of(keyring))
        .machine(folder)
        .inUserNamespace(true)
        .jaula(stand);
  }

  private static Bootstrapped run(BootstrapOptions.Builder options) {
    return Bootstrap.run(options.build(), Progress.NONE, (_, _) -> {});
  }

  private String read(String path) throws IOException {
    return Files.readString(folder.resolve(path));
  }

  private List<String> inFolder() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(p -> p.getFileName().toString()).filter(n -> n.startsWith(".")).toList();
    }
  }

  @Test
  void aFolder() throws Exception {
    Bootstrapped done = run(options("d"));
    assertThat(done.packages()).containsExactlyInAnyOrder("base-files", "tools", "libx", "apt");
    assertThat(done.codename()).isEqualTo("forky");
    assertThat(Files.readSymbolicLink(folder.resolve("d/bin"))).hasToString("usr/bin");
    assertThat(Files.readSymbolicLink(folder.resolve("d/lib"))).hasToString("usr/lib");
    assertThat(read("d/usr/bin/su2")).isEqualTo("su");
    assertThat(Files.getAttribute(folder.resolve("d/usr/bin/su"), "unix:mode")).isEqualTo(0104755);
    assertThat(Files.getAttribute(folder.resolve("d/usr/bin/su"), "unix:nlink")).isEqualTo(2);
    assertThat(read("d/usr/lib/libx.so")).hasSize(300_000);
    assertThat(read("d/etc/apt/sources.list"))
        .isEqualTo("deb " + repository.uri() + " stable main\n");
    assertThat(Files.exists(folder.resolve("d/usr/sbin/policy-rc.d"))).isFalse();
    assertThat(Files.exists(folder.resolve("d/" + Configure.WORKSHOP))).isFalse();
    assertThat(inFolder()).isEmpty();
    assertThat(read("arguments"))
        .contains("--rootfs-rw\n")
        .contains("SOURCE_DATE_EPOCH=" + TestRepository.DATE.getEpochSecond() + "\n");
  }

  @Test
  void theDatabase() throws Exception {
    run(options("d"));
    String status = read("d/var/lib/dpkg/status");
    assertThat(status)
        .contains("Package: base-files\nStatus: install ok unpacked\nVersion: 1\n")
        // md5sum of "Test\n"
        .contains("Conffiles:\n /etc/issue 2205e48de5f93c784733ffcca841d2b5\n")
        .doesNotContain("/etc/old");
    assertThat(read("d/var/lib/dpkg/info/tools.list")).startsWith("/.\n/bin\n/bin/su\n/bin/su2\n");
    assertThat(read("d/var/lib/dpkg/info/libx:amd64.list")).contains("/lib/libx.so.1\n");
    assertThat(Files.isExecutable(folder.resolve("d/var/lib/dpkg/info/tools.preinst"))).isTrue();
    assertThat(read("d/var/lib/dpkg/triggers/File")).isEqualTo("/usr/share/x tools/noawait\n");
    assertThat(read("d/var/lib/dpkg/triggers/ldconfig")).isEqualTo("libx:amd64\n");
    assertThat(read("d/var/lib/dpkg/info/format")).isEqualTo("1\n");
  }

  @Test
  void whoReplacesAnotherHasTheFile() throws Exception {
    run(options("d"));
    assertThat(read("d/usr/share/x/shared")).isEqualTo("of tools");
    assertThat(read("d/var/lib/dpkg/info/tools.list")).contains("/usr/share/x/shared\n");
    assertThat(read("d/var/lib/dpkg/info/libx:amd64.list")).doesNotContain("shared");
  }

  @Test
  void aPackageThatDivertsIsLeftToDpkg() throws Exception {
    stand = program("cp -r $(printf '%s\\n' \"$@\" | grep root$)/.jaula-bootstrap " + folder);
    run(options("d").include(List.of("extra")));
    assertThat(Files.exists(folder.resolve(".jaula-bootstrap/extra_1_amd64.deb"))).isTrue();
    String script = read(".jaula-bootstrap/configure");
    assertThat(script)
        .contains("\npreinst tools tools amd64\n")
        .contains("--configure base-files libx:amd64 tools\n")
        .contains("--unpack /.jaula-bootstrap/*.deb\n")
        .endsWith("dpkg --force-confold --configure -a\n");
    assertThat(Files.exists(folder.resolve("d/usr/bin/extra"))).isFalse();
  }

  @Test
  void twiceTheSameArchive() throws Exception {
    run(options("a.tar"));
    run(options("b.tar"));
    byte[] first = Files.readAllBytes(folder.resolve("a.tar"));
    assertThat(Files.readAllBytes(folder.resolve("b.tar"))).isEqualTo(first);
    run(options("c.tar").epoch(1_000_000_000L));
    assertThat(Files.readAllBytes(folder.resolve("c.tar"))).isNotEqualTo(first);
    run(options("d.tar.zst"));
    assertThat(Files.size(folder.resolve("d.tar.zst"))).isLessThan(first.length);
    assertThat(inFolder()).isEmpty();
  }

  @Test
  void anImageGoesToTheSink() {
    List<String> seen = new ArrayList<>();
    BootstrapOptions options =
        BootstrapOptions.of("stable", "test:1")
            .mirrors(List.of(repository.uri()))
            .variant(Variant.MINBASE)
            .arch("amd64")
            .keyrings(List.of(keyring))
            .machine(folder)
            .inUserNamespace(true)
            .jaula(stand)
            .work(folder)
            .build();
    Bootstrap.run(
        options,
        Progress.NONE,
        (root, what) -> seen.add(Files.exists(root.resolve("etc/issue")) + " " + what.arch()));
    assertThat(seen).containsExactly("true amd64");
  }

  @Test
  void printDebs() {
    assertThat(Bootstrap.printDebs(options("").include(List.of("extra")).build(), Progress.NONE))
        .containsExactly("base-files", "tools", "libx", "apt", "extra");
    assertThat(repository.asked("pool")).isEmpty();
  }

  @Test
  void aConnectionThatBreaksIsTakenUpAgain() throws Exception {
    repository.cut.put("pool/libx_1.5.deb", 100_000);
    repository.cut.put("dists/stable/main/binary-amd64/Packages.xz", 50);
    run(options("d"));
    List<String> asked = repository.asked("pool/libx");
    assertThat(asked).hasSize(2);
    assertThat(asked.get(1)).startsWith("pool/libx_1.5.deb bytes=").doesNotContain("bytes=0-");
    assertThat(read("d/usr/lib/libx.so")).hasSize(300_000);
  }

  @Test
  void theCacheIsVerifiedAndBegunFilesAreCompleted() throws Exception {
    Path cache = folder.resolve("cache");
    run(options("d").cacheDir(cache));
    int before = repository.asked("pool").size();
    assertThat(cache.resolve("tools_1%3a2.0-1_amd64.deb")).exists();
    run(options("e").cacheDir(cache));
    assertThat(repository.asked("pool")).hasSize(before);
    byte[] whole = Files.readAllBytes(cache.resolve("libx_1.5_amd64.deb"));
    Files.delete(cache.resolve("libx_1.5_amd64.deb"));
    Files.write(cache.resolve("libx_1.5_amd64.deb.part"), java.util.Arrays.copyOf(whole, 30));
    Files.writeString(cache.resolve("apt_3_amd64.deb"), "junk");
    run(options("f").cacheDir(cache));
    assertThat(repository.asked("pool/libx")).last().isEqualTo("pool/libx_1.5.deb bytes=30-");
    assertThat(cache.resolve("libx_1.5_amd64.deb")).hasBinaryContent(whole);
  }

  @Test
  void aPackageThatIsNotTheRightOne() {
    byte[] wrong = repository.file("pool/libx_1.5.deb").clone();
    wrong[200] ^= 1;
    repository.files.put("pool/libx_1.5.deb", wrong);
    assertThatThrownBy(() -> run(options("d")))
        .isInstanceOf(BootstrapException.class)
        .hasMessageContaining("libx 1.5")
        .hasMessageContaining("SHA-256");
    assertThat(folder.resolve("d")).doesNotExist();
  }

  @Test
  void aPackageThatIsGone() throws Exception {
    repository.files.remove("pool/apt_3.deb");
    assertThatThrownBy(() -> run(options("d")))
        .hasMessageContaining("apt 3 is not on the mirror")
        .hasMessageContaining("pool/apt_3.deb");
    assertThat(inFolder()).isEmpty();
  }

  @Test
  void anIndexThatIsNotTheRightOne() {
    String path = "dists/stable/main/binary-amd64/Packages.xz";
    byte[] wrong = repository.file(path).clone();
    wrong[wrong.length - 30] ^= 1;
    repository.files.put(path, wrong);
    assertThatThrownBy(() -> run(options("d"))).isInstanceOf(BootstrapException.class);
  }

  @Test
  void signaturesMustBeGoodUnlessNobodyAsks() throws Exception {
    Files.write(keyring, SigningKey.fresh().keyring());
    assertThatThrownBy(() -> run(options("d"))).hasMessageContaining("not in the keyring");
    run(options("d").checkGpg(false));
    assertThat(folder.resolve("d/etc/issue")).exists();
  }

  @Test
  void signaturesBesideTheFileAndGzip() throws Exception {
    repository.files.clear();
    repository.add(deb("base-files", "9", "required", Compression.XZ).folder("./etc/apt/", 0755));
    repository.publish(Compression.GZIP, false);
    BootstrapOptions.Builder options = options("d");
    // the later index names only packages that were published again
    assertThat(Bootstrap.printDebs(options.exclude(List.of("tools")).build(), Progress.NONE))
        .contains("base-files");
    repository.files.remove("dists/stable/Release.gpg");
    assertThatThrownBy(() -> run(options("e"))).hasMessageContaining("is not signed");
  }

  @Test
  void byHashFirst() throws Exception {
    repository.extra = "Acquire-By-Hash: yes\n";
    repository.publish(Compression.XZ, true);
    byte[] index = repository.file("dists/stable/main/binary-amd64/Packages.xz");
    String hash = "dists/stable/main/binary-amd64/by-hash/SHA256/" + TestRepository.sha256(index);
    run(options("d"));
    assertThat(repository.asked(hash)).hasSize(1);
    assertThat(repository.asked("dists/stable/main/binary-amd64/Packages")).hasSize(1);
    repository.files.put(hash, index);
    repository.requests.clear();
    run(options("e"));
    assertThat(repository.asked("dists/stable/main/binary-amd64/Packages")).isEmpty();
  }

  @Test
  void anArchiveThatIsTooOld() throws Exception {
    repository.extra = "Valid-Until: Sat, 03 Jan 2026 03:04:05 UTC\n";
    repository.publish(Compression.XZ, true);
    assertThatThrownBy(() -> run(options("d"))).hasMessageContaining("was valid until 2026-01-03");
    run(options("d").checkValidUntil(false));
  }

  @Test
  void theMachinesOwnSources() throws Exception {
    Path apt = Files.createDirectories(folder.resolve("etc/apt/sources.list.d"));
    Files.writeString(folder.resolve("etc/os-release"), "ID=debian\n");
    Files.writeString(
        apt.resolve("a.sources"),
        "Types: deb\nURIs: "
            + repository.uri()
            + "\nSuites: old old-updates\nComponents: main\nSigned-By: "
            + "/key.gpg\n");
    run(options("d").mirrors(List.of()).keyrings(List.of()));
    assertThat(repository.asked("dists/stable-updates")).hasSize(2);
    assertThat(read("d/etc/apt/sources.list"))
        .isEqualTo("deb " + repository.uri() + " stable main\n");
  }

  @Test
  void aMirrorOfFiles() throws Exception {
    for (Map.Entry<String, byte[]> file : repository.files.entrySet()) {
      Path to = folder.resolve("mirror/" + file.getKey());
      Files.createDirectories(to.getParent());
      Files.write(to, file.getValue());
    }
    // the mirror's own files must stay
    run(options("d").mirrors(List.of("file:" + folder + "/mirror")));
    run(options("e").mirrors(List.of("copy:" + folder + "/mirror")));
    assertThat(folder.resolve("mirror/pool/libx_1.5.deb")).exists();
    assertThat(read("d/etc/apt/sources.list"))
        .isEqualTo("deb http://deb.debian.org/debian stable main\n");
    assertThat(read("e/usr/bin/su")).isEqualTo("su");
  }

  @Test
  void whatIsWrongWithTheOptionsIsToldInOneLine() throws Exception {
    assertThatThrownBy(() -> run(options("d").mirrors(List.of("ftp://host/debian"))))
        .hasMessageContaining("ftp://host/debian");
    assertThatThrownBy(() -> run(options("d").components(List.of("nix"))))
        .hasMessageContaining("name some of main, contrib");
    assertThatThrownBy(() -> run(options("d").include(List.of("nothing"))))
        .hasMessageContaining("'nothing' (--include)");
    assertThatThrownBy(() -> run(options("d").arch("arm64"))).hasMessageContaining("amd64");
    BootstrapOptions other =
        BootstrapOptions.of("nosuch", folder.resolve("d").toString())
            .mirrors(List.of(repository.uri()))
            .build();
    assertThatThrownBy(() -> Bootstrap.run(other, Progress.NONE, (_, _) -> {}))
        .hasMessageContaining("suite 'nosuch' is not on");
    Files.createDirectories(folder.resolve("full/x"));
    assertThatThrownBy(() -> run(options("full"))).hasMessageContaining("is not empty");
    Files.createDirectories(folder.resolve("empty"));
    run(options("empty"));
    assertThat(folder.resolve("empty/etc/issue")).exists();
  }

  @Test
  void aContainerThatFailsLeavesNothing() throws Exception {
    stand = program("echo 'dpkg: error processing package tools (--configure):' >&2; exit 3");
    assertThatThrownBy(() -> run(options("d")))
        .hasMessageContaining("configuring failed at package tools")
        .hasMessageContaining("3");
    assertThat(folder.resolve("d")).doesNotExist();
    assertThat(inFolder()).isEmpty();
  }

  @Test
  void whatADeadProcessLeftGoes() throws Exception {
    Path dead = Files.createDirectories(folder.resolve(".d.jaula-999999999/root/etc"));
    Files.writeString(dead.resolve("x"), "x");
    Files.writeString(folder.resolve(".d.jaula-999999999/lock"), "");
    Path other = Files.createDirectories(folder.resolve(".e.jaula-999999999"));
    Path name = Files.createDirectories(folder.resolve(".d.jaula-mine"));
    run(options("d"));
    assertThat(Files.exists(dead, LinkOption.NOFOLLOW_LINKS)).isFalse();
    assertThat(other).exists();
    assertThat(name).exists();
  }

  @Test
  void aPackageThatLeadsOutOfTheRoot() throws Exception {
    Path outside = Files.createDirectories(folder.resolve("outside"));
    repository.add(
        deb("evil", "1", "optional", Compression.XZ)
            .symbolicLink("./way", outside.toString())
            .file("./way/stolen", 0644, "x"));
    repository.add(
        deb("absolute", "1", "optional", Compression.XZ)
            .folder("./etc/", 0755)
            .symbolicLink("./way", "/etc")
            .file("./way/jaula-test-inside", 0644, "x"));
    repository.add(
        deb("dots", "1", "optional", Compression.XZ).file("./../../outside/dots", 0644, "x"));
    repository.publish(Compression.XZ, true);
    assertThatThrownBy(() -> run(options("d").include(List.of("evil"))))
        .hasMessageContaining("package evil 1");
    assertThatThrownBy(() -> run(options("e").include(List.of("dots"))))
        .hasMessageContaining("leads out");
    run(options("f").include(List.of("absolute")));
    assertThat(folder.resolve("f/etc/jaula-test-inside")).exists();
    assertThat(Path.of("/etc/jaula-test-inside")).doesNotExist();
    assertThat(outside).isEmptyDirectory();
  }
}
