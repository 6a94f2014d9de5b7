package dev.jaula.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import dev.jaula.image.Descriptor;
import dev.jaula.image.Digest;
import dev.jaula.image.MediaTypes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlobTest {
  private final byte[] bytes = new byte[300_000];
  @TempDir private Path directory;
  private volatile Loopback server;
  private Registries registries;
  private RegistryClient client;
  private Descriptor descriptor;

  @BeforeEach
  void start() throws IOException {
    new Random(1).nextBytes(bytes);
    server = new Loopback();
    Digest digest = server.blob(bytes);
    descriptor = Descriptor.of(MediaTypes.LAYER_GZIP, digest, bytes.length);
    registries = new Registries(Loopback.setup(directory));
    client = registries.client(server.reference("a/b"));
  }

  @AfterEach
  void stop() {
    registries.close();
    server.close();
  }

  private byte[] read(long offset) throws IOException {
    try (InputStream in = client.blob(descriptor, offset)) {
      return in.readAllBytes();
    }
  }

  private byte[] impatiently(Duration stall) throws IOException {
    Setup setup = Loopback.impatient(directory, stall);
    try (Registries impatient = new Registries(setup);
        InputStream in = impatient.client(server.reference("a/b")).blob(descriptor, 0)) {
      return in.readAllBytes();
    }
  }

  private static boolean blob(HttpExchange exchange) {
    return exchange.getRequestURI().getPath().contains("/blobs/");
  }

  @Test
  void wholeAndFromAnOffset() throws IOException {
    assertThat(read(0)).isEqualTo(bytes);
    assertThat(read(1000)).isEqualTo(Arrays.copyOfRange(bytes, 1000, bytes.length));
    assertThat(read(bytes.length)).isEmpty();
    assertThat(server.requests).last().asString().endsWith("bytes=1000-");
  }

  @Test
  void anEmptyBlobTakesNoRequest() throws IOException {
    descriptor = Descriptor.of(MediaTypes.LAYER, new byte[0]);
    assertThat(read(0)).isEmpty();
    assertThat(server.requests).isEmpty();
  }

  @Test
  void goesOnAfterEachCut() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    server.hook =
        exchange -> {
          if (!blob(exchange) || asked.incrementAndGet() > 6) {
            return false;
          }
          String range = exchange.getRequestHeaders().getFirst("Range");
          int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
          byte[] rest = Arrays.copyOfRange(bytes, from, bytes.length);
          String last = from + "-" + (bytes.length - 1) + "/" + bytes.length;
          exchange.getResponseHeaders().set("Content-Range", "bytes " + last);
          return Loopback.cut(exchange, range == null ? 200 : 206, rest, 40_000);
        };
    assertThat(read(0)).isEqualTo(bytes);
    assertThat(asked).hasValueGreaterThan(6);
  }

  @Test
  void aServerThatIgnoresRangesIsReadFromItsStartAgain() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    server.hook =
        exchange ->
            blob(exchange)
                && (asked.incrementAndGet() == 1
                    ? Loopback.cut(exchange, 200, bytes, 100_000)
                    : Loopback.send(exchange, 200, bytes));
    assertThat(read(0)).isEqualTo(bytes);
    assertThat(asked).hasValue(2);
    assertThat(read(200_000)).isEqualTo(Arrays.copyOfRange(bytes, 200_000, bytes.length));
  }

  @Test
  void cutsWithoutProgressEnd() {
    AtomicInteger asked = new AtomicInteger();
    server.hook =
        exchange ->
            blob(exchange) && asked.incrementAndGet() > 0 && Loopback.cut(exchange, 200, bytes, 0);
    assertThatThrownBy(() -> read(0)).isInstanceOf(RegistryException.class);
    assertThat(asked).hasValue(3);
  }

  @Test
  void anotherSizeIsALie() {
    server.blobs.put(descriptor.digest() + "", Arrays.copyOf(bytes, 1000));
    assertThatThrownBy(() -> read(0))
        .hasMessageContaining("the registry has 1000 bytes of it")
        .hasMessageContaining("the manifest says 300000");
    server.blobs.put(descriptor.digest() + "", Arrays.copyOf(bytes, 400_000));
    assertThatThrownBy(() -> read(10)).hasMessageContaining("has 400000 bytes");
  }

  @Test
  void endlessBytesEnd() {
    server.hook =
        exchange -> {
          if (!blob(exchange)) {
            return false;
          }
          exchange.sendResponseHeaders(200, 0);
          while (true) {
            exchange.getResponseBody().write(bytes);
          }
        };
    assertThatThrownBy(() -> read(0)).hasMessageContaining("the registry sends more than that");
  }

  @Test
  void aRangeThatStartsElsewhereIsRefused() {
    server.hook =
        exchange -> {
          if (!blob(exchange)) {
            return false;
          }
          exchange.getResponseHeaders().set("Content-Range", "bytes 0-299999/300000");
          return Loopback.send(exchange, 206, bytes);
        };
    assertThatThrownBy(() -> read(10)).hasMessageContaining("bytes 0-299999/300000");
  }

  @Test
  void slowIsNotDead() throws IOException {
    server.hook =
        exchange -> {
          if (!blob(exchange)) {
            return false;
          }
          exchange.sendResponseHeaders(200, bytes.length);
          for (int i = 0; i < 10; i++) {
            pause(130);
            exchange.getResponseBody().write(bytes, i * 30_000, 30_000);
            exchange.getResponseBody().flush();
          }
          return true;
        };
    assertThat(impatiently(Duration.ofSeconds(1))).isEqualTo(bytes);
    assertThat(server.requests.stream().filter(r -> r.contains("/blobs/"))).hasSize(1);
  }

  @Test
  void aStallIsACut() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    server.hook =
        exchange -> {
          if (!blob(exchange) || asked.incrementAndGet() > 1) {
            return false;
          }
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes, 0, 50_000);
          exchange.getResponseBody().flush();
          pause(5_000);
          return true;
        };
    assertThat(impatiently(Duration.ofMillis(300))).isEqualTo(bytes);
    assertThat(server.requests).last().asString().endsWith("bytes=50000-");
  }

  @Test
  void aRegistryThatDiesAndComesBack() throws IOException {
    server.hook = exchange -> blob(exchange) && Loopback.cut(exchange, 200, bytes, 100_000);
    Retries patient = new Retries(8, Duration.ofMillis(100), Duration.ofSeconds(1));
    Setup usual = Loopback.setup(directory);
    Setup setup = new Setup(Map.of(), usual.home(), usual.etc(), usual.timeouts(), patient);
    try (Registries waiting = new Registries(setup);
        InputStream in = waiting.client(server.reference("a/b")).blob(descriptor, 0)) {
      assertThat(in.readNBytes(100_000)).hasSize(100_000);
      server.close();
      Thread.startVirtualThread(() -> {
        pause(300);
        try {
          server = Loopback.again(server);
          server.blob(bytes);
        } catch (IOException ignored) {
          // Then nothing comes, which the test sees.
        }
      });
      assertThat(in.readAllBytes()).hasSize(200_000);
    }
  }

  @Test
  void busyIsAskedAgainAndGoneIsNot() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    server.hook =
        exchange ->
            blob(exchange)
                && asked.incrementAndGet() == 1
                && Loopback.send(exchange, 502, new byte[0]);
    assertThat(read(0)).isEqualTo(bytes);
    asked.set(0);
    server.hook =
        exchange ->
            blob(exchange)
                && asked.incrementAndGet() > 0
                && Loopback.error(exchange, 404, "BLOB_UNKNOWN", "blob unknown to registry");
    assertThatThrownBy(() -> read(0)).hasMessageContaining("blob unknown to registry");
    assertThat(asked).hasValue(1);
  }

  private static void pause(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
