package dev.jaula.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jaula.foreign.ForeignSyscalls;
import dev.jaula.image.Digest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Packing trees of every kind of file, against our own unpacker and GNU tar. */
class PackerTest {
  private static final PackOptions PLAIN = PackOptions.TREE.with(Compression.NONE);

  @TempDir Path directory;
  private Path tree;

  @BeforeEach
  void makeATree() throws Exception {
    assumeTrue(Identity.current().root(), "owners are set as root");
    tree = Files.createDirectory(directory.resolve("tree"));
    Tree.sh(
        tree,
        "mkdir -p b/c a; echo content > b/file; ln b/file a/hard; ln b/file z; ln -s ../nowhere a/soft;"
            + "mkfifo pipe; mknod null c 1 3; mknod loop b 7 0; chmod 4755 b/file; chown -h 1:2 a/soft;"
            + "chown 3:4 b/c; chmod 1777 b/c; truncate -s 1M a/sparse; printf end >> a/sparse;"
            + "printf x > \"$(printf 'odd\\377')\"; touch a/$(printf %0200d 1);"
            + "find . -exec touch -h -d @1234567890 {} +");
  }

  private Packed pack(Path from, ByteArrayOutputStream to, PackOptions options) throws IOException {
    return new Packer(new ForeignSyscalls()).pack(from, to, options);
  }

  private byte[] pack(PackOptions options) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    pack(tree, out, options);
    return out.toByteArray();
  }

  private Path unpack(byte[] archive, String name) throws IOException {
    Path to = Files.createDirectory(directory.resolve(name));
    new Unpacker(new ForeignSyscalls())
        .unpack(new ByteArrayInputStream(archive), to, UnpackOptions.OVERLAY);
    return to;
  }

  private static List<String> names(byte[] archive) throws IOException {
    List<String> names = new ArrayList<>();
    TarReader reader = new TarReader(new ByteArrayInputStream(archive));
    for (TarEntry e = reader.next(); e != null; e = reader.next()) {
      names.add(e.toString());
    }
    return names;
  }

  @Test
  void aTreeComesBackAsItWas() throws Exception {
    byte[] archive = pack(PLAIN);
    Path copy = unpack(archive, "copy");
    assertThat(Tree.list(copy)).isEqualTo(Tree.list(tree)).hasSizeGreaterThan(12);
    assertThat(Files.getAttribute(copy.resolve("z"), "unix:nlink")).isEqualTo(3);
    Path gnu = Files.createDirectory(directory.resolve("gnu"));
    Files.write(directory.resolve("a.tar"), archive);
    Tree.sh(gnu, "tar --numeric-owner -xpf ../a.tar");
    assertThat(Tree.list(gnu)).isEqualTo(Tree.list(tree));
  }

  @Test
  void entriesAreInTheOrderOfTheirBytes() throws Exception {
    assertThat(names(pack(PLAIN)))
        .containsExactly(
            "DIRECTORY ./",
            "DIRECTORY a/",
            "FILE a/" + "0".repeat(199) + "1",
            "FILE a/hard",
            "SYMBOLIC_LINK a/soft",
            "FILE a/sparse",
            "DIRECTORY b/",
            "DIRECTORY b/c/",
            "HARD_LINK b/file",
            "BLOCK_DEVICE loop",
            "CHARACTER_DEVICE null",
            "FILE odd\udcff",
            "FIFO pipe",
            "HARD_LINK z");
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void theSameTreeGivesTheSameBytesAndTheirDigests(Compression compression) throws Exception {
    PackOptions options = PackOptions.TREE.with(compression);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Packed packed = pack(tree, out, options);
    assertThat(packed.digest()).isEqualTo(Digest.of(out.toByteArray()));
    assertThat(packed.compressedSize()).isEqualTo(out.size());
    byte[] plain =
        Compression.decompress(new ByteArrayInputStream(out.toByteArray())).readAllBytes();
    assertThat(packed.diffId()).isEqualTo(Digest.of(plain));
    assertThat(packed.size()).isEqualTo(plain.length);
    assertThat(packed.entries()).isEqualTo(14);
    Path copy = unpack(plain, "copy");
    ByteArrayOutputStream again = new ByteArrayOutputStream();
    assertThat(pack(copy, again, options)).isEqualTo(packed);
    assertThat(again.toByteArray()).isEqualTo(out.toByteArray());
  }

  @Test
  void timesAreClamped() throws Exception {
    TarReader reader =
        new TarReader(new ByteArrayInputStream(pack(PLAIN.withLatest(1_000_000_000))));
    for (TarEntry e = reader.next(); e != null; e = reader.next()) {
      assertThat(e.seconds()).isEqualTo(1_000_000_000);
    }
  }

  @Test
  void holesAreLeftOutWhenAskedFor() throws Exception {
    byte[] full = pack(PLAIN);
    byte[] holes = pack(PLAIN.withSparse(true));
    assertThat(holes.length).isLessThan(full.length - 900_000);
    assertThat(Tree.list(unpack(holes, "copy"))).isEqualTo(Tree.list(tree));
    assertThat(directory.resolve("copy/a/sparse")).hasSameBinaryContentAs(tree.resolve("a/sparse"));
    Tree.sh(
        directory,
        "truncate -s 3M tree/a/sparse; truncate -s 0 tree/a/sparse; truncate -s 3M tree/a/sparse");
    assertThat(unpack(pack(PLAIN.withSparse(true)), "empty").resolve("a/sparse")).hasSize(3 << 20);
  }

  @Test
  void attributesOfTheImageAreKeptAndThoseOfTheMachineAreNot() throws Exception {
    byte[] third = {1, 0, 0, 3, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7, 0, 0, 0};
    try (Calls calls = new Calls(new ForeignSyscalls())) {
      int fd = calls.open(tree.toString(), Calls.LIST);
      byte[] file = "b".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
      calls.setXattr(fd, file, "user.kept", new byte[] {1, 0, 2});
      calls.setXattr(fd, file, "trusted.not", new byte[] {1});
      calls.setXattr(fd, file, "trusted.overlay.origin", new byte[] {1});
      calls.setXattr(
          fd,
          "z".getBytes(java.nio.charset.StandardCharsets.US_ASCII),
          "security.capability",
          third);
      calls.close(fd);
    }
    TarReader reader = new TarReader(new ByteArrayInputStream(pack(PLAIN)));
    int seen = 0;
    for (TarEntry e = reader.next(); e != null; e = reader.next()) {
      if (e.text().equals("b/")) {
        assertThat(e.xattrs()).containsOnlyKeys("user.kept");
        seen++;
      } else if (e.text().equals("a/hard")) {
        // version 2 holds in any user namespace
        assertThat(e.xattrs().get("security.capability"))
            .isEqualTo(new byte[] {1, 0, 0, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        seen++;
      }
    }
    assertThat(seen).isEqualTo(2);
  }

  @Test
  void anUpperDirectoryOfARealOverlayBecomesALayer() throws Exception {
    Path upper = Files.createDirectory(directory.resolve("upper"));
    Files.createDirectory(directory.resolve("work"));
    Files.createDirectory(directory.resolve("merged"));
    Tree.sh(
        directory,
        "unshare -m sh -ec 'mount -t overlay none -o lowerdir=tree,upperdir=upper,workdir=work merged;"
            + "cd merged; rm a/hard; rm -r b; mkdir b; echo new > b/new; echo more >> z; mkdir fresh'");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    pack(upper, out, PackOptions.UPPER.with(Compression.NONE));
    assertThat(names(out.toByteArray()))
        .containsExactly(
            "DIRECTORY a/",
            "FILE a/.wh.hard",
            "DIRECTORY b/",
            "FILE b/.wh..wh..opq",
            "FILE b/new",
            "DIRECTORY fresh/",
            "FILE z");
    assertThat(Tree.list(unpack(out.toByteArray(), "again")).size())
        .isEqualTo(Tree.list(upper).size());
    List<Change> changes = new Differ(new ForeignSyscalls()).diff(upper, List.of(tree));
    assertThat(changes)
        .extracting(Change::toString)
        .containsExactly(
            "C /a", "D /a/hard", "C /b", "A /b/new", "D /b/c", "D /b/file", "A /fresh", "C /z");
  }

  @Test
  void halvesOfAnOverlayAreRefused() throws Exception {
    try (Calls calls = new Calls(new ForeignSyscalls())) {
      int fd = calls.open(tree.toString(), Calls.LIST);
      calls.setXattr(fd, new byte[] {'b'}, "trusted.overlay.redirect", new byte[] {'x'});
      calls.close(fd);
    }
    assertThatThrownBy(() -> pack(PackOptions.UPPER))
        .hasMessageContaining("redirect_dir=off")
        .hasMessageContaining("\"b\"");
  }
}
