package dev.jaula.registry;

import java.net.URI;
import java.net.http.HttpClient;
import org.jspecify.annotations.Nullable;

/** Which client of HTTP speaks to which host: each has its own proxies, authorities and keys. */
interface Clients {
  /** The client for this address's host. */
  HttpClient of(URI uri);

  /**
   * What the proxy before this address wants to hear; null when there is none, or it asks nothing.
   */
  @Nullable String proxyAuthorization(URI uri);
}
