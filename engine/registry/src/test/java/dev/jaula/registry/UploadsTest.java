package dev.jaula.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import dev.jaula.image.Descriptor;
import dev.jaula.image.Digest;
import dev.jaula.image.MediaTypes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadsTest {
  private final byte[] bytes = new byte[1_000_000];
  private final ByteArrayOutputStream arrived = new ByteArrayOutputStream();
  private final AtomicInteger sessions = new AtomicInteger();
  @TempDir private Path directory;
  private Loopback server;
  private Registries registries;
  private RegistryClient client;
  private Descriptor layer;

  /** After how many bytes of a body the connection breaks, and how often. */
  private int breaksAfter = Integer.MAX_VALUE;

  private int breaks;

  @BeforeEach
  void start() throws IOException {
    new Random(2).nextBytes(bytes);
    layer = Descriptor.of(MediaTypes.LAYER_GZIP, bytes);
    server = new Loopback();
    server.hook = this::upload;
    registries = new Registries(Loopback.setup(directory));
    client = registries.client(server.reference("a/b"));
  }

  @AfterEach
  void stop() {
    registries.close();
    server.close();
  }

  private BlobPush push() {
    BlobSource source = at -> new ByteArrayInputStream(bytes, (int) at, bytes.length - (int) at);
    return client.pushBlob(layer, source, List.of(), n -> {});
  }

  /** Uploads as the specification has them; the session's address has a query that must stay. */
  private boolean upload(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String query = exchange.getRequestURI().getQuery() + "";
    if (path.endsWith("/blobs/uploads/")) {
      arrived.reset();
      sessions.incrementAndGet();
      return session(exchange, 202);
    }
    if (!path.startsWith("/v2/a/b/blobs/uploads/s")) {
      return false;
    }
    if (!query.startsWith("_state=a+b%/" + sessions)) {
      return Loopback.error(exchange, 404, "BLOB_UPLOAD_UNKNOWN", query);
    }
    if (exchange.getRequestMethod().equals("GET")) {
      return session(exchange, 204);
    }
    if (!take(exchange)) {
      exchange.close();
      return true;
    }
    if (exchange.getRequestMethod().equals("PATCH")) {
      return session(exchange, 202);
    }
    Digest digest = Digest.of(arrived.toByteArray());
    if (!query.endsWith("&digest=" + digest)) {
      return Loopback.error(exchange, 400, "DIGEST_INVALID", "provided digest did not match");
    }
    server.blob(arrived.toByteArray());
    return Loopback.send(exchange, 201, new byte[0]);
  }

  private boolean session(HttpExchange exchange, int status) throws IOException {
    String location = "/v2/a/b/blobs/uploads/s?_state=a%2Bb%25%2F" + sessions;
    exchange.getResponseHeaders().set("Location", location);
    exchange.getResponseHeaders().set("Range", "0-" + Math.max(arrived.size() - 1, 0));
    return Loopback.send(exchange, status, new byte[0]);
  }

  private boolean take(HttpExchange exchange) throws IOException {
    byte[] buffer = new byte[10_000];
    int taken = 0;
    InputStream in = exchange.getRequestBody();
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      arrived.write(buffer, 0, n);
      taken += n;
      if (taken >= breaksAfter && breaks > 0) {
        breaks--;
        return false;
      }
    }
    return true;
  }

  @Test
  void inOnePut() {
    assertThat(push()).isEqualTo(BlobPush.SENT);
    assertThat(server.blobs.get(layer.digest() + "")).isEqualTo(bytes);
    assertThat(push()).isEqualTo(BlobPush.EXISTED);
    assertThat(server.requests.stream().map(r -> r.substring(0, 4)))
        .contains("HEAD", "POST", "PUT ")
        .doesNotContain("PATC");
  }

  @Test
  void afterACutOnlyTheRest() {
    breaksAfter = 300_000;
    breaks = 2;
    assertThat(push()).isEqualTo(BlobPush.SENT);
    assertThat(server.blobs.get(layer.digest() + "")).isEqualTo(bytes);
    assertThat(sessions).as("never begun anew").hasValue(1);
    assertThat(server.requests).anySatisfy(r -> assertThat(r).startsWith("PATCH"));
  }

  @Test
  void aSessionThatIsForgottenBeginsAnew() {
    AtomicInteger asked = new AtomicInteger();
    breaksAfter = 300_000;
    breaks = 1;
    server.hook =
        exchange ->
            exchange.getRequestMethod().equals("GET")
                    && exchange.getRequestURI().getPath().contains("uploads")
                    && asked.incrementAndGet() == 1
                ? Loopback.error(exchange, 404, "BLOB_UPLOAD_UNKNOWN", "unknown")
                : upload(exchange);
    assertThat(push()).isEqualTo(BlobPush.SENT);
    assertThat(sessions).hasValue(2);
    assertThat(server.blobs.get(layer.digest() + "")).isEqualTo(bytes);
  }

  @Test
  void aRegistryThatIsBusyMeanwhileIsWaitedFor() {
    AtomicInteger asked = new AtomicInteger();
    breaksAfter = 300_000;
    breaks = 1;
    server.hook =
        exchange ->
            exchange.getRequestURI().getPath().contains("uploads") && asked.incrementAndGet() == 3
                ? Loopback.send(exchange, 503, new byte[0])
                : upload(exchange);
    assertThat(push()).isEqualTo(BlobPush.SENT);
    assertThat(sessions).hasValue(1);
    assertThat(server.blobs.get(layer.digest() + "")).isEqualTo(bytes);
  }

  @Test
  void whatNeverGetsAnywhereEnds() {
    breaksAfter = 1;
    breaks = Integer.MAX_VALUE;
    server.hook =
        exchange -> {
          arrived.reset();
          return upload(exchange);
        };
    assertThatThrownBy(this::push).isInstanceOf(RegistryException.class);
  }

  @Test
  void otherBytesThanAnnouncedAreTheRegistrysToRefuse() {
    BlobSource wrong = at -> new ByteArrayInputStream(new byte[bytes.length]);
    assertThatThrownBy(() -> client.pushBlob(layer, wrong, List.of(), n -> {}))
        .hasMessageContaining("provided digest did not match");
    assertThat(sessions).hasValue(1);
  }

  @Test
  void aSourceThatBreaksIsNamed() {
    BlobSource broken =
        at -> {
          throw new IOException("Input/output error");
        };
    assertThatThrownBy(() -> client.pushBlob(layer, broken, List.of(), n -> {}))
        .hasMessageContaining("blob " + layer.digest())
        .hasMessageContaining("cannot be read: Input/output error");
  }

  @Test
  void aMountTakesNoBytes() {
    server.hook =
        exchange ->
            (exchange.getRequestURI().getQuery() + "")
                    .equals("mount=" + layer.digest() + "&from=x/y")
                ? Loopback.send(exchange, 201, new byte[0])
                : upload(exchange);
    BlobSource none =
        at -> {
          throw new IOException("not to be opened");
        };
    assertThat(client.pushBlob(layer, none, List.of("x/y"), n -> {})).isEqualTo(BlobPush.MOUNTED);
  }

  @Test
  void aMountThatFailsIsAnUpload() {
    BlobSource source = at -> new ByteArrayInputStream(bytes);
    assertThat(client.pushBlob(layer, source, List.of("x/y"), n -> {})).isEqualTo(BlobPush.SENT);
    assertThat(sessions).hasValue(1);
  }

  @Test
  void aPushThatIsNotAllowed() {
    server.hook =
        exchange ->
            exchange.getRequestURI().getPath().contains("/a/b/")
                && Loopback.error(
                    exchange, 403, "DENIED", "requested access to the resource is denied");
    assertThatThrownBy(this::push)
        .hasMessageContaining("denied")
        .hasMessageContaining("jaula login " + server.host());
  }

  @Test
  void aManifestIsKeptAsItIs() {
    byte[] json = "{ \"schemaVersion\": 2 }\n".getBytes(StandardCharsets.UTF_8);
    server.hook =
        exchange -> {
          if (!exchange.getRequestMethod().equals("PUT")) {
            return false;
          }
          byte[] body = exchange.getRequestBody().readAllBytes();
          server.manifests.put("v1", body);
          server.types.put("v1", exchange.getRequestHeaders().getFirst("Content-Type"));
          exchange.getResponseHeaders().set("Docker-Content-Digest", Digest.of(body) + "");
          return Loopback.send(exchange, 201, new byte[0]);
        };
    Descriptor pushed = client.pushManifest("v1", MediaTypes.MANIFEST, json);
    assertThat(client.manifest("v1").bytes()).isEqualTo(json);
    assertThat(pushed.digest()).isEqualTo(Digest.of(json));
  }

  @Test
  void aRegistryThatChangesAManifestIsFoundOut() {
    server.hook =
        exchange -> {
          exchange.getResponseHeaders().set("Docker-Content-Digest", Digest.of(bytes) + "");
          return Loopback.send(exchange, 201, new byte[0]);
        };
    assertThatThrownBy(() -> client.pushManifest("v1", MediaTypes.MANIFEST, new byte[] {'{', '}'}))
        .hasMessageContaining("has changed the manifest");
  }
}
