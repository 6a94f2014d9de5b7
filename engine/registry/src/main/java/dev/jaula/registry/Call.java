package dev.jaula.registry;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request.
 *
 * @param method of HTTP
 * @param uri whole
 * @param headers by name
 * @param payload what is sent; null for nothing
 */
record Call(String method, URI uri, Map<String, String> headers, @Nullable Payload payload) {
  Call {
    headers = Map.copyOf(headers);
  }

  static Call of(String method, URI uri) {
    return new Call(method, uri, Map.of(), null);
  }

  Call with(String name, @Nullable String value) {
    if (value == null) {
      return this;
    }
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Call(method, uri, more, payload);
  }

  Call with(Payload body) {
    return new Call(method, uri, headers, body);
  }

  /**
   * The same request at another address. What proves who we are stays behind when that is another
   * host, port or scheme, and for good: a later redirect back does not bring it again.
   */
  Call to(URI next) {
    Map<String, String> kept = new LinkedHashMap<>(headers);
    if (!Origin.of(next).equals(Origin.of(uri))) {
      kept.keySet().removeIf(Call::secret);
    }
    return new Call(method, next, kept, payload);
  }

  private static boolean secret(String header) {
    return header.equalsIgnoreCase("Authorization") || header.equalsIgnoreCase("Cookie");
  }
}
