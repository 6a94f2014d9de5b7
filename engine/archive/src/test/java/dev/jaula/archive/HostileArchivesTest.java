package dev.jaula.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jaula.image.ContentStore;
import dev.jaula.image.Digest;
import dev.jaula.image.ImageException;
import dev.jaula.image.Images;
import dev.jaula.layer.Compression;
import dev.jaula.layer.TarEntry.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Archives that lie: each is refused in one line, gives nothing a name, and leaves no file. */
final class HostileArchivesTest {
  private static final Parts PARTS = Parts.of("a", "b");
  private static final String CONFIG = PARTS.id().hex() + ".json";
  private static final List<String> LAYERS = List.of("one.tar", "two.tar");

  @TempDir private Path folder;

  private static Tar docker() {
    return new Tar()
        .file(CONFIG, PARTS.config())
        .file("one.tar", PARTS.layers().get(0))
        .file("two.tar", PARTS.layers().get(1));
  }

  private static Tar named(Tar tar) {
    return tar.file("manifest.json", Parts.table(CONFIG, "x:1", LAYERS));
  }

  private static Arguments of(String name, Tar tar, String message) {
    return Arguments.of(name, tar.bytes(), message);
  }

  static Stream<Arguments> archives() {
    String other = Digest.of(new byte[3]).hex();
    byte[] manifest = PARTS.manifest();
    byte[] layer = PARTS.layers().get(0);
    String index = Parts.index(manifest, "");
    return Stream.of(
        of("nothing", new Tar(), "has no manifest.json"),
        of("a root file system", new Tar().file("bin/sh", "x"), "jaula import"),
        of("path escape", named(docker().file("../../etc/passwd", "x")), "leads out of it"),
        of("absolute escape", named(docker().file("/a/../../b", "x")), "leads out of it"),
        of(
            "link escape",
            new Tar()
                .file(CONFIG, PARTS.config())
                .link(Kind.SYMBOLIC_LINK, "one.tar", "../../../etc/passwd")
                .file("two.tar", PARTS.layers().get(1))
                .file("manifest.json", Parts.table(CONFIG, "x:1", LAYERS)),
            "leads out of it"),
        of(
            "link to a file of the host",
            new Tar()
                .file(CONFIG, PARTS.config())
                .link(Kind.SYMBOLIC_LINK, "one.tar", "/etc/passwd")
                .file("two.tar", PARTS.layers().get(1))
                .file("manifest.json", Parts.table(CONFIG, "x:1", LAYERS)),
            "the archive has no one.tar"),
        of(
            "links in a circle",
            new Tar()
                .file(CONFIG, PARTS.config())
                .link(Kind.SYMBOLIC_LINK, "one.tar", "three.tar")
                .link(Kind.SYMBOLIC_LINK, "three.tar", "one.tar")
                .file("two.tar", PARTS.layers().get(1))
                .file("manifest.json", Parts.table(CONFIG, "x:1", LAYERS)),
            "too many links"),
        of(
            "missing config",
            named(new Tar().file("one.tar", layer)),
            "the archive has no " + CONFIG),
        of(
            "missing layer",
            named(new Tar().file(CONFIG, PARTS.config()).file("one.tar", layer)),
            "the archive has no two.tar"),
        of(
            "layers exchanged",
            docker()
                .file("manifest.json", Parts.table(CONFIG, "x:1", List.of("two.tar", "one.tar"))),
            "it was changed"),
        of(
            "a compressed layer exchanged",
            named(
                docker()
                    .file(
                        "one.tar",
                        Parts.compressed(Compression.GZIP, "x".getBytes(StandardCharsets.UTF_8)))),
            "it was changed"),
        of(
            "config under a name that lies",
            docker()
                .file(other + ".json", PARTS.config())
                .file("manifest.json", Parts.table(other + ".json", "x:1", LAYERS)),
            "has the digest " + PARTS.id()),
        of(
            "fewer layers",
            docker().file("manifest.json", Parts.table(CONFIG, "x:1", List.of("one.tar"))),
            "1 layers for " + CONFIG + ", which has 2"),
        of(
            "a name that is none",
            docker().file("manifest.json", Parts.table(CONFIG, "../X:1", LAYERS)),
            "invalid reference format"),
        of("a table that is none", docker().file("manifest.json", "{"), "manifest.json: "),
        of("a table of something else", docker().file("manifest.json", "[1]"), "object expected"),
        of("an item without config", docker().file("manifest.json", "[{}]"), "\"Config\""),
        of("a config that is none", named(docker().file(CONFIG, "[]")), "it was changed"),
        of("blob that lies", new Tar().file("blobs/sha256/" + other, "x"), "changed on the way"),
        of("blob without digest", new Tar().file("blobs/sha256/xyz", "x"), "is not a digest"),
        of("blob too deep", new Tar().file("blobs/sha256/a/b", "x"), "is none"),
        of("blob of another hash", new Tar().file("blobs/md5/" + other, "x"), "is not a digest"),
        of("missing manifest", new Tar().file("index.json", index), "is not in the store"),
        of(
            "missing blob",
            new Tar().blob(manifest).blob(PARTS.config()).blob(layer).file("index.json", index),
            "the archive has no layer"),
        of(
            "a manifest's size that lies",
            new Tar().blob(manifest).file("index.json", index.replace("\"size\":", "\"size\":1")),
            "says 1"),
        of(
            "no image",
            new Tar().file("index.json", index.replace("image.manifest", "image.helm")),
            "is no image"),
        of("an index that is none", new Tar().file("index.json", "[]"), "index"),
        of(
            "a bomb as table",
            new Tar().file("index.json", new byte[5 << 20]),
            "has 5242880 bytes"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("archives")
  void refused(String name, byte[] archive, String message) throws IOException {
    ContentStore store = ContentStore.open(folder.resolve("store"));
    Images images = new Images(store);
    assertThatThrownBy(() -> new Loader(store, images).load(new ByteArrayInputStream(archive)))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining(message)
        .message()
        .doesNotContain("\n");
    assertThat(images.list()).isEmpty();
    try (Stream<Path> left = Files.list(folder.resolve("store/ingest"))) {
      assertThat(left.map(path -> path.getFileName().toString())).allMatch("locks"::equals);
    }
  }

  @ParameterizedTest
  @org.junit.jupiter.params.provider.ValueSource(ints = {100, 700, 3000})
  void cutOff(int length) throws IOException {
    ContentStore store = ContentStore.open(folder.resolve("store"));
    byte[] archive = java.util.Arrays.copyOf(PARTS.podman("x:1").bytes(), length);
    assertThatThrownBy(
            () -> new Loader(store, new Images(store)).load(new ByteArrayInputStream(archive)))
        .isInstanceOf(ImageException.class)
        .message()
        .containsAnyOf("truncated", "has no manifest.json");
  }
}
