package dev.jaula.registry;

import java.net.URI;
import java.util.Locale;

/**
 * Whom a request goes to (RFC 6454): credentials for one are never sent to another.
 *
 * @param scheme {@code http} or {@code https}
 * @param host in lower case; an IPv6 address with its brackets
 * @param port never -1
 */
record Origin(String scheme, String host, int port) {
  static Origin of(URI uri) {
    String scheme = lower(uri.getScheme());
    String host = uri.getHost();
    if (host == null || !(scheme.equals("http") || scheme.equals("https"))) {
      throw new RegistryException("\"" + uri + "\" is no address of http or https with a host");
    }
    return new Origin(scheme, lower(host), uri.getPort() < 0 ? standard(scheme) : uri.getPort());
  }

  private static String lower(@org.jspecify.annotations.Nullable String text) {
    return text == null ? "" : text.toLowerCase(Locale.ROOT);
  }

  private static int standard(String scheme) {
    return scheme.equals("https") ? 443 : 80;
  }

  boolean secure() {
    return scheme.equals("https");
  }

  /** Host, and the port where it is not the scheme's. */
  String authority() {
    return port == standard(scheme) ? host : host + ":" + port;
  }

  @Override
  public String toString() {
    return scheme + "://" + authority();
  }
}
