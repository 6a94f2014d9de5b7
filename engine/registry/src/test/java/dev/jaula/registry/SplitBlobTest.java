package dev.jaula.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import dev.jaula.image.Descriptor;
import dev.jaula.image.MediaTypes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SplitBlobTest {
  private static final Splitting EAGER =
      new Splitting(500_000, 100_000, Long.MAX_VALUE / 2, 100_000, 4);

  private final byte[] bytes = new byte[2_000_001];
  @TempDir private Path directory;
  private Loopback server;
  private Registries registries;
  private RegistryClient client;
  private Descriptor layer;

  @BeforeEach
  void start() throws IOException {
    new Random(3).nextBytes(bytes);
    server = new Loopback();
    server.blob(bytes);
    layer = Descriptor.of(MediaTypes.LAYER, bytes);
    registries = new Registries(Loopback.setup(directory));
    client = registries.client(server.reference("a/b"));
  }

  @AfterEach
  void stop() {
    registries.close();
    server.close();
  }

  private byte[] read(long offset, Splitting splitting) throws IOException {
    try (InputStream in = client.blob(layer, offset, splitting)) {
      return in.readAllBytes();
    }
  }

  private long ranged() {
    return server.requests.stream().filter(r -> r.contains(" bytes=")).count();
  }

  private static void pause(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Each connection gets a tenth of a blob in 100 ms, whatever the others get. */
  private boolean slowly(HttpExchange exchange, AtomicInteger atOnce, AtomicInteger most)
      throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    if (!exchange.getRequestURI().getPath().contains("/blobs/") || range == null) {
      return false;
    }
    most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
    pause(30);
    atOnce.decrementAndGet();
    return false;
  }

  @Test
  void theRestOfASlowOneComesBySeveralConnections() throws IOException {
    AtomicInteger atOnce = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    server.hook = exchange -> slowly(exchange, atOnce, most);
    assertThat(read(0, EAGER)).isEqualTo(bytes);
    assertThat(ranged()).isBetween(15L, 20L);
    assertThat(most).hasValueBetween(2, 4);
    server.requests.clear();
    assertThat(read(77, EAGER)).isEqualTo(Arrays.copyOfRange(bytes, 77, bytes.length));
  }

  @Test
  void aFastOneStaysOne() throws IOException {
    Splitting never = new Splitting(500_000, 100_000, 1, 100_000, 4);
    assertThat(read(0, never)).isEqualTo(bytes);
    assertThat(ranged()).isZero();
  }

  @Test
  void withoutRangesItStaysOne() throws IOException {
    server.hook =
        exchange ->
            exchange.getRequestURI().getPath().contains("/blobs/")
                && Loopback.send(exchange, 200, bytes);
    assertThat(read(0, EAGER)).isEqualTo(bytes);
    assertThat(ranged()).isZero();
  }

  @Test
  void eachSegmentGoesOnAfterACut() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    server.hook =
        exchange -> {
          String range = exchange.getRequestHeaders().getFirst("Range");
          if (range == null || asked.incrementAndGet() % 3 != 0) {
            return false;
          }
          int dash = range.indexOf('-');
          int from = Integer.parseInt(range.substring("bytes=".length(), dash));
          int end = Integer.parseInt(range.substring(dash + 1)) + 1;
          String part = "bytes " + from + "-" + (end - 1) + "/" + bytes.length;
          exchange.getResponseHeaders().set("Content-Range", part);
          byte[] segment = Arrays.copyOfRange(bytes, from, end);
          return Loopback.cut(exchange, 206, segment, segment.length / 2);
        };
    assertThat(read(0, EAGER)).isEqualTo(bytes);
  }

  @Test
  void aSegmentThatCannotBeHadEndsAll() {
    server.hook =
        exchange ->
            exchange.getRequestHeaders().containsKey("Range")
                && Loopback.error(exchange, 404, "BLOB_UNKNOWN", "blob unknown to registry");
    assertThatThrownBy(() -> read(0, EAGER)).hasMessageContaining("blob unknown to registry");
  }

  @Test
  void closingEndsAllTransfers() throws IOException {
    server.hook =
        exchange -> {
          if (exchange.getRequestHeaders().containsKey("Range")) {
            pause(3000);
          }
          return false;
        };
    InputStream in = client.blob(layer, 0, EAGER);
    Thread.startVirtualThread(() -> {
      pause(200);
      try {
        in.close();
      } catch (IOException ignored) {
        // It is given up.
      }
    });
    assertThatThrownBy(in::readAllBytes).isInstanceOf(IOException.class);
  }
}
