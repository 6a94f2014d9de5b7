package dev.jaula.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import dev.jaula.image.ContentStore;
import dev.jaula.image.Descriptor;
import dev.jaula.image.Digest;
import dev.jaula.image.ImageException;
import dev.jaula.image.MediaTypes;
import dev.jaula.image.Platform;
import dev.jaula.json.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PullerTest {
  static final PullOptions AMD64 =
      new PullOptions(new Platform("linux", "amd64", null), false, false);

  private final KeptLayers layers = new KeptLayers();
  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
  private final Progress progress =
      new Progress() {
        @Override
        public void state(Descriptor blob, LayerState state) {
          lines.add(blob.digest().brief() + ": " + state.words());
        }

        @Override
        public void bytes(Descriptor blob, long done) {
          assertThat(done).isLessThanOrEqualTo(blob.size());
        }

        @Override
        public void line(String text) {
          lines.add(text);
        }
      };

  @TempDir private Path directory;
  private Loopback server;
  private Registries registries;
  private ContentStore store;

  @BeforeEach
  void start() throws IOException {
    server = new Loopback();
    registries = new Registries(Loopback.setup(directory));
    store = ContentStore.open(directory.resolve("images"));
  }

  @AfterEach
  void stop() {
    registries.close();
    server.close();
  }

  private Pulled pull(String name, PullOptions options, LayerSink sink) throws IOException {
    RegistryClient client = registries.client(server.reference(name));
    return new Puller(client, store, sink, progress).pull(server.reference(name), options);
  }

  private static boolean isBlob(HttpExchange exchange, Descriptor blob) {
    return exchange.getRequestURI().getPath().endsWith("/blobs/" + blob.digest());
  }

  private long blobRequests() {
    return server.requests.stream().filter(r -> r.contains("/blobs/")).count();
  }

  private Path ingested(Descriptor blob) {
    return directory.resolve("images/ingest/sha256-" + blob.digest().hex());
  }

  @Test
  void theChosenPlatformAndTheWholeIndex() throws IOException {
    TestImage amd = new TestImage("amd64", 5000, 2_000_000, 0);
    TestImage arm = new TestImage("arm64", 6000);
    byte[] index = TestImage.index(server, "v1", List.of("arm64", "amd64"), arm, amd);
    Pulled pulled = pull("a/b:v1", AMD64, layers);
    assertThat(pulled.target().digest()).isEqualTo(Digest.of(index));
    assertThat(pulled.target().mediaType()).isEqualTo(MediaTypes.INDEX);
    assertThat(pulled.image().digest()).isEqualTo(amd.descriptor().digest());
    assertThat(store.read(pulled.target())).isEqualTo(index);
    assertThat(store.read(pulled.image())).isEqualTo(amd.manifest.bytes());
    assertThat(store.read(pulled.manifest().config())).isEqualTo(amd.config);
    for (int i = 0; i < amd.layers.size(); i++) {
      try (InputStream in = store.open(amd.descriptors.get(i).digest())) {
        assertThat(in.readAllBytes()).isEqualTo(amd.layers.get(i));
      }
      assertThat(layers.layers).containsKey(Digest.of(amd.layers.get(i)).toString());
    }
    assertThat(store.has(arm.descriptor().digest())).isFalse();
    String layer = amd.descriptors.get(1).digest().brief();
    assertThat(lines)
        .startsWith("v1: Pulling from a/b")
        .containsSubsequence(
            layer + ": Pulling fs layer",
            layer + ": Downloading",
            layer + ": Download complete",
            layer + ": Pull complete")
        .endsWith("Digest: " + Digest.of(index));
  }

  @Test
  void whatIsHereIsNotFetchedAgain() throws IOException {
    TestImage image = new TestImage("amd64", 5000, 6000);
    image.serve(server, "v1");
    pull("a/b:v1", AMD64, layers);
    long before = blobRequests();
    lines.clear();
    pull("a/b:v1", AMD64, layers);
    assertThat(blobRequests()).isEqualTo(before);
    assertThat(lines).contains(image.descriptors.get(0).digest().brief() + ": Already exists");
    KeptLayers fresh = new KeptLayers();
    pull("a/b:v1", AMD64, fresh);
    assertThat(blobRequests()).as("unpacked from the store").isEqualTo(before);
    assertThat(fresh.layers).hasSize(2);
  }

  @Test
  void aBrokenPullGoesOnWhereItWas() throws IOException {
    TestImage image = new TestImage("amd64", 3_000_000);
    image.serve(server, "v1");
    byte[] bytes = image.layers.getFirst();
    server.hook =
        exchange ->
            isBlob(exchange, image.descriptors.getFirst())
                && (exchange.getRequestHeaders().containsKey("Range")
                    ? Loopback.send(exchange, 503, new byte[0])
                    : Loopback.cut(exchange, 200, bytes, 1_000_000));
    assertThatThrownBy(() -> pull("a/b:v1", AMD64, layers)).isInstanceOf(RegistryException.class);
    assertThat(ingested(image.descriptors.getFirst())).hasSize(1_000_000);
    server.hook = exchange -> false;
    server.requests.clear();
    pull("a/b:v1", AMD64, layers);
    assertThat(server.requests).anySatisfy(r -> assertThat(r).endsWith("bytes=1000000-"));
    assertThat(layers.layers.values()).containsExactly(bytes);
  }

  @Test
  void otherBytesAreNeverKept() throws IOException {
    TestImage image = new TestImage("amd64", 500_000);
    image.serve(server, "v1");
    Descriptor layer = image.descriptors.getFirst();
    server.blobs.put(layer.digest() + "", new byte[500_000]);
    assertThatThrownBy(() -> pull("a/b:v1", AMD64, layers))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("the bytes of " + layer.digest() + " have the digest")
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
    assertThat(store.has(layer.digest())).isFalse();
    assertThat(ingested(layer)).doesNotExist();
    image.serve(server, "v1");
    pull("a/b:v1", AMD64, layers);
    assertThat(layers.layers).hasSize(1);
  }

  @Test
  void aSinkThatFailsLeavesNothingWrong() throws IOException {
    TestImage image = new TestImage("amd64", 200_000);
    image.serve(server, "v1");
    LayerSink full =
        new LayerSink() {
          @Override
          public boolean has(Digest diffId) {
            return false;
          }

          @Override
          public void take(Descriptor layer, Digest diffId, InputStream blob) throws IOException {
            assertThat(blob.readNBytes(10)).hasSize(10);
            throw new IOException("No space left on device");
          }
        };
    assertThatThrownBy(() -> pull("a/b:v1", AMD64, full)).hasMessage("No space left on device");
    assertThat(store.has(image.descriptor().digest())).as("no image without layers").isFalse();
    pull("a/b:v1", AMD64, layers);
    assertThat(layers.layers.values()).containsExactly(image.layers.getFirst());
  }

  @Test
  void theFirstFailureEndsTheOthers() {
    TestImage image = new TestImage("amd64", 2_000_000, 100);
    image.serve(server, "v1");
    server.hook =
        exchange -> {
          if (isBlob(exchange, image.descriptors.get(1))) {
            return Loopback.error(exchange, 404, "BLOB_UNKNOWN", "blob unknown to registry");
          }
          if (!isBlob(exchange, image.descriptors.get(0))) {
            return false;
          }
          exchange.sendResponseHeaders(200, 2_000_000);
          byte[] layer = image.layers.getFirst();
          for (int i = 0; i < 2000; i++) {
            exchange.getResponseBody().write(layer, i * 1000, 1000);
            exchange.getResponseBody().flush();
            pause();
          }
          return true;
        };
    long start = System.nanoTime();
    assertThatThrownBy(() -> pull("a/b:v1", AMD64, layers))
        .hasMessageContaining("blob unknown to registry");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }

  private static void pause() {
    try {
      Thread.sleep(10);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void twoPullsOfOneImageDownloadOnce() throws Exception {
    TestImage image = new TestImage("amd64", 900_000, 800_000, 700_000);
    image.serve(server, "v1");
    try (ExecutorService both = Executors.newFixedThreadPool(2)) {
      List<Future<Pulled>> pulls = new ArrayList<>();
      pulls.add(both.submit(() -> pull("a/b:v1", AMD64, layers)));
      pulls.add(both.submit(() -> pull("a/b:v1", AMD64, layers)));
      for (Future<Pulled> pulled : pulls) {
        assertThat(pulled.get().image().digest()).isEqualTo(image.descriptor().digest());
      }
    }
    for (Descriptor layer : image.descriptors) {
      assertThat(server.requests.stream().filter(r -> r.endsWith("" + layer.digest()))).hasSize(1);
    }
  }

  @Test
  void anotherPlatform() throws IOException {
    TestImage arm = new TestImage("arm64", 10);
    TestImage.index(server, "v1", List.of("arm64"), arm);
    assertThatThrownBy(() -> pull("a/b:v1", AMD64, layers))
        .hasMessageContaining("no matching manifest for linux/amd64 in the manifest list entries")
        .hasMessageContaining("linux/arm64");
    arm.serve(server, "v2");
    pull("a/b:v2", AMD64, layers);
    assertThat(lines).anySatisfy(l -> assertThat(l).contains("WARNING", "(linux/arm64)"));
    PullOptions exact = new PullOptions(AMD64.platform(), true, false);
    assertThatThrownBy(() -> pull("a/b:v2", exact, layers))
        .hasMessageContaining("does not match the specified platform (linux/amd64)");
  }

  @Test
  void whatIsNoImage() {
    String artifact =
        "{\"schemaVersion\":2,\"mediaType\":\""
            + MediaTypes.MANIFEST
            + "\",\"layers\":[],\"config\":{\"mediaType\":\"application/vnd.cncf.helm.config.v1+json\","
            + "\"size\":2,\"digest\":\"sha256:"
            + "0".repeat(64)
            + "\"}}";
    server.manifest("v1", artifact);
    assertThatThrownBy(() -> pull("a/b:v1", AMD64, layers))
        .hasMessageContaining("unsupported media type application/vnd.cncf.helm.config.v1+json");
  }

  @Test
  void referrersAndAttestations() throws IOException {
    TestImage image = new TestImage("amd64", 10);
    TestImage signature = new TestImage("amd64", 20);
    image.serve(server, "v1");
    signature.serve(server, "signature");
    String digest = image.descriptor().digest().toString();
    String list = "{\"manifests\":[" + json(signature.descriptor()) + "]}";
    server.hook =
        exchange ->
            exchange.getRequestURI().getPath().equals("/v2/a/b/referrers/" + digest)
                && Loopback.send(exchange, 200, list.getBytes(StandardCharsets.UTF_8));
    PullOptions all = new PullOptions(AMD64.platform(), false, true);
    Pulled pulled = pull("a/b:v1", all, layers);
    assertThat(pulled.referrers()).hasSize(1);
    assertThat(store.has(signature.descriptor().digest())).isTrue();
    assertThat(store.has(signature.descriptors.getFirst().digest())).isTrue();
    assertThat(layers.layers).hasSize(1);
  }

  private static String json(Descriptor descriptor) {
    return JsonWriter.write(descriptor.raw());
  }

  @Test
  void nothingIsLeftOpen() throws IOException {
    TestImage image = new TestImage("amd64", 50_000, 60_000, 70_000);
    image.serve(server, "v1");
    pull("a/b:v1", AMD64, layers);
    try (var files = Files.list(directory.resolve("images/ingest"))) {
      assertThat(new HashSet<>(files.map(f -> f.getFileName() + "").toList()))
          .allSatisfy(name -> assertThat(name).doesNotStartWith("sha256-"));
    }
  }
}
