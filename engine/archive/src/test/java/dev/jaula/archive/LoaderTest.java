package dev.jaula.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jaula.image.ContentStore;
import dev.jaula.image.Descriptor;
import dev.jaula.image.Digest;
import dev.jaula.image.Fsck;
import dev.jaula.image.Images;
import dev.jaula.image.Manifest;
import dev.jaula.image.MediaTypes;
import dev.jaula.image.Reference;
import dev.jaula.layer.Compression;
import dev.jaula.layer.TarEntry.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class LoaderTest {
  private static final String NAME = "\"org.opencontainers.image.ref.name\":\"%s\"";

  @TempDir private Path folder;
  private ContentStore store;
  private Images images;

  @BeforeEach
  void open() throws IOException {
    store = ContentStore.open(folder.resolve("store"));
    images = new Images(store);
  }

  /** Whatever was loaded: the store is whole, and nothing half-written is left. */
  @AfterEach
  void check() throws IOException {
    assertThat(new Fsck(store, images, finding -> {}).check().findings()).isEmpty();
    try (Stream<Path> left = Files.list(folder.resolve("store/ingest"))) {
      assertThat(left.map(path -> path.getFileName().toString())).allMatch("locks"::equals);
    }
  }

  private Loaded load(InputStream in) throws IOException {
    List<Loaded> loaded = new Loader(store, images).load(in);
    assertThat(loaded).hasSize(1);
    return loaded.getFirst();
  }

  private void isHere(Parts parts, Loaded loaded) throws IOException {
    assertThat(loaded.id()).isEqualTo(parts.id());
    Manifest manifest = Manifest.read(store.read(loaded.target()));
    assertThat(store.read(manifest.config())).isEqualTo(parts.config());
    for (int i = 0; i < parts.layers().size(); i++) {
      Digest layer = manifest.layers().get(i).digest();
      try (InputStream in = Compression.decompress(store.open(layer))) {
        assertThat(in.readAllBytes()).isEqualTo(parts.layers().get(i));
      }
    }
  }

  @Test
  void podmansForm() throws IOException {
    Parts parts = Parts.of("a", "b");
    Loaded loaded = load(parts.podman("debian:stable").stream());
    isHere(parts, loaded);
    assertThat(loaded.lines()).containsExactly("Loaded image: debian:stable");
    assertThat(images.find(Reference.parse("debian:stable")))
        .extracting(Descriptor::digest)
        .isEqualTo(loaded.target().digest());
  }

  @Test
  void withoutAName() throws IOException {
    Parts parts = Parts.of("a");
    Loaded loaded = load(parts.podman("").stream());
    assertThat(loaded.lines()).containsExactly("Loaded image ID: " + parts.id());
    assertThat(images.list()).hasSize(1);
    assertThat(images.list().getFirst().name()).isNull();
  }

  /** Docker up to 24: a directory for each layer, links to layers that came before. */
  @Test
  void dockersOldForm() throws IOException {
    Parts parts = Parts.of("a", "b");
    Tar tar =
        new Tar()
            .file("1111/VERSION", "1.0")
            .file("1111/json", "{}")
            .file("1111/layer.tar", parts.layers().get(0))
            .file(parts.id().hex() + ".json", parts.config())
            .file("2222/layer.tar", parts.layers().get(1))
            .link(Kind.SYMBOLIC_LINK, "3333/layer.tar", "../1111/layer.tar")
            .link(Kind.HARD_LINK, "4444/layer.tar", "2222/layer.tar");
    String one =
        Parts.table(parts.id().hex() + ".json", "a:1", List.of("3333/layer.tar", "4444/layer.tar"));
    String two =
        Parts.table(parts.id().hex() + ".json", "b:1", List.of("1111/layer.tar", "2222/layer.tar"));
    tar.file("repositories", "{\"a\":{\"1\":\"1111\"}}");
    tar.file("manifest.json", one.substring(0, one.length() - 1) + "," + two.substring(1));
    Loaded loaded = load(tar.stream());
    isHere(parts, loaded);
    assertThat(loaded.lines()).containsExactly("Loaded image: a:1", "Loaded image: b:1");
    assertThat(images.list()).hasSize(2);
  }

  @Test
  void anyOrderAndDottedNames() throws IOException {
    Parts parts = Parts.of("a");
    Tar tar =
        new Tar()
            .file("./manifest.json", Parts.table("config", "x:1", List.of("l/layer.tar")))
            .file("./config", parts.config())
            .file("./l/layer.tar", parts.layers().get(0));
    isHere(parts, load(tar.stream()));
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void compressedLayers(Compression how) throws IOException {
    Parts parts = Parts.of("a");
    byte[] layer = Parts.compressed(how, parts.layers().get(0));
    Tar tar =
        new Tar()
            .file("sha256:" + parts.id().hex(), parts.config())
            .file("layer.tar.gz", layer)
            .file(
                "manifest.json",
                Parts.table("sha256:" + parts.id().hex(), "x:1", List.of("layer.tar.gz")));
    Loaded loaded = load(tar.stream());
    isHere(parts, loaded);
    String type = Manifest.read(store.read(loaded.target())).layers().get(0).mediaType();
    String suffix = how == Compression.XZ ? "" : how.suffix();
    assertThat(type).isEqualTo(MediaTypes.LAYER + suffix);
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void compressedArchives(Compression how) throws IOException {
    Parts parts = Parts.of("a", "b");
    byte[] archive = Parts.compressed(how, parts.podman("debian").bytes());
    isHere(parts, load(new ByteArrayInputStream(archive)));
  }

  @ParameterizedTest
  @CsvSource({
    "docker.io/library/debian:stable, Loaded image: debian:stable",
    "localhost:5000/a/b:c, Loaded image: localhost:5000/a/b:c",
    "quay.io/a, Loaded image: quay.io/a:latest",
    "latest, ''",
    "v1.0:Not A Name, ''",
  })
  void ociForm(String name, String line) throws IOException {
    Parts parts = Parts.of("a", "b");
    Loaded loaded = load(parts.oci(NAME.formatted(name)).stream());
    isHere(parts, loaded);
    assertThat(loaded.lines())
        .containsExactly(line.isEmpty() ? "Loaded image ID: " + parts.id() : line);
    assertThat(loaded.target().digest()).isEqualTo(Digest.of(parts.manifest()));
  }

  /** Docker from 25 on: both tables, and only the tag in the annotation. */
  @Test
  void dockersNewForm() throws IOException {
    Parts parts = Parts.of("a", "b");
    Tar tar = parts.oci(NAME.formatted("stable"));
    List<String> layers = List.of("blobs/sha256/" + parts.hex(0), "blobs/sha256/" + parts.hex(1));
    tar.file(
        "manifest.json", Parts.table("blobs/sha256/" + parts.id().hex(), "debian:stable", layers));
    Loaded loaded = load(tar.stream());
    isHere(parts, loaded);
    assertThat(loaded.lines()).containsExactly("Loaded image: debian:stable");
  }

  /** An index for two platforms, of which one is there. */
  @Test
  void severalPlatforms() throws IOException {
    Parts parts = Parts.of("a");
    byte[] manifest = parts.manifest();
    String entry =
        "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d,\"platform\":{\"os\":\"linux\",\"architecture\":\"%s\"}}";
    String index =
        "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"manifests\":[%s,%s]}"
            .formatted(
                MediaTypes.INDEX,
                entry.formatted(MediaTypes.MANIFEST, Digest.of(new byte[1]), 1, "s390x"),
                entry.formatted(
                    MediaTypes.MANIFEST, Digest.of(manifest), manifest.length, "amd64"));
    byte[] bytes = index.getBytes(StandardCharsets.UTF_8);
    Tar tar = new Tar().blob(bytes).blob(manifest).blob(parts.config());
    tar.blob(parts.layers().get(0))
        .file(
            "index.json",
            Parts.index(bytes, NAME.formatted("x/y:1"))
                .replace(MediaTypes.MANIFEST, MediaTypes.INDEX));
    Loaded loaded = load(tar.stream());
    assertThat(loaded.id()).isEqualTo(parts.id());
    assertThat(loaded.target().mediaType()).isEqualTo(MediaTypes.INDEX);
  }

  @Test
  void twiceIsOnce() throws IOException {
    Parts parts = Parts.of("a");
    load(parts.podman("debian:stable").stream());
    load(parts.podman("debian:stable").stream());
    load(parts.oci(NAME.formatted("docker.io/library/debian:stable")).stream());
    assertThat(images.list()).hasSize(1);
    assertThat(store.all()).hasSize(3);
  }

  @Test
  void layoutDirectories() throws IOException {
    Parts parts = Parts.of("a");
    Path layout = folder.resolve("layout");
    Loaded first = load(parts.oci(NAME.formatted("a.b/c:1")).stream());
    Descriptor target = first.target();
    new Saver(store, dev.jaula.image.Platform.parse("linux/amd64"))
        .save(List.of(new Saver.Saved(target, List.of(Reference.parse("x:2")))), layout);
    List<Loaded> loaded = new Loader(store, images).load(layout);
    assertThat(loaded.getFirst().lines()).containsExactly("Loaded image: x:2");
    isHere(parts, loaded.getFirst());
  }

  /** What {@code docker save} of Docker 20.10 wrote of an image that was imported here. */
  @Test
  void ofTheRealDocker() throws IOException {
    InputStream archive = LoaderTest.class.getResourceAsStream("docker-20.10.tar.gz");
    assertThat(archive).isNotNull();
    Loaded loaded = load(archive);
    assertThat(loaded.lines()).containsExactly("Loaded image: peer:1");
    assertThat(loaded.id().brief()).isEqualTo("9146c734ff8a");
  }
}
