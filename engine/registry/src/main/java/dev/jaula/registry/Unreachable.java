package dev.jaula.registry;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** Makes a broken connection into a line for the user. */
final class Unreachable {
  private Unreachable() {}

  /** What to tell, with a fix where one is known. */
  static RegistryException of(String host, IOException e) {
    return new RegistryException("registry " + host + ": " + why(host, e), e);
  }

  /** Whether another try at once can hardly help: nobody listens, or TLS does not come about. */
  static boolean lasting(IOException e) {
    return e instanceof ConnectException
        || e instanceof HttpConnectTimeoutException
        || has(e, UnknownHostException.class)
        || has(e, SSLException.class);
  }

  /** Whether no later try can help either: TLS does not come about. */
  static boolean hopeless(IOException e) {
    return has(e, SSLHandshakeException.class);
  }

  private static String why(String host, IOException e) {
    if (has(e, UnresolvedAddressException.class) || has(e, UnknownHostException.class)) {
      return "no such host; check its name and the DNS";
    }
    if (e instanceof HttpConnectTimeoutException) {
      return "no connection in time; check the network, or HTTPS_PROXY";
    }
    if (e instanceof HttpTimeoutException) {
      return words(e) + "; try again";
    }
    if (e instanceof ConnectException) {
      return "connection refused; is it running, and is the port right?";
    }
    @Nullable SSLException tls = find(e, SSLException.class);
    return tls == null ? words(e) + "; try again" : tls(host, words(tls));
  }

  private static String tls(String host, String words) {
    String certs = "/etc/docker/certs.d/" + host;
    if (words.contains("nrecognized SSL message")) {
      return "http: server gave HTTP response to HTTPS client; if it shall be used without TLS,"
          + " name it in insecure-registries of /etc/docker/daemon.json";
    }
    if (words.contains("PKIX")) {
      return "x509: certificate signed by unknown authority, or expired ("
          + words
          + "); put its CA into "
          + certs
          + "/ca.crt";
    }
    if (words.contains("bad_certificate") || words.contains("certificate_required")) {
      return "it wants a certificate of ours ("
          + words
          + "); put client.cert and client.key into "
          + certs;
    }
    return "TLS: " + words;
  }

  private static String words(Throwable e) {
    @Nullable String message = e.getMessage();
    return message == null
        ? "the connection broke (" + e.getClass().getSimpleName() + ")"
        : message;
  }

  private static boolean has(Throwable e, Class<? extends Throwable> type) {
    return find(e, type) != null;
  }

  private static <T extends Throwable> @Nullable T find(Throwable e, Class<T> type) {
    @Nullable Throwable cause = e;
    for (int depth = 0; cause != null && depth < 10; depth++) {
      if (type.isInstance(cause)) {
        return type.cast(cause);
      }
      cause = cause.getCause();
    }
    return null;
  }
}
