package dev.jaula.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.jaula.image.ContentStore;
import dev.jaula.image.Descriptor;
import dev.jaula.image.Fsck;
import dev.jaula.image.Images;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pulls by processes of their own, which are killed, or compete. */
@Tag("slow")
class PullKillTest {
  private static final int SIZE = 6_000_000;

  private final TestImage image = new TestImage("amd64", SIZE, SIZE + 1, SIZE + 2, 1000);
  private final AtomicLong sent = new AtomicLong();
  @TempDir private Path directory;
  private Loopback server;

  @BeforeEach
  void start() throws IOException {
    server = new Loopback();
    image.serve(server, "v1");
    server.hook = this::slowly;
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** A layer takes half a second or more, so that a kill hits it. */
  private boolean slowly(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    byte[] blob = server.blobs.get(path.substring(path.lastIndexOf('/') + 1));
    if (blob == null || blob.length < SIZE) {
      return false;
    }
    String range = exchange.getRequestHeaders().getFirst("Range");
    int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
    String part = "bytes " + from + "-" + (blob.length - 1) + "/" + blob.length;
    exchange.getResponseHeaders().set("Content-Range", part);
    exchange.sendResponseHeaders(range == null ? 200 : 206, blob.length - from);
    for (int at = from; at < blob.length; at += 100_000) {
      int n = Math.min(100_000, blob.length - at);
      exchange.getResponseBody().write(blob, at, n);
      exchange.getResponseBody().flush();
      sent.addAndGet(n);
      pause(8);
    }
    return true;
  }

  private static void pause(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Process pull() throws IOException {
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            classes,
            PullProgram.class.getName(),
            directory.toString(),
            server.reference("a/b:v1").toString())
        .inheritIO()
        .start();
  }

  private void isWhole() throws IOException {
    ContentStore store = ContentStore.open(directory.resolve("images"));
    Images images = new Images(store);
    assertThat(images.find(server.reference("a/b:v1")))
        .isNotNull()
        .satisfies(found -> assertThat(found.digest()).isEqualTo(image.descriptor().digest()));
    assertThat(new Fsck(store, images, finding -> {}).check().findings()).isEmpty();
    for (Descriptor layer : image.descriptors) {
      assertThat(store.size(layer.digest())).isEqualTo(layer.size());
    }
  }

  @Test
  void killedAtAnyTimeItGoesOn() throws Exception {
    Random random = new Random(4);
    for (int round = 0; round < 4; round++) {
      long until = sent.get() + SIZE / 2 + random.nextInt(SIZE / 6);
      Process process = pull();
      while (process.isAlive() && sent.get() < until) {
        pause(5);
      }
      assertThat(process.isAlive()).as("killed while it pulls").isTrue();
      process.destroyForcibly().waitFor();
      ContentStore store = ContentStore.open(directory.resolve("images"));
      assertThat(new Fsck(store, new Images(store), finding -> {}).check().findings()).isEmpty();
    }
    assertThat(pull().waitFor()).isZero();
    isWhole();
    assertThat(sent).as("what had come was not sent again").hasValueLessThan(4L * SIZE);
  }

  @Test
  void twoProcessesDownloadOnce() throws Exception {
    List<Process> both = new ArrayList<>(List.of(pull(), pull()));
    for (Process process : both) {
      assertThat(process.waitFor()).isZero();
    }
    isWhole();
    assertThat(sent).hasValue(3L * SIZE + 3);
  }
}
