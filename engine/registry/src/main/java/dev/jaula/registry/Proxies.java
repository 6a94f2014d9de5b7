package dev.jaula.registry;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The proxies of HTTP_PROXY and HTTPS_PROXY, and what NO_PROXY excepts, as Go's programs read them
 * (golang.org/x/net/http/httpproxy): upper case before lower case, never for this machine itself.
 */
final class Proxies extends ProxySelector {
  private final @Nullable Way http;
  private final @Nullable Way https;
  private final NoProxy except;

  /** A proxy, and what it wants to hear. */
  private record Way(Proxy proxy, @Nullable String authorization) {}

  Proxies(Map<String, String> environment) {
    this(environment, Map.of());
  }

  /** Of an environment, and what is meant where it says nothing. */
  Proxies(Map<String, String> given, Map<String, String> otherwise) {
    Map<String, String> environment = new HashMap<>(given);
    otherwise.forEach((name, value) -> {
      if (value(given, name).isEmpty()) {
        environment.put(name, value);
      }
    });
    this.http = way("HTTP_PROXY", value(environment, "HTTP_PROXY"));
    this.https = way("HTTPS_PROXY", value(environment, "HTTPS_PROXY"));
    this.except = new NoProxy(value(environment, "NO_PROXY"));
  }

  private static String value(Map<String, String> environment, String name) {
    String value = environment.getOrDefault(name, "");
    return value.isEmpty()
        ? environment.getOrDefault(name.toLowerCase(java.util.Locale.ROOT), "")
        : value;
  }

  private static @Nullable Way way(String name, String value) {
    if (value.isEmpty()) {
      return null;
    }
    try {
      URI uri = URI.create(value.contains("://") ? value : "http://" + value);
      if ("http".equals(uri.getScheme()) && uri.getHost() != null) {
        int port = uri.getPort() < 0 ? 80 : uri.getPort();
        InetSocketAddress address = InetSocketAddress.createUnresolved(uri.getHost(), port);
        return new Way(new Proxy(Proxy.Type.HTTP, address), authorization(uri.getRawUserInfo()));
      }
    } catch (IllegalArgumentException e) {
      throw new RegistryException(wrong(name, value), e);
    }
    throw new RegistryException(wrong(name, value));
  }

  private static String wrong(String name, String value) {
    int at = value.lastIndexOf('@');
    String shown = at < 0 ? value : "..." + value.substring(at);
    return name + "=" + shown + ": write a proxy as http://[USER:PASSWORD@]HOST[:PORT]";
  }

  private static @Nullable String authorization(@Nullable String userInfo) {
    if (userInfo == null) {
      return null;
    }
    int colon = userInfo.indexOf(':');
    String user = colon < 0 ? userInfo : userInfo.substring(0, colon);
    String password = colon < 0 ? "" : userInfo.substring(colon + 1);
    return Credential.of(decoded(user), decoded(password)).basic();
  }

  /** A plus is itself here, other than in a form. */
  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private @Nullable Way way(URI uri) {
    @Nullable Way way = "https".equals(uri.getScheme()) ? https : http;
    return way == null || except.covers(Origin.of(uri)) ? null : way;
  }

  /** Whether requests to this address take a proxy. */
  boolean covers(URI uri) {
    return way(uri) != null;
  }

  @Nullable String authorization(URI uri) {
    @Nullable Way way = way(uri);
    return way == null ? null : way.authorization();
  }

  @Override
  public List<Proxy> select(URI uri) {
    @Nullable Way way = way(uri);
    return List.of(way == null ? Proxy.NO_PROXY : way.proxy());
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException e) {
    // There is no second proxy to turn to; the request fails and says so.
  }
}
