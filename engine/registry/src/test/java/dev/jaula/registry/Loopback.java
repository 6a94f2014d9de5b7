package dev.jaula.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.jaula.image.Digest;
import dev.jaula.image.MediaTypes;
import dev.jaula.image.Reference;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A registry in this process that serves what it is given, and does what a test wants instead: a
 * hook that returns true has answered by itself.
 */
final class Loopback implements AutoCloseable {
  /** What a test does to a request. */
  interface Hook {
    boolean answer(HttpExchange exchange) throws IOException;
  }

  final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
  final Map<String, byte[]> manifests = new ConcurrentHashMap<>();
  final Map<String, String> types = new ConcurrentHashMap<>();
  final List<String> requests = new CopyOnWriteArrayList<>();
  volatile Hook hook = exchange -> false;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  Loopback() throws IOException {
    this(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
  }

  /** At the address of one that has ended. */
  static Loopback again(Loopback ended) throws IOException {
    return new Loopback(HttpServer.create(ended.server.getAddress(), 0));
  }

  Loopback(HttpServer server) {
    this.server = server;
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  Reference reference(String name) {
    return Reference.parse(host() + "/" + name);
  }

  /** A client's configuration: nothing in the files, nothing in the environment. */
  static Setup setup(Path directory) {
    return setup(directory, Map.of());
  }

  static Setup setup(Path directory, Map<String, String> environment) {
    return setup(directory, environment, Duration.ofSeconds(20));
  }

  /** One that gives up early on a server that is silent. */
  static Setup impatient(Path directory, Duration stall) {
    return setup(directory, Map.of(), stall);
  }

  private static Setup setup(Path directory, Map<String, String> environment, Duration stall) {
    return new Setup(
        environment,
        directory.resolve("home"),
        directory.resolve("etc"),
        new Timeouts(Duration.ofSeconds(20), stall),
        new Retries(3, Duration.ofMillis(10), Duration.ofSeconds(2)));
  }

  Digest blob(byte[] bytes) {
    Digest digest = Digest.of(bytes);
    blobs.put(digest.toString(), bytes);
    return digest;
  }

  Digest manifest(String tag, String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    Digest digest = Digest.of(bytes);
    for (String reference : List.of(tag, digest.toString())) {
      manifests.put(reference, bytes);
      types.put(reference, MediaTypes.MANIFEST);
    }
    return digest;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String range = exchange.getRequestHeaders().getFirst("Range");
      requests.add(
          exchange.getRequestMethod()
              + " "
              + exchange.getRequestURI()
              + (range == null ? "" : " " + range));
      if (hook.answer(exchange)) {
        return;
      }
      String path = exchange.getRequestURI().getPath();
      String last = path.substring(path.lastIndexOf('/') + 1);
      if (path.equals("/v2/")) {
        send(exchange, 200, new byte[0]);
      } else if (path.contains("/blobs/") && blobs.containsKey(last)) {
        ranged(exchange, blobs.get(last), range);
      } else if (path.contains("/manifests/") && manifests.containsKey(last)) {
        exchange.getResponseHeaders().set("Content-Type", types.get(last));
        String digest = Digest.of(manifests.get(last)).toString();
        exchange.getResponseHeaders().set("Docker-Content-Digest", digest);
        send(exchange, 200, manifests.get(last));
      } else {
        error(exchange, 404, "MANIFEST_UNKNOWN", "manifest unknown");
      }
    }
  }

  private static void ranged(HttpExchange exchange, byte[] bytes, String range) throws IOException {
    exchange.getResponseHeaders().set("Accept-Ranges", "bytes");
    if (range == null) {
      send(exchange, 200, bytes);
      return;
    }
    int dash = range.indexOf('-');
    int from = Integer.parseInt(range.substring("bytes=".length(), dash));
    String last = range.substring(dash + 1);
    int end = last.isEmpty() ? bytes.length : Integer.parseInt(last) + 1;
    String part = "bytes " + from + "-" + (end - 1) + "/" + bytes.length;
    exchange.getResponseHeaders().set("Content-Range", part);
    send(exchange, 206, Arrays.copyOfRange(bytes, from, end));
  }

  static boolean send(HttpExchange exchange, int status, byte[] body) throws IOException {
    boolean head = exchange.getRequestMethod().equals("HEAD");
    if (head) {
      exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
    }
    exchange.sendResponseHeaders(status, head || body.length == 0 ? -1 : body.length);
    if (!head && body.length > 0) {
      exchange.getResponseBody().write(body);
    }
    return true;
  }

  static boolean error(HttpExchange exchange, int status, String code, String message)
      throws IOException {
    String json = "{\"errors\":[{\"code\":\"" + code + "\",\"message\":\"" + message + "\"}]}";
    return send(exchange, status, json.getBytes(StandardCharsets.UTF_8));
  }

  /** Announces all bytes, sends some, and breaks the connection. */
  static boolean cut(HttpExchange exchange, int status, byte[] body, int sent) throws IOException {
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body, 0, sent);
    exchange.getResponseBody().flush();
    exchange.close();
    return true;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
