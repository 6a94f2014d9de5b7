package dev.jaula.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jaula.foreign.ForeignSyscalls;
import dev.jaula.layer.TarEntry.Kind;
import dev.jaula.linux.Bytes;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The three ways to put layers together give the same tree: overlayfs over unpacked layers, their
 * plain copy, and unpacking one after the other into one directory.
 */
class SnapshotsTest {
  @TempDir Path directory;

  @BeforeEach
  void needsRoot() {
    assumeTrue(Identity.current().root(), "overlays are mounted as root");
  }

  /** A layer of random entries over few names, so that they meet; parents have entries. */
  private static byte[] layer(Random random) {
    Archive archive = Archive.of();
    archive.directory("./");
    boolean forgets = random.nextInt(4) == 0;
    for (String parent : List.of("a", "b", "a/b")) {
      // one without its parent would get that anew, see UnpackOptions.lowers
      if (!forgets || parent.equals("b")) {
        archive.add(directory(parent, random), "");
        if (random.nextInt(4) == 0) {
          archive.file(parent + "/.wh..wh..opq", "");
        }
        for (int i = random.nextInt(5); i > 0; i--) {
          entry(archive, parent + "/", random);
        }
      }
    }
    entry(archive, "", random);
    return archive.bytes();
  }

  private static TarEntry.Builder directory(String name, Random random) {
    return Archive.entry(Kind.DIRECTORY, name)
        .mode(0700 | random.nextInt(64))
        .owner(random.nextInt(9), random.nextInt(9))
        .time(random.nextInt(1 << 30), 0);
  }

  private static void entry(Archive archive, String prefix, Random random) {
    String name = prefix + "cdefg".charAt(random.nextInt(5));
    switch (random.nextInt(7)) {
      case 0 -> archive.symlink(name, "x" + random.nextInt(100));
      case 1 -> archive.add(directory(name, random), "").file(name + "/in", "");
      case 2, 3 -> archive.file(prefix + ".wh." + name.substring(prefix.length()), "");
      case 4 -> archive.file(name, "one").link(prefix + "h", name);
      default -> archive.file(name, "x".repeat(random.nextInt(5000)));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void threeWaysGiveOneTree(long seed) throws Exception {
    Random random = new Random(seed);
    List<Path> layers = new ArrayList<>();
    Path applied = Files.createDirectory(directory.resolve("applied"));
    Path copied = Files.createDirectory(directory.resolve("copied"));
    Unpacker unpacker = new Unpacker(new ForeignSyscalls());
    for (int i = 0; i < 5; i++) {
      byte[] archive = layer(random);
      Path layer = Files.createDirectory(directory.resolve("layer" + i));
      unpacker.unpack(new ByteArrayInputStream(archive), layer, UnpackOptions.OVERLAY);
      unpacker.unpack(new ByteArrayInputStream(archive), applied, UnpackOptions.APPLIED);
      layers.addFirst(layer);
    }
    new Snapshots(new ForeignSyscalls()).copy(layers, copied);
    List<String> overlay = Tree.overlay(layers, directory);
    assertThat(Tree.list(copied)).as("copied").isEqualTo(overlay);
    assertThat(Tree.list(applied)).as("applied").isEqualTo(overlay);
    assertThat(overlay).hasSizeGreaterThan(3);
  }

  @Test
  void linksHolesAndAttributesAreCopied() throws Exception {
    Path layer = Files.createDirectory(directory.resolve("layer"));
    Path copy = Files.createDirectory(directory.resolve("copy"));
    byte[] archive =
        Archive.of()
            .add(Archive.entry(Kind.FILE, "f").xattr("user.k", Bytes.encode("v")).size(3), "abc")
            .directory("d")
            .link("d/hard", "f")
            .add(Archive.entry(Kind.FILE, "s").sparse(32 << 20, new long[] {16 << 20, 3}), "end")
            .add(Archive.entry(Kind.DIRECTORY, "x").xattr("user.d", Bytes.encode("w")), "")
            .bytes();
    new Unpacker(new ForeignSyscalls())
        .unpack(new ByteArrayInputStream(archive), layer, UnpackOptions.OVERLAY);
    new Snapshots(new ForeignSyscalls()).copy(List.of(layer), copy);
    assertThat(Tree.list(copy)).isEqualTo(Tree.list(layer));
    assertThat(Files.getAttribute(copy.resolve("d/hard"), "unix:nlink")).isEqualTo(2);
    assertThat(copy.resolve("s")).hasSameBinaryContentAs(layer.resolve("s"));
    assertThat(Integer.parseInt(Tree.sh(copy, "stat -c %b s").getFirst())).isLessThan(100);
    try (Calls calls = new Calls(new ForeignSyscalls())) {
      int fd = calls.open(copy.toString(), Calls.LIST);
      assertThat(calls.xattr(fd, Bytes.encode("f"), "user.k")).isEqualTo(Bytes.encode("v"));
      assertThat(calls.xattr(fd, Bytes.encode("x"), "user.d")).isEqualTo(Bytes.encode("w"));
      calls.close(fd);
    }
  }
}
