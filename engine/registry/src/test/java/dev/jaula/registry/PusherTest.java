package dev.jaula.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jaula.image.ContentStore;
import dev.jaula.image.Descriptor;
import dev.jaula.image.MediaTypes;
import dev.jaula.image.Platform;
import dev.jaula.image.Reference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images from one registry to another and back, by way of two stores. */
@Tag("slow")
class PusherTest {
  private static final PullOptions AMD64 =
      new PullOptions(new Platform("linux", "amd64", null), false, false);

  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
  private final Progress progress =
      new Progress() {
        @Override
        public void state(Descriptor blob, LayerState state) {
          lines.add(state.words());
        }

        @Override
        public void bytes(Descriptor blob, long done) {}

        @Override
        public void line(String text) {
          lines.add(text);
        }
      };

  @TempDir private Path directory;
  private Loopback source;
  private DockerRegistry target;
  private Registries registries;
  private ContentStore store;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    source = new Loopback();
    target = new DockerRegistry(directory.resolve("r"), "");
    registries = new Registries(Loopback.setup(directory));
    store = ContentStore.open(directory.resolve("images"));
  }

  @AfterEach
  void stop() {
    registries.close();
    target.close();
    source.close();
  }

  private Pulled pull(Reference name, ContentStore into) throws IOException {
    return new Puller(registries.client(name), into, new KeptLayers(), Progress.silent())
        .pull(name, AMD64);
  }

  private Descriptor push(String name, Descriptor image, String... from) throws IOException {
    Reference reference = Reference.parse(target.host() + "/" + name);
    return new Pusher(registries.client(reference), store, progress)
        .push(reference, image, List.of(from));
  }

  @Test
  void anImageThereAndBack() throws IOException {
    TestImage image = new TestImage("amd64", 100_000, 3_000_000, 10);
    image.serve(source, "v1");
    Descriptor pulled = pull(source.reference("a:v1"), store).target();
    assertThat(push("x/y:v1", pulled)).isEqualTo(pulled);
    assertThat(lines)
        .startsWith("The push refers to repository [" + target.host() + "/x/y]")
        .contains("Pushed")
        .endsWith("v1: digest: " + pulled.digest() + " size: " + pulled.size());
    ContentStore other = ContentStore.open(directory.resolve("other"));
    Pulled back = pull(Reference.parse(target.host() + "/x/y:v1"), other);
    assertThat(back.image().digest()).isEqualTo(image.descriptor().digest());
    for (Descriptor layer : image.descriptors) {
      assertThat(other.size(layer.digest())).isEqualTo(layer.size());
    }
    lines.clear();
    push("x/y:v2", pulled);
    assertThat(lines).contains("Layer already exists").doesNotContain("Pushed");
    lines.clear();
    push("z:v1", pulled, "x/y");
    assertThat(lines).contains("Mounted").doesNotContain("Pushed");
  }

  @Test
  void anIndexWholeOrOnlyWhatIsHere() throws IOException {
    TestImage amd = new TestImage("amd64", 1000);
    TestImage arm = new TestImage("arm64", 2000);
    TestImage.index(source, "v1", List.of("amd64", "arm64"), amd, arm);
    Pulled pulled = pull(source.reference("a:v1"), store);
    Descriptor alone = push("x:v1", pulled.target());
    assertThat(alone.digest()).isEqualTo(amd.descriptor().digest());
    assertThat(lines)
        .anySatisfy(l -> assertThat(l).startsWith("Not all multiplatform-content is present"));
    PullOptions other = new PullOptions(new Platform("linux", "arm64", null), false, false);
    Reference name = source.reference("a:v1");
    new Puller(registries.client(name), store, new KeptLayers(), Progress.silent())
        .pull(name, other);
    Descriptor whole = push("x:v2", pulled.target());
    assertThat(whole.digest()).isEqualTo(pulled.target().digest());
    ContentStore back = ContentStore.open(directory.resolve("other"));
    Pulled again = pull(Reference.parse(target.host() + "/x:v2"), back);
    assertThat(again.target().mediaType()).isEqualTo(MediaTypes.INDEX);
    assertThat(again.image().digest()).isEqualTo(amd.descriptor().digest());
  }

  @Test
  void aDigestMustBeTheImages() throws IOException {
    TestImage image = new TestImage("amd64", 1000);
    image.serve(source, "v1");
    Descriptor pulled = pull(source.reference("a:v1"), store).target();
    push("x@" + pulled.digest(), pulled);
    assertThatThrownBy(() -> push("x@sha256:" + "1".repeat(64), pulled))
        .hasMessageContaining("the image has the digest " + pulled.digest());
  }
}
