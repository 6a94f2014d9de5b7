package dev.jaula.runtime;

/** The rule of runc and crun for a container's id. */
final class ContainerId {
  private static final int MOST = 1024;

  private ContainerId() {}

  /** The id itself; an error when it could be mistaken for a path. */
  static String check(String id) {
    boolean right = !id.isEmpty() && id.length() <= MOST && isWord(id.charAt(0));
    for (int i = 1; right && i < id.length(); i++) {
      right = isWord(id.charAt(i)) || id.charAt(i) == '.';
    }
    if (!right || id.charAt(0) == '-') {
      throw new OciException(
          "invalid container id \""
              + id
              + "\"; write letters, digits, _ + - and ., the first none of - and .");
    }
    return id;
  }

  private static boolean isWord(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '_'
        || c == '+'
        || c == '-';
  }
}
