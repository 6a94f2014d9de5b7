package dev.jaula.bootstrap;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Through which proxy an address is reached: apt's {@code Acquire::http::Proxy::HOST} and {@code
 * Acquire::http::Proxy} first, then the variables {@code http_proxy}, {@code https_proxy}, {@code
 * all_proxy}, but for the hosts of {@code no_proxy} (man 1 apt-transport-http).
 */
final class Proxies {
  private final AptConfig config;
  private final Map<String, String> environment;

  Proxies(AptConfig config, Map<String, String> environment) {
    this.config = config;
    this.environment = environment;
  }

  /** The proxy's address, or null to go there directly. */
  @Nullable URI proxy(URI target) {
    String host = target.getHost() == null ? "" : target.getHost();
    String scheme = target.getScheme();
    String value = config.get("Acquire::" + scheme + "::Proxy::" + host);
    if (value == null) {
      value = config.get("Acquire::" + scheme + "::Proxy");
    }
    if (value == null && "https".equals(scheme)) {
      value = config.get("Acquire::http::Proxy");
    }
    if (value == null && !excluded(host)) {
      value = variable(scheme + "_proxy");
      value = value == null ? variable("all_proxy") : value;
    }
    if (value == null || value.isEmpty() || "DIRECT".equals(value)) {
      return null;
    }
    URI proxy = parse(value);
    if (!"http".equals(proxy.getScheme()) || proxy.getHost() == null) {
      throw new BootstrapException(
          "proxy '" + AptSource.publicly(value) + "' for " + host + ": write http://HOST:PORT");
    }
    return proxy;
  }

  private static URI parse(String value) {
    try {
      return URI.create(value.contains("://") ? value : "http://" + value);
    } catch (IllegalArgumentException e) {
      throw new BootstrapException(
          "proxy '" + AptSource.publicly(value) + "' is no address: write http://HOST:PORT", e);
    }
  }

  private @Nullable String variable(String name) {
    String value = environment.get(name);
    // HTTP_PROXY in capitals may come from a request's header in CGI, so curl ignores it too
    return value != null || name.startsWith("http_")
        ? value
        : environment.get(name.toUpperCase(Locale.ROOT));
  }

  private boolean excluded(String host) {
    String none = variable("no_proxy");
    List<String> patterns = none == null ? List.of() : Words.split(none, ',');
    for (String pattern : patterns) {
      String name = pattern.startsWith(".") ? pattern.substring(1) : pattern;
      if (name.equals("*")
          || (!name.isEmpty() && (host.equals(name) || host.endsWith("." + name)))) {
        return true;
      }
    }
    return false;
  }
}
