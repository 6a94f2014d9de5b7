package dev.jaula.bootstrap;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One archive that packages come from (man 5 sources.list): a mirror, a suite, components.
 *
 * @param uri the mirror without a slash at its end, such as {@code http://deb.debian.org/debian}
 * @param suite the folder below {@code dists}
 * @param components such as {@code main}; empty for those of the options
 * @param architectures those it is limited to; empty for any
 * @param signedBy paths of keyrings, fingerprints, or a key in armour; empty for the usual ones
 * @param trusted true when signatures are not looked at
 * @param checkValidUntil false when an old archive will do
 */
record AptSource(
    String uri,
    String suite,
    List<String> components,
    List<String> architectures,
    String signedBy,
    boolean trusted,
    boolean checkValidUntil) {

  /** A mirror as it is given on a command line. */
  static AptSource of(String uri, String suite) {
    return new AptSource(trim(uri), suite, List.of(), List.of(), "", false, true);
  }

  static String trim(String uri) {
    int end = uri.length();
    while (end > 0 && uri.charAt(end - 1) == '/') {
      end--;
    }
    return uri.substring(0, end);
  }

  AptSource with(String newSuite, List<String> newComponents) {
    return new AptSource(
        uri, newSuite, newComponents, architectures, signedBy, trusted, checkValidUntil);
  }

  boolean isFor(String arch) {
    return architectures.isEmpty() || architectures.contains(arch);
  }

  /** The scheme in front of the colon, or null when there is none. */
  static @Nullable String scheme(String uri) {
    int colon = uri.indexOf(':');
    return colon < 1 || uri.lastIndexOf('/', colon) >= 0 ? null : uri.substring(0, colon);
  }

  /** The address without a user's name and password. */
  static String publicly(String uri) {
    int slashes = uri.indexOf("://");
    int at = uri.indexOf('@');
    int path = slashes < 0 ? -1 : uri.indexOf('/', slashes + 3);
    boolean secret = slashes >= 0 && at > slashes && (path < 0 || at < path);
    return secret ? uri.substring(0, slashes + 3) + uri.substring(at + 1) : uri;
  }

  @Override
  public String toString() {
    return publicly(uri) + " " + suite;
  }
}
