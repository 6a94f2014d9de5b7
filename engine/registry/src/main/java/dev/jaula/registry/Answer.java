package dev.jaula.registry;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A registry's answer.
 *
 * @param status of HTTP
 * @param uri where it came from, after redirects
 * @param headers as they came
 * @param body to be read or closed
 */
record Answer(int status, URI uri, HttpHeaders headers, InputStream body) implements AutoCloseable {
  /** More than this of an unread body is not worth keeping the connection. */
  private static final int DRAIN = 64 << 10;

  @Nullable String header(String name) {
    return headers.firstValue(name).orElse(null);
  }

  List<String> all(String name) {
    return headers.allValues(name);
  }

  /** The body's length as announced; -1 when it was not, or not as a number. */
  long length() {
    @Nullable String text = header("Content-Length");
    try {
      return text == null ? -1 : Long.parseLong(text.trim());
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  boolean redirect() {
    return switch (status) {
      case 301, 302, 303, 307, 308 -> header("Location") != null;
      default -> false;
    };
  }

  /** Where the answer sends us, relative to where it came from. */
  URI location() {
    @Nullable String text = header("Location");
    if (text == null) {
      throw new RegistryException(Origin.of(uri) + " answers " + status + " without Location");
    }
    try {
      return uri.resolve(URI.create(text));
    } catch (IllegalArgumentException e) {
      throw new RegistryException(Origin.of(uri) + ": Location \"" + text + "\" is no address", e);
    }
  }

  /**
   * The whole body, which must be small.
   *
   * @throws RegistryException when it has more than limit bytes
   */
  byte[] bytes(int limit) throws IOException {
    try (this) {
      byte[] bytes = length() > limit ? new byte[0] : body.readNBytes(limit + 1);
      if (length() > limit || bytes.length > limit) {
        body.close();
        throw new RegistryException(uri + " is larger than " + limit + " bytes, the limit");
      }
      return bytes;
    }
  }

  @Override
  public void close() {
    try (body) {
      if (length() >= 0 && length() <= DRAIN) {
        body.skipNBytes(length());
      }
    } catch (IOException e) {
      // The answer has been understood; its connection is just not used again.
      return;
    }
  }
}
