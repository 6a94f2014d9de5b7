package dev.jaula.systemd;

/** Walks through the letters of a type (D-Bus specification, "Valid Signatures"). */
final class Signature {
  /** Deeper nesting than this is refused; systemd's own types have four levels. */
  static final int DEPTH = 16;

  private Signature() {}

  /** The end of the one complete type that begins at a place; an error when there is none. */
  static int end(String signature, int at) {
    return end(signature, at, 0);
  }

  private static int end(String signature, int at, int depth) {
    char type = at < signature.length() && depth < DEPTH ? signature.charAt(at) : 0;
    if (type == 'a') {
      return end(signature, at + 1, depth + 1);
    }
    if (type == '(') {
      int next = at + 1;
      do {
        next = end(signature, next, depth + 1);
      } while (next < signature.length() && signature.charAt(next) != ')');
      if (next < signature.length()) {
        return next + 1;
      }
    } else if (type != 0 && "ybnqiuxtsogv".indexOf(type) >= 0) {
      return at + 1;
    }
    throw new SystemdException("\"" + signature + "\": is not a type that is understood here");
  }

  /** The boundary on which a value of this type begins. */
  static int alignment(char type) {
    return switch (type) {
      case 'n', 'q' -> 2;
      case 'b', 'i', 'u', 's', 'o', 'a' -> 4;
      case 'x', 't', 'd', '(', '{' -> 8;
      default -> 1;
    };
  }

  /** Bytes of a whole number. */
  static int size(char type) {
    return alignment(type);
  }
}
