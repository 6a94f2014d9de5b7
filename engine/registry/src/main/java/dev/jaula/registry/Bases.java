package dev.jaula.registry;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a registry speaks http or https. Only an insecure one may speak http, as with
 * Docker; which of the two it does is tried once.
 */
final class Bases {
  private static final String HUB = "registry-1.docker.io";

  private final Routes routes;
  private final HostClients clients;
  private final Transport transport;
  private final Timeouts timeouts;
  private final Map<String, URI> known = new ConcurrentHashMap<>();

  Bases(Routes routes, HostClients clients, Transport transport, Timeouts timeouts) {
    this.routes = routes;
    this.clients = clients;
    this.transport = transport;
    this.timeouts = timeouts;
  }

  /** Scheme, host and port. */
  URI of(Endpoint endpoint) {
    if (endpoint.scheme() != null) {
      return uri(endpoint.scheme(), endpoint.host());
    }
    @Nullable URI found = known.get(endpoint.host());
    if (found == null) {
      found = find(endpoint.host());
      known.put(endpoint.host(), found);
    }
    return found;
  }

  private static URI uri(String scheme, String host) {
    try {
      return URI.create(scheme + "://" + host);
    } catch (IllegalArgumentException e) {
      throw new RegistryException("\"" + host + "\" is not a registry's host", e);
    }
  }

  private URI find(String host) {
    URI https = uri("https", host.equals("docker.io") ? HUB : host);
    Origin origin = Origin.of(https);
    if (!routes.insecure(origin)) {
      return https;
    }
    URI http = uri("http", host);
    boolean plain =
        https.getPort() > 0 && !clients.proxied(http) ? plain(origin) : !encrypted(https);
    return plain ? http : https;
  }

  /**
   * Whether what listens answers plain HTTP. It is asked without a word of who we are; a server
   * that wants TLS answers 400, with an alert, or not at all.
   */
  private boolean plain(Origin origin) {
    String host = origin.host();
    InetSocketAddress address =
        new InetSocketAddress(
            host.startsWith("[") ? host.substring(1, host.length() - 1) : host, origin.port());
    try (Socket socket = new Socket()) {
      socket.connect(address, (int) timeouts.connect().toMillis());
      socket.setSoTimeout((int) timeouts.connect().toMillis());
      String head = "GET /v2/ HTTP/1.1\r\nHost: " + host + ":" + origin.port();
      String whole = head + "\r\nUser-Agent: jaula\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(whole.getBytes(StandardCharsets.US_ASCII));
      return plain(socket.getInputStream().readNBytes("HTTP/1.1 200".length()));
    } catch (IOException e) {
      return refused(origin, e);
    }
  }

  private static boolean plain(byte[] start) {
    String text = new String(start, StandardCharsets.ISO_8859_1);
    return text.startsWith("HTTP/") && !text.endsWith(" 400");
  }

  /** Nobody there is told at once; whoever hangs up on plain HTTP may like TLS. */
  private static boolean refused(Origin origin, IOException e) {
    if (e instanceof ConnectException || e instanceof UnknownHostException) {
      throw Unreachable.of(origin.authority(), e);
    }
    return false;
  }

  private boolean encrypted(URI https) {
    try (Answer answer = transport.send(Call.of("GET", https.resolve("/v2/")))) {
      return answer.status() > 0;
    } catch (SSLException | ConnectException e) {
      return false;
    } catch (IOException e) {
      throw Unreachable.of(https.getRawAuthority(), e);
    }
  }
}
