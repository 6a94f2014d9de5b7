package dev.jaula.registry;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Clients of HTTP, made when first needed: one without TLS, one for most hosts, one for each other.
 */
final class HostClients implements Clients, AutoCloseable {
  private final Trust trust;
  private final Proxies proxies;
  private final Predicate<Origin> insecure;
  private final Timeouts timeouts;
  private final Map<String, HttpClient> clients = new HashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  HostClients(Trust trust, Proxies proxies, Predicate<Origin> insecure, Timeouts timeouts) {
    this.trust = trust;
    this.proxies = proxies;
    this.insecure = insecure;
    this.timeouts = timeouts;
    // Java does not tell a proxy a password before it opens a tunnel, unless told to.
    unlessSet("jdk.http.auth.tunneling.disabledSchemes", "");
    // With 64 KiB at a time a download takes two thirds of the CPU that 16 KiB take.
    unlessSet("jdk.httpclient.bufsize", "65536");
  }

  /** Read by the client of HTTP when its first class is loaded, which is later than this. */
  private static void unlessSet(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  @Override
  public synchronized HttpClient of(URI uri) {
    Origin origin = Origin.of(uri);
    if (!origin.secure()) {
      return clients.computeIfAbsent("plain", _ -> client(Trust.nobody()));
    }
    @Nullable Path directory = trust.directory(origin);
    boolean verified = !insecure.test(origin);
    String key = verified && directory == null ? "tls" : origin.toString();
    return clients.computeIfAbsent(key, _ -> client(trust.of(directory, verified)));
  }

  private HttpClient client(SSLContext tls) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(timeouts.connect())
        .executor(threads)
        .proxy(proxies)
        .sslContext(tls)
        .build();
  }

  /** Whether requests to this address take a proxy. */
  boolean proxied(URI uri) {
    return proxies.covers(uri);
  }

  @Override
  public @Nullable String proxyAuthorization(URI uri) {
    return proxies.authorization(uri);
  }

  @Override
  public synchronized void close() {
    clients.values().forEach(HttpClient::shutdownNow);
    threads.shutdownNow();
  }
}
