package dev.jaula.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jaula.foreign.ForeignSyscalls;
import dev.jaula.layer.TarEntry.Kind;
import dev.jaula.linux.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Archives that want to write, link, delete or read outside of the directory they are unpacked into
 * (CVE-2014-6407, -9356, -9357, CVE-2017-14992, CVE-2018-15664 and their like).
 */
class HostileArchivesTest {
  @TempDir Path directory;
  private Path root;
  private Path outside;

  @BeforeEach
  void makeASentinel() throws IOException {
    assumeTrue(Identity.current().root(), "owners are set as root");
    root = Files.createDirectory(directory.resolve("root"));
    outside = Files.createDirectory(directory.resolve("outside"));
    Files.writeString(outside.resolve("sentinel"), "untouched");
  }

  private static Arguments refused(String name, String message, Function<Path, Archive> archive) {
    return Arguments.of(name, message, archive);
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        refused("parent", "\"..\"", o -> Archive.of().file("../outside/evil", "x")),
        refused("parent inside", "\"..\"", o -> Archive.of().file("a/../../outside/evil", "x")),
        refused("parent at the end", "\"..\"", o -> Archive.of().directory("a/..")),
        refused("link to parent", "\"..\"", o -> Archive.of().link("a", "../outside/sentinel")),
        refused(
            "hard link through a link",
            "not in this layer",
            o -> Archive.of().symlink("s", o.toString()).link("a", "s/sentinel")),
        refused(
            "absolute hard link",
            "not in this layer",
            o -> Archive.of().link("a", o + "/sentinel")),
        refused("root as link", "root itself", o -> Archive.of().symlink("./", o.toString())),
        refused("root as file", "root itself", o -> Archive.of().file(".", "x")),
        refused("no name", "root itself", o -> Archive.of().file("", "x")),
        refused("whiteout of the parent", "hide", o -> Archive.of().file(".wh...", "")),
        refused("whiteout of itself", "hide", o -> Archive.of().file("a/.wh..", "")),
        refused("whiteout of nothing", "hide", o -> Archive.of().file(".wh.", "")),
        refused(
            "file as parent", "not a directory", o -> Archive.of().file("f", "").file("f/a", "")),
        refused(
            "links in a circle",
            "symbolic links",
            o -> Archive.of().symlink("a", "b").symlink("b", "a").file("a/x", "")),
        refused("name of 256", "255", o -> Archive.of().file("d/" + "n".repeat(256), "")),
        refused("path of 4096", "4095", o -> Archive.of().file("n/".repeat(2048) + "x", "")),
        refused(
            "unknown type",
            "unknown type",
            o -> Archive.of().add(Archive.entry(Kind.OTHER, "x"), "")),
        refused("empty link", "to nothing", o -> Archive.of().symlink("x", "")),
        refused(
            "hard link to a directory", "link", o -> Archive.of().directory("d").link("l", "d")),
        refused("hard link to the root", "not in this layer", o -> Archive.of().link("l", "/")),
        refused(
            "owner of 2^32",
            "subuid",
            o -> Archive.of().add(Archive.entry(Kind.FILE, "x").owner(1L << 32, 0), "")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void isRefused(String name, String message, Function<Path, Archive> archive) {
    assertThatThrownBy(() -> unpack(archive.apply(outside), UnpackOptions.OVERLAY))
        .isInstanceOf(LayerException.class)
        .hasMessageContaining(message);
    nothingHappenedOutside();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void isRefusedWhenAppliedToo(String name, String message, Function<Path, Archive> archive) {
    assertThatThrownBy(() -> unpack(archive.apply(outside), UnpackOptions.APPLIED))
        .isInstanceOf(LayerException.class)
        .hasMessageContaining(message);
    nothingHappenedOutside();
  }

  static Stream<Arguments> contained() {
    return Stream.of(
        Arguments.of("absolute name", "etc/evil", f(o -> Archive.of().file("/etc/evil", "x"))),
        Arguments.of("many slashes", "etc/evil", f(o -> Archive.of().file("///etc//./evil", "x"))),
        Arguments.of(
            "write through an absolute link",
            "OUTSIDE/evil",
            f(o -> Archive.of().symlink("s", o.toString()).file("s/evil", "x"))),
        Arguments.of(
            "write through a relative link",
            "outside/evil",
            f(o -> Archive.of().symlink("a/b/s", "../../../../outside").file("a/b/s/evil", "x"))),
        Arguments.of(
            "a link in a link",
            "OUTSIDE/evil",
            f(o ->
                Archive.of()
                    .symlink("s", o.toString())
                    .symlink("t", "s/..//./outside")
                    .file("t/evil", "x"))),
        Arguments.of(
            "link replaced by a directory",
            "s/evil",
            f(o -> Archive.of().symlink("s", o.toString()).directory("s").file("s/evil", "x"))),
        Arguments.of(
            "directory replaced by a link",
            "OUTSIDE/evil",
            f(o ->
                Archive.of()
                    .directory("s")
                    .file("s/a", "")
                    .symlink("s", o.toString())
                    .file("s/evil", "x"))),
        Arguments.of(
            "file over a link",
            "s",
            f(o -> Archive.of().symlink("s", o + "/sentinel").file("s", "x"))),
        Arguments.of(
            "hard link to a link, then a file",
            "h",
            f(o -> Archive.of().symlink("s", o + "/sentinel").link("h", "s").file("h", "x"))),
        Arguments.of(
            "mode and owner of a link",
            "x",
            f(o ->
                Archive.of()
                    .add(
                        Archive.entry(Kind.SYMBOLIC_LINK, "s")
                            .mode(0777)
                            .owner(7, 7)
                            .link(Bytes.encode(o + "/sentinel")),
                        "")
                    .file("x", "x"))),
        Arguments.of(
            "opaque through a link",
            "x",
            f(o ->
                Archive.of().symlink("s", o.toString()).file("s/.wh..wh..opq", "").file("x", "x"))),
        Arguments.of(
            "whiteout through a link",
            "x",
            f(o ->
                Archive.of()
                    .symlink("s", o.toString())
                    .file("s/.wh.sentinel", "")
                    .file("x", "x"))));
  }

  private static Function<Path, Archive> f(Function<Path, Archive> archive) {
    return archive;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("contained")
  void staysInside(String name, String file, Function<Path, Archive> archive) throws IOException {
    for (UnpackOptions options : List.of(UnpackOptions.OVERLAY, UnpackOptions.APPLIED)) {
      Path target = Files.createDirectory(directory.resolve("root-" + options.whiteouts()));
      root = target;
      unpack(archive.apply(outside), options);
      Path want = target.resolve(file.replace("OUTSIDE", outside.toString().substring(1)));
      assertThat(Files.isRegularFile(want, LinkOption.NOFOLLOW_LINKS)).as("%s", want).isTrue();
      assertThat(Files.readString(want)).isEqualTo("x");
      nothingHappenedOutside();
    }
  }

  private void nothingHappenedOutside() {
    try (Stream<Path> files = Files.list(outside)) {
      assertThat(files).containsExactly(outside.resolve("sentinel"));
      assertThat(Files.readString(outside.resolve("sentinel"))).isEqualTo("untouched");
      assertThat(Files.getAttribute(outside.resolve("sentinel"), "unix:nlink")).isEqualTo(1);
      assertThat(Files.getAttribute(outside.resolve("sentinel"), "unix:uid")).isEqualTo(0);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Unpacked unpack(Archive archive, UnpackOptions options) throws IOException {
    return new Unpacker(new ForeignSyscalls()).unpack(archive.stream(), root, options);
  }

  @Test
  void aZeroByteInANameIsRefused() {
    assertThatThrownBy(() -> EntryName.clean(new byte[] {'a', 0, 'b'}))
        .hasMessageContaining("zero byte");
  }

  @Test
  void aPathOfThousandStepsIsUnpackedAndRemoved() throws IOException {
    String deep = "d/".repeat(1500);
    Archive archive = Archive.of();
    for (int i = 0; i < 3; i++) {
      archive
          .directory(deep)
          .file(deep + "f" + i, "x")
          .file("d/d/g" + i, "y")
          .symlink(deep + "s" + i, "../..");
    }
    archive.file(deep + "s1/through", "z");
    unpack(archive, UnpackOptions.OVERLAY);
    assertThat(root.resolve("d/d/g2")).hasContent("y");
    assertThat(root.resolve("d/".repeat(1498) + "through")).hasContent("z");
    try (Calls calls = new Calls(new ForeignSyscalls())) {
      int fd = calls.open(directory.toString(), Calls.LIST);
      new Trees(calls).remove(fd, Bytes.encode("root"));
      calls.close(fd);
    }
    assertThat(root).doesNotExist();
  }

  @Test
  void theModeOfALinkIsNobodysElses() throws IOException {
    Files.createSymbolicLink(root.resolve("s"), outside.resolve("sentinel"));
    Object before = Files.getAttribute(outside.resolve("sentinel"), "unix:mode");
    try (Calls calls = new Calls(new ForeignSyscalls())) {
      int fd = calls.open(root.toString(), Calls.LIST);
      assertThat(calls.chmodAt(fd, Bytes.encode("s"), 0777)).isNegative();
      assertThat(calls.chmodOpen(fd, Bytes.encode("s"), 0777)).isNegative();
      calls.makeDirectory(fd, Bytes.encode("d"), 0700);
      assertThat(calls.chmodOpen(fd, Bytes.encode("d"), 0751)).isZero();
      calls.close(fd);
    }
    assertThat(Files.getAttribute(outside.resolve("sentinel"), "unix:mode")).isEqualTo(before);
    assertThat(Files.getAttribute(root.resolve("d"), "unix:mode")).isEqualTo(0x4000 | 0751);
  }

  @Test
  void aBombIsStoppedAtItsLimit() throws IOException {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (OutputStream out = Compression.GZIP.compress(bomb)) {
      TarWriter writer = new TarWriter(out);
      writer.put(Archive.entry(Kind.FILE, "big").size(64 << 20).build());
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 64; i++) {
        writer.write(zeros, 0, zeros.length);
      }
      writer.end();
    }
    UnpackOptions options = UnpackOptions.OVERLAY.withLimits(Limits.ofBytes(4 << 20));
    assertThatThrownBy(() ->
            new Unpacker(new ForeignSyscalls())
                .unpack(new java.io.ByteArrayInputStream(bomb.toByteArray()), root, options))
        .isInstanceOf(LayerException.class)
        .hasMessageContaining("4194304");
    assertThat(Files.size(root.resolve("big"))).isLessThanOrEqualTo(4 << 20);
  }

  @Test
  void randomDamageIsAnErrorOrHarmless() throws IOException {
    byte[] good =
        Archive.of()
            .directory("d")
            .file("d/f", "content")
            .symlink("d/s", outside.toString())
            .link("d/h", "d/f")
            .file("d/.wh.x", "")
            .add(Archive.entry(Kind.FILE, "n".repeat(120)).time(5, 6), "")
            .bytes();
    java.util.Random random = new java.util.Random(11);
    for (int i = 0; i < 150; i++) {
      byte[] bad = good.clone();
      for (int k = random.nextInt(4); k >= 0; k--) {
        int at = random.nextInt(bad.length);
        bad[at] = (byte) random.nextInt();
        mend(bad, at / 512 * 512);
      }
      root = Files.createDirectory(directory.resolve("r" + i));
      try {
        new Unpacker(new ForeignSyscalls())
            .unpack(
                new java.io.ByteArrayInputStream(bad),
                root,
                UnpackOptions.APPLIED.withThreads(false).withDevices(false));
      } catch (LayerException | IOException expected) {
        assertThat(expected.getMessage()).isNotEmpty();
      }
      nothingHappenedOutside();
    }
  }

  /** Makes the checksum of a header fit again, so that what lies behind it is reached. */
  private static void mend(byte[] archive, int header) {
    Arrays.fill(archive, header + 148, header + 156, (byte) ' ');
    int sum = 0;
    for (int i = header; i < header + 512; i++) {
      sum += archive[i] & 0xff;
    }
    System.arraycopy(Bytes.encode(String.format("%06o\0", sum)), 0, archive, header + 148, 7);
  }
}
