package dev.jaula.handover;

/**
 * Names of images as files of {@code images/run}: what a run looks up before any JVM is started.
 * The rules are Docker's (github.com/distribution/reference); that a name is one, the engine has
 * checked when it made the file.
 */
public final class ImageNames {
  private static final String HUB = "docker.io/";

  private ImageNames() {}

  /** The whole name: {@code debian} is {@code docker.io/library/debian:latest}. */
  public static String whole(String typed) {
    int at = typed.indexOf('@');
    String name = at < 0 ? typed : typed.substring(0, at);
    int slash = name.indexOf('/');
    String whole = name;
    if (slash <= 0 || !isHost(name.substring(0, slash))) {
      whole = HUB + (slash < 0 ? "library/" : "") + name;
    } else if (name.startsWith("index.docker.io/")) {
      whole = whole(name.substring("index.".length()));
    } else if (name.startsWith(HUB) && name.lastIndexOf('/') == slash) {
      whole = HUB + "library/" + name.substring(HUB.length());
    }
    if (at >= 0) {
      return whole + typed.substring(at);
    }
    return whole.lastIndexOf(':') > whole.lastIndexOf('/') ? whole : whole + ":latest";
  }

  /** A first part is a host when it has a dot, a port or upper case, or is localhost. */
  private static boolean isHost(String first) {
    if (first.equals("localhost")) {
      return true;
    }
    for (int i = 0; i < first.length(); i++) {
      char c = first.charAt(i);
      if (c == '.' || c == ':' || c >= 'A' && c <= 'Z') {
        return true;
      }
    }
    return false;
  }

  /** The file of a whole name; no name of an image has a percent sign. */
  public static String file(String whole) {
    return whole.replace('/', '%');
  }

  /**
   * Whether it may be an image's ID or the beginning of one: {@code sha256:} is left out or not.
   */
  public static boolean mayBeId(String typed) {
    String digits = typed.startsWith("sha256:") ? typed.substring(7) : typed;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
        return false;
      }
    }
    return digits.length() >= 4 && digits.length() <= 64;
  }
}
