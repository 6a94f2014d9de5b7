package dev.jaula.tests;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A registry on loopback with images of busybox, which counts the blobs that it sends. */
final class TinyRegistry implements AutoCloseable {
  private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  private static final String LAYER = "application/vnd.oci.image.layer.v1.tar+gzip";
  private static final String CONFIG = "application/vnd.oci.image.config.v1+json";

  private final HttpServer server;
  private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
  private final Map<String, byte[]> manifests = new ConcurrentHashMap<>();
  final AtomicInteger sent = new AtomicInteger();

  TinyRegistry() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v2/", this::answer);
    server.start();
  }

  String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String last = path.substring(path.lastIndexOf('/') + 1);
    byte[] found = path.contains("/blobs/") ? blobs.get(last) : manifests.get(last);
    if (path.equals("/v2/")) {
      found = "{}".getBytes(UTF_8);
    }
    if (found == null) {
      exchange.sendResponseHeaders(404, -1);
    } else {
      boolean blob = path.contains("/blobs/");
      sent.addAndGet(blob && exchange.getRequestMethod().equals("GET") ? 1 : 0);
      exchange
          .getResponseHeaders()
          .add("Content-Type", blob ? "application/octet-stream" : MANIFEST);
      boolean head = exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(200, head ? -1 : found.length);
      if (!head) {
        exchange.getResponseBody().write(found);
      }
    }
    exchange.close();
  }

  /** Serves an image whose layers are these directories, packed, the lowest first. */
  void serve(String tag, String process, List<Path> layers) throws IOException {
    List<String> descriptors = new ArrayList<>();
    List<String> diffIds = new ArrayList<>();
    for (Path layer : layers) {
      Path tar = Files.createTempFile("layer", ".tar");
      List<String> pack = new ArrayList<>(List.of("tar", "-cf", tar.toString()));
      pack.addAll(List.of("--numeric-owner", "--owner=0", "--group=0", "-C", layer.toString()));
      pack.addAll(layer.endsWith("bare") ? regularFiles(layer) : List.of("."));
      ok(Program.of(pack));
      diffIds.add("\"" + digest(Files.readAllBytes(tar)) + "\"");
      ok(Program.of("gzip", "-1", "-f", tar.toString()));
      Path packed = Path.of(tar + ".gz");
      descriptors.add(keep(LAYER, Files.readAllBytes(packed)));
      Files.delete(packed);
    }
    String config =
        "{\"created\":\"2026-01-02T03:04:05Z\",\"architecture\":\""
            + (System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64")
            + "\",\"os\":\"linux\",\"config\":"
            + process
            + ",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":["
            + String.join(",", diffIds)
            + "]},\"history\":[{\"created\":\"2026-01-02T03:04:05Z\",\"created_by\":\"a test\"}]}";
    String manifest =
        "{\"schemaVersion\":2,\"mediaType\":\""
            + MANIFEST
            + "\",\"config\":"
            + keep(CONFIG, config.getBytes(UTF_8))
            + ",\"layers\":["
            + String.join(",", descriptors)
            + "]}";
    byte[] bytes = manifest.getBytes(UTF_8);
    manifests.put(tag, bytes);
    manifests.put(digest(bytes), bytes);
  }

  /** Without the directories that they are in. */
  private static List<String> regularFiles(Path layer) throws IOException {
    try (Stream<Path> files = Files.walk(layer)) {
      return files.filter(Files::isRegularFile).map(f -> layer.relativize(f).toString()).toList();
    }
  }

  private static void ok(Program program) {
    Program.Result result = program.run();
    if (result.exit() != 0) {
      throw new AssertionError(result.err());
    }
  }

  private String keep(String type, byte[] bytes) {
    blobs.put(digest(bytes), bytes);
    return "{\"mediaType\":\""
        + type
        + "\",\"digest\":\""
        + digest(bytes)
        + "\",\"size\":"
        + bytes.length
        + "}";
  }

  private static String digest(byte[] bytes) {
    try {
      return "sha256:"
          + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
