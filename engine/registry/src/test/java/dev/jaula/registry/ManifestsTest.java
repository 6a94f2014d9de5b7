package dev.jaula.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jaula.image.Digest;
import dev.jaula.image.MediaTypes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestsTest {
  private static final String MANIFEST =
      "{\"schemaVersion\":2,\"mediaType\":\"" + MediaTypes.MANIFEST + "\",\"layers\":[]}";

  @TempDir private Path directory;
  private Loopback server;
  private Registries registries;
  private RegistryClient client;

  @BeforeEach
  void start() throws IOException {
    server = new Loopback();
    registries = new Registries(Loopback.setup(directory));
    client = registries.client(server.reference("a/b"));
  }

  @AfterEach
  void stop() {
    registries.close();
    server.close();
  }

  @Test
  void byTagAndByDigest() {
    Digest digest = server.manifest("v1", MANIFEST);
    Fetched fetched = client.manifest("v1");
    assertThat(fetched.bytes()).asString().isEqualTo(MANIFEST);
    assertThat(fetched.descriptor().digest()).isEqualTo(digest);
    assertThat(fetched.descriptor().mediaType()).isEqualTo(MediaTypes.MANIFEST);
    assertThat(client.manifest(digest + "").descriptor()).isEqualTo(fetched.descriptor());
    assertThat(client.head("v1")).isEqualTo(fetched.descriptor());
    assertThat(client.head("none")).isNull();
  }

  @Test
  void allFourTypesAreAskedFor() {
    AtomicInteger named = new AtomicInteger();
    server.hook =
        exchange -> {
          String accept = exchange.getRequestHeaders().getFirst("Accept");
          if (accept != null) {
            named.set(accept.split(", ").length);
          }
          return false;
        };
    server.manifest("v1", MANIFEST);
    client.manifest("v1");
    assertThat(named).hasValue(4);
  }

  @Test
  void anotherManifestThanAskedForIsRefused() {
    Digest digest = server.manifest("v1", MANIFEST);
    server.manifests.put(
        digest + "", "{\"layers\":[],\"config\":{}}".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> client.manifest(digest + ""))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining(digest + "")
        .hasMessageContaining("which is not what was asked for");
  }

  @Test
  void aDigestThatTheRegistrySaysMustBeTrue() {
    server.hook =
        exchange -> {
          if (!exchange.getRequestURI().getPath().contains("/manifests/")) {
            return false;
          }
          exchange.getResponseHeaders().set("Content-Type", MediaTypes.MANIFEST);
          exchange.getResponseHeaders().set("Docker-Content-Digest", "sha256:" + "0".repeat(64));
          return Loopback.send(exchange, 200, MANIFEST.getBytes(StandardCharsets.UTF_8));
        };
    assertThatThrownBy(() -> client.manifest("v1")).hasMessageContaining("Docker-Content-Digest");
  }

  @Test
  void moreThanFourMebibytesIsNoManifest() {
    byte[] large = new byte[Manifests.LIMIT + 1];
    server.manifests.put("v1", large);
    server.types.put("v1", MediaTypes.MANIFEST);
    assertThatThrownBy(() -> client.manifest("v1")).hasMessageContaining("the limit");
  }

  @Test
  void anEndlessManifestIsNotReadToItsEnd() {
    server.hook =
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] some = new byte[1 << 16];
          while (exchange.getRequestURI().getPath().contains("/manifests/")) {
            exchange.getResponseBody().write(some);
          }
          return true;
        };
    assertThatThrownBy(() -> client.manifest("v1")).hasMessageContaining("the limit");
  }

  @Test
  void whatIsNotThereIsSaidInDockersWords() {
    assertThatThrownBy(() -> client.manifest("none"))
        .hasMessageContaining(server.host() + "/a/b:none not found: manifest unknown");
  }

  @Test
  void terminalsAreSafeFromARegistrysWords() {
    server.hook =
        exchange ->
            exchange.getRequestURI().getPath().contains("/manifests/")
                && Loopback.error(exchange, 404, "X", "a\\u001b[2Jb\\nc");
    assertThatThrownBy(() -> client.manifest("none")).hasMessageContaining("a [2Jb c");
  }

  @Test
  void aTypeThatTheServerDoesNotKnowIsTheManifestsOwn() {
    server.manifest("v1", MANIFEST);
    server.types.put("v1", "text/plain; charset=utf-8");
    assertThat(client.manifest("v1").descriptor().mediaType()).isEqualTo(MediaTypes.MANIFEST);
    server.manifest("v2", "{\"manifests\":[]}");
    server.types.put("v2", "application/json");
    assertThat(client.manifest("v2").descriptor().mediaType()).isEqualTo(MediaTypes.INDEX);
  }

  @Test
  void twoTypesForOneManifestAreRefused() {
    server.manifest("v1", MANIFEST);
    server.types.put("v1", MediaTypes.INDEX);
    assertThatThrownBy(() -> client.manifest("v1")).hasMessageContaining("the manifest itself");
  }

  @Test
  void schemaOneIsRefused() {
    server.manifest("v1", "{\"schemaVersion\":1,\"fsLayers\":[]}");
    server.types.put("v1", "application/vnd.docker.distribution.manifest.v1+prettyjws");
    assertThatThrownBy(() -> client.manifest("v1")).hasMessageContaining("is no manifest of OCI");
  }

  @Test
  void aBusyRegistryIsAskedAgain() {
    server.manifest("v1", MANIFEST);
    AtomicInteger asked = new AtomicInteger();
    server.hook =
        exchange -> {
          if (exchange.getRequestURI().getPath().equals("/v2/") || asked.incrementAndGet() > 2) {
            return false;
          }
          exchange.getResponseHeaders().set("Retry-After", "0");
          return Loopback.send(exchange, asked.get() == 1 ? 503 : 429, new byte[0]);
        };
    assertThat(client.manifest("v1").bytes()).hasSize(MANIFEST.length());
    assertThat(asked).hasValue(3);
  }

  @Test
  void aBusyRegistryThatSaysWhenIsGivenTheTime() {
    server.manifest("v1", MANIFEST);
    AtomicInteger asked = new AtomicInteger();
    server.hook =
        exchange -> {
          if (exchange.getRequestURI().getPath().equals("/v2/") || asked.incrementAndGet() > 1) {
            return false;
          }
          exchange.getResponseHeaders().set("Retry-After", "1");
          return Loopback.send(exchange, 429, new byte[0]);
        };
    long start = System.nanoTime();
    client.manifest("v1");
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(1_000_000_000L);
  }

  @Test
  void aRegistryThatStaysBusyIsNotAskedForEver() {
    AtomicInteger asked = new AtomicInteger();
    server.hook =
        exchange ->
            exchange.getRequestURI().getPath().contains("/manifests/")
                && asked.incrementAndGet() > 0
                && Loopback.send(exchange, 503, new byte[0]);
    assertThatThrownBy(() -> client.manifest("v1")).hasMessageContaining("503");
    assertThat(asked).hasValue(3);
  }

  @Test
  void aRegistryThatWantsADayIsNotWaitedFor() {
    AtomicInteger asked = new AtomicInteger();
    server.hook =
        exchange -> {
          if (exchange.getRequestURI().getPath().equals("/v2/")) {
            return false;
          }
          asked.incrementAndGet();
          exchange.getResponseHeaders().set("Retry-After", "86400");
          return Loopback.error(exchange, 429, "TOOMANYREQUESTS", "rate limit");
        };
    assertThatThrownBy(() -> client.manifest("v1"))
        .hasMessageContaining("toomanyrequests: rate limit");
    assertThat(asked).hasValue(1);
  }

  @Test
  void aRegistryThatIsNotThere() {
    server.close();
    assertThatThrownBy(() -> client.manifest("v1"))
        .hasMessageContaining(server.host() + ": connection refused");
  }

  @Test
  void aRegistryThatNeverAnswers() {
    server.hook =
        exchange -> {
          if (exchange.getRequestURI().getPath().equals("/v2/")) {
            return false;
          }
          try {
            Thread.sleep(60_000);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return true;
        };
    Duration stall = Duration.ofMillis(200);
    try (Registries impatient = new Registries(Loopback.impatient(directory, stall))) {
      assertThatThrownBy(() -> impatient.client(server.reference("a/b")).manifest("v1"))
          .hasMessageContaining("no answer for 200 ms");
    }
  }
}
