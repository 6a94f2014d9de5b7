package dev.jaula.bootstrap;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Reads from mirrors: {@code http:}, {@code https:}, {@code file:} and {@code copy:}. Redirects are
 * followed, but never from https to http, and no password goes along to another host.
 */
final class Fetcher {
  /** How often a transfer that breaks is taken up again. */
  static final int TRIES = 5;

  private static final int CONNECT_MILLIS = 15_000;
  private static final int READ_MILLIS = 30_000;
  private static final int REDIRECTS = 10;

  private final Proxies proxies;

  Fetcher(Proxies proxies) {
    this.proxies = proxies;
  }

  /** True when there is a way to read from such an address. */
  static boolean canRead(String uri) {
    String scheme = AptSource.scheme(uri);
    return scheme != null
        && switch (scheme) {
          case "http", "https", "file", "copy" -> true;
          default -> false;
        };
  }

  /** The file that a {@code file:} or {@code copy:} address means, or null for the others. */
  static @Nullable Path local(String uri) {
    String scheme = AptSource.scheme(uri);
    if (!"file".equals(scheme) && !"copy".equals(scheme)) {
      return null;
    }
    String path = uri.substring(5);
    // file:///x and file://localhost/x name the same file
    if (path.startsWith("//")) {
      int slash = path.indexOf('/', 2);
      path = slash < 0 ? "/" : path.substring(slash);
    }
    return Path.of(URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8));
  }

  /**
   * Opens an address at an offset in bytes.
   *
   * @throws FileNotFoundException when there is no such file
   */
  InputStream open(String uri, long offset) throws IOException {
    Path file = local(uri);
    if (file != null) {
      return openFile(file, uri, offset);
    }
    URI target = parse(uri);
    for (int i = 0; i < REDIRECTS; i++) {
      HttpURLConnection connection = connect(target, parse(uri), offset);
      int status = connection.getResponseCode();
      if (status == 301 || status == 302 || status == 303 || status == 307 || status == 308) {
        target = redirected(target, connection);
        continue;
      }
      return body(connection, status, target, offset);
    }
    throw new IOException(AptSource.publicly(uri) + " redirects in a circle");
  }

  private static InputStream openFile(Path file, String uri, long offset) throws IOException {
    try {
      InputStream in = Files.newInputStream(file);
      in.skipNBytes(offset);
      return in;
    } catch (NoSuchFileException e) {
      throw missing(uri, e);
    }
  }

  private static FileNotFoundException missing(String uri, @Nullable Exception cause) {
    FileNotFoundException missing = new FileNotFoundException(AptSource.publicly(uri));
    if (cause != null) {
      missing.initCause(cause);
    }
    return missing;
  }

  private static URI parse(String uri) {
    try {
      return new URI(uri.replace(" ", "%20"));
    } catch (URISyntaxException e) {
      throw new BootstrapException("'" + AptSource.publicly(uri) + "' is no address", e);
    }
  }

  private HttpURLConnection connect(URI target, URI first, long offset) throws IOException {
    URI proxy = proxies.proxy(target);
    HttpURLConnection c = (HttpURLConnection) target.toURL().openConnection(through(proxy));
    c.setInstanceFollowRedirects(false);
    c.setConnectTimeout(CONNECT_MILLIS);
    c.setReadTimeout(READ_MILLIS);
    c.setRequestProperty("User-Agent", "Jaula");
    if (offset > 0) {
      c.setRequestProperty("Range", "bytes=" + offset + "-");
    }
    if (proxy != null && proxy.getUserInfo() != null) {
      c.setRequestProperty("Proxy-Authorization", basic(proxy.getUserInfo()));
    }
    String user = first.getUserInfo();
    if (user != null && first.getHost().equals(target.getHost())) {
      c.setRequestProperty("Authorization", basic(user));
    }
    return c;
  }

  private static Proxy through(@Nullable URI proxy) {
    if (proxy == null) {
      return Proxy.NO_PROXY;
    }
    int port = proxy.getPort() < 0 ? 80 : proxy.getPort();
    return new Proxy(Proxy.Type.HTTP, new InetSocketAddress(proxy.getHost(), port));
  }

  private static String basic(String user) {
    byte[] bytes = URLDecoder.decode(user, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(bytes);
  }

  private static URI redirected(URI from, HttpURLConnection connection) throws IOException {
    String location = connection.getHeaderField("Location");
    connection.getInputStream().close();
    if (location == null) {
      throw new IOException(publicly(from) + " redirects to nowhere");
    }
    URI to = from.resolve(parse(location));
    boolean http = "http".equals(to.getScheme()) || "https".equals(to.getScheme());
    if (!http || ("https".equals(from.getScheme()) && !"https".equals(to.getScheme()))) {
      throw new IOException(
          publicly(from) + " redirects to " + publicly(to) + ", which is not safe");
    }
    return to;
  }

  private static String publicly(URI uri) {
    return AptSource.publicly(uri.toString());
  }

  private static InputStream body(HttpURLConnection c, int status, URI target, long offset)
      throws IOException {
    if (status == 404 || status == 410) {
      drain(c);
      throw missing(target.toString(), null);
    }
    if (status != 200 && status != 206) {
      drain(c);
      throw new IOException(publicly(target) + " answers " + status);
    }
    InputStream in = c.getInputStream();
    if (status == 200 && offset > 0) {
      in.skipNBytes(offset);
    }
    return in;
  }

  /** Reads an error's page, so that the connection can be used again. */
  private static void drain(HttpURLConnection c) throws IOException {
    try (InputStream page = c.getErrorStream()) {
      if (page != null) {
        page.readNBytes(64 * 1024);
      }
    }
  }

  /**
   * A whole small file.
   *
   * @param most bytes it may have
   * @throws FileNotFoundException when there is no such file
   */
  byte[] get(String uri, int most) throws IOException {
    IOException last = null;
    for (int i = 0; i < TRIES; i++) {
      pause(i);
      try (InputStream in = open(uri, 0)) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(in.readNBytes(most));
        if (in.read() >= 0) {
          throw new BootstrapException(
              AptSource.publicly(uri) + " has more than " + most + " bytes: is it a mirror?");
        }
        return out.toByteArray();
      } catch (FileNotFoundException e) {
        throw e;
      } catch (IOException e) {
        last = e;
      }
    }
    throw new IOException(AptSource.publicly(uri) + ": " + reason(last), last);
  }

  /** What went wrong, in a few words. */
  static String reason(@Nullable Exception e) {
    if (e == null) {
      return "unknown";
    }
    return switch (e) {
      case java.net.UnknownHostException unknown -> "no such host: " + unknown.getMessage();
      case java.net.ConnectException refused -> "cannot connect: " + refused.getMessage();
      case java.net.SocketTimeoutException _ -> "no answer in time";
      default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    };
  }

  /** Waits before try {@code i}: not at all, then 0.2 s, doubled each time. */
  static void pause(int i) throws IOException {
    if (i == 0) {
      return;
    }
    try {
      Thread.sleep(100L << i);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new java.io.InterruptedIOException("interrupted");
    }
  }
}
