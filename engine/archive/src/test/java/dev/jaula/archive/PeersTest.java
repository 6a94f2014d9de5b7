package dev.jaula.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jaula.archive.Saver.Form;
import dev.jaula.archive.Saver.Saved;
import dev.jaula.image.ContentStore;
import dev.jaula.image.Descriptor;
import dev.jaula.image.Digest;
import dev.jaula.image.Images;
import dev.jaula.image.Manifest;
import dev.jaula.image.MediaTypes;
import dev.jaula.image.Platform;
import dev.jaula.image.Reference;
import dev.jaula.layer.Compression;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Archives to and from the real skopeo and podman. */
@Tag("slow")
final class PeersTest {
  private static final String NAME = "docker.io/library/peer:1";
  private static final Parts PARTS = Parts.of("a", "b", "c");

  @TempDir private Path folder;
  private Tools tools;
  private ContentStore store;

  @BeforeEach
  void open() throws IOException {
    tools = new Tools(folder);
    store = ContentStore.open(folder.resolve("store"));
  }

  /** An image with a layer of each kind, of Docker's types or OCI's. */
  private Saved image(boolean docker) throws IOException {
    List<Descriptor> layers = new ArrayList<>();
    List<Compression> how =
        docker
            ? List.of(Compression.GZIP, Compression.GZIP, Compression.NONE)
            : List.of(Compression.GZIP, Compression.ZSTD, Compression.NONE);
    for (int i = 0; i < how.size(); i++) {
      byte[] bytes = Parts.compressed(how.get(i), PARTS.layers().get(i));
      String plain = docker ? MediaTypes.DOCKER_LAYER : MediaTypes.LAYER;
      String suffix = docker ? how.get(i).suffix().replace('+', '.') : how.get(i).suffix();
      layers.add(store.put(plain + suffix, bytes));
    }
    String type = docker ? MediaTypes.DOCKER_CONFIG : MediaTypes.CONFIG;
    Manifest manifest = Manifest.of(store.put(type, PARTS.config()), layers);
    String text = new String(manifest.bytes(), StandardCharsets.UTF_8);
    String own = docker ? MediaTypes.DOCKER_MANIFEST : MediaTypes.MANIFEST;
    byte[] bytes =
        text.replaceFirst(MediaTypes.MANIFEST.replace("+", "\\+"), own)
            .getBytes(StandardCharsets.UTF_8);
    return new Saved(store.put(own, bytes), List.of(Reference.parse(NAME)));
  }

  private Path saved(Form form, boolean docker) throws IOException {
    Path file = folder.resolve("saved.tar");
    try (OutputStream out = Files.newOutputStream(file)) {
      new Saver(store, Platform.parse("linux/amd64")).save(List.of(image(docker)), form, out);
    }
    return file;
  }

  private Loaded back(Path file) throws IOException {
    ContentStore other = ContentStore.open(folder.resolve("other"));
    List<Loaded> loaded = new Loader(other, new Images(other)).load(file);
    assertThat(loaded).hasSize(1);
    assertThat(loaded.getFirst().id()).isEqualTo(PARTS.id());
    Manifest manifest = Manifest.read(other.read(loaded.getFirst().target()));
    for (int i = 0; i < PARTS.layers().size(); i++) {
      Digest layer = manifest.layers().get(i).digest();
      assertThat(Compression.decompress(other.open(layer)).readAllBytes())
          .isEqualTo(PARTS.layers().get(i));
    }
    return loaded.getFirst();
  }

  @ParameterizedTest
  @CsvSource({
    "DOCKER_ARCHIVE, docker-archive:%s, true",
    "DOCKER_ARCHIVE, docker-archive:%s:" + NAME + ", false",
    "DOCKER_ARCHIVE, oci-archive:%s:" + NAME + ", false",
    "OCI_ARCHIVE, oci-archive:%s:" + NAME + ", true",
    "OCI_ARCHIVE, oci-archive:%s, false",
  })
  void throughSkopeo(Form form, String source, boolean docker) throws IOException {
    Tools.need("skopeo");
    String from = source.formatted(saved(form, docker));
    assertThat(tools.skopeo("inspect", "--raw", "--config", from))
        .isEqualToIgnoringWhitespace(new String(PARTS.config(), StandardCharsets.UTF_8));
    if (!hasZstd(form, docker)) {
      Path dockers = folder.resolve("docker.tar");
      tools.skopeo("copy", from, "docker-archive:" + dockers + ":" + NAME);
      assertThat(back(dockers).lines()).containsExactly("Loaded image: peer:1");
    }
    Path oci = folder.resolve("oci.tar");
    tools.skopeo("copy", from, "oci-archive:" + oci + ":" + NAME);
    assertThat(back(oci).lines()).containsExactly("Loaded image: peer:1");
    Path layout = folder.resolve("layout");
    tools.skopeo("copy", from, "oci:" + layout + ":" + NAME);
    assertThat(back(layout).lines()).containsExactly("Loaded image: peer:1");
  }

  /** Neither peer makes docker's form of such an image. */
  private static boolean hasZstd(Form form, boolean docker) {
    return form == Form.OCI_ARCHIVE && !docker;
  }

  @ParameterizedTest
  @CsvSource({"DOCKER_ARCHIVE, false", "OCI_ARCHIVE, false", "OCI_ARCHIVE, true"})
  void throughPodman(Form form, boolean docker) throws IOException {
    Tools.need("podman");
    Path file = saved(form, docker);
    tools.podman("load", tools.policy(), "-i", file.toString());
    assertThat(tools.podman("images", "--no-trunc", "--format", "{{.Repository}}:{{.Tag}} {{.ID}}"))
        .isEqualTo(NAME + " " + PARTS.id() + "\n");
    List<String> kinds =
        hasZstd(form, docker) ? List.of("oci-archive") : List.of("docker-archive", "oci-archive");
    for (String kind : kinds) {
      Path out = folder.resolve(kind + ".tar");
      tools.podman("save", "--format=" + kind, "-o", out.toString(), NAME);
      assertThat(back(out).lines()).containsExactly("Loaded image: peer:1");
    }
    Path layout = folder.resolve("layout");
    tools.podman("save", "--format=oci-dir", "-o", layout.toString(), NAME);
    back(layout);
  }
}
