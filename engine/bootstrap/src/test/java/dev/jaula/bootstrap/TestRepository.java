package dev.jaula.bootstrap;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.jaula.layer.Compression;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bouncycastle.bcpg.HashAlgorithmTags;

/** A signed archive of a few packages, served on loopback. */
final class TestRepository implements AutoCloseable {
  static final Instant DATE = Instant.parse("2026-01-02T03:04:05Z");

  final SigningKey key;
  final Map<String, byte[]> files = new ConcurrentHashMap<>();
  final List<String> requests = new CopyOnWriteArrayList<>();

  /** Answers of these paths are cut after so many bytes, once each. */
  final Map<String, Integer> cut = new ConcurrentHashMap<>();

  private final HttpServer server;
  private final StringBuilder packages = new StringBuilder();
  private final TreeMap<String, String> items = new TreeMap<>();
  String extra = "";

  TestRepository() throws Exception {
    key = SigningKey.fresh();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  String uri() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/debian";
  }

  /** Adds a package; the further lines are its fields in the index only. */
  void add(DebBuilder builder, String... index) throws Exception {
    byte[] deb = builder.build();
    String path = "pool/" + builder.name + "_" + builder.version.replace(":", "%3a") + ".deb";
    files.put(path, deb);
    packages.append(builder.fields());
    for (String line : index) {
      packages.append(line).append('\n');
    }
    packages.append("Filename: ").append(path).append("\nSize: ").append(deb.length);
    packages.append("\nSHA256: ").append(sha256(deb)).append("\n\n");
  }

  static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private void item(String path, byte[] content) throws Exception {
    files.put("dists/stable/" + path, content);
    items.put(path, sha256(content) + " " + content.length);
  }

  /** Writes the indexes and signs them. */
  void publish(Compression form, boolean inline) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream to = form.compress(out)) {
      to.write(packages.toString().getBytes(StandardCharsets.UTF_8));
    }
    String suffix = form == Compression.NONE ? "" : form == Compression.GZIP ? ".gz" : ".xz";
    item("main/binary-amd64/Packages" + suffix, out.toByteArray());
    StringBuilder release = new StringBuilder("Origin: Debian\nSuite: stable\nCodename: forky\n");
    DateTimeFormatter format =
        DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'UTC'", Locale.ROOT);
    release.append("Date: ").append(DATE.atZone(ZoneOffset.UTC).format(format)).append('\n');
    release.append("Architectures: amd64\nComponents: main contrib\n").append(extra);
    release.append("SHA256:\n");
    items.forEach(
        (path, sum) -> release.append(' ').append(sum).append(' ').append(path).append('\n'));
    byte[] text = release.toString().getBytes(StandardCharsets.UTF_8);
    if (inline) {
      files.put("dists/stable/InRelease", key.clear(release.toString(), HashAlgorithmTags.SHA512));
    } else {
      files.put("dists/stable/Release", text);
      files.put("dists/stable/Release.gpg", key.detached(text));
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath().substring("/debian/".length());
      String range = exchange.getRequestHeaders().getFirst("Range");
      requests.add(range == null ? path : path + " " + range);
      byte[] content = files.get(path);
      if (content == null) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      int from = range == null ? 0 : Integer.parseInt(range.substring(6, range.length() - 1));
      Integer stop = cut.remove(path);
      exchange.sendResponseHeaders(range == null ? 200 : 206, content.length - from);
      int length = stop == null ? content.length - from : Math.min(stop, content.length - from);
      exchange.getResponseBody().write(content, from, length);
    }
  }

  /** What is served at a path. */
  byte[] file(String path) {
    return Objects.requireNonNull(files.get(path), path);
  }

  /** The requests for one path. */
  List<String> asked(String path) {
    List<String> asked = new ArrayList<>(requests);
    asked.removeIf(each -> !each.startsWith(path));
    return asked;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
