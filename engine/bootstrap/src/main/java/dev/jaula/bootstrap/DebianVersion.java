package dev.jaula.bootstrap;

/**
 * The order of package versions: {@code [epoch:]upstream[-revision]} (Debian Policy 5.6.12, man 7
 * deb-version).
 */
public final class DebianVersion {
  private DebianVersion() {}

  /** Negative when {@code a} is older than {@code b}, 0 when they are the same version. */
  public static int compare(String a, String b) {
    int epoch = Long.compare(epoch(a), epoch(b));
    if (epoch != 0) {
      return epoch;
    }
    String restA = a.substring(a.indexOf(':') + 1);
    String restB = b.substring(b.indexOf(':') + 1);
    int dashA = restA.lastIndexOf('-');
    int dashB = restB.lastIndexOf('-');
    int upstream =
        part(
            dashA < 0 ? restA : restA.substring(0, dashA),
            dashB < 0 ? restB : restB.substring(0, dashB));
    return upstream != 0
        ? upstream
        : part(
            dashA < 0 ? "" : restA.substring(dashA + 1),
            dashB < 0 ? "" : restB.substring(dashB + 1));
  }

  /**
   * Whether {@code version} stands in the relation to {@code wanted}.
   *
   * @param operator one of {@code << <= = >= >>}, or the old {@code <} and {@code >}, which mean
   *     {@code <=} and {@code >=}
   */
  public static boolean satisfies(String version, String operator, String wanted) {
    int order = compare(version, wanted);
    return switch (operator) {
      case "<<" -> order < 0;
      case "<=", "<" -> order <= 0;
      case "=" -> order == 0;
      case ">=", ">" -> order >= 0;
      case ">>" -> order > 0;
      default -> throw new BootstrapException("'" + operator + "' is no relation of versions");
    };
  }

  private static long epoch(String version) {
    int colon = version.indexOf(':');
    long epoch = 0;
    for (int i = 0; i < colon; i++) {
      char c = version.charAt(i);
      epoch = isDigit(c) && epoch < Integer.MAX_VALUE ? epoch * 10 + (c - '0') : epoch;
    }
    return epoch;
  }

  /** Alternates between what is no digit, compared by {@link #weight}, and whole numbers. */
  private static int part(String a, String b) {
    int i = 0;
    int j = 0;
    while (i < a.length() || j < b.length()) {
      while ((i < a.length() && !isDigit(a.charAt(i)))
          || (j < b.length() && !isDigit(b.charAt(j)))) {
        int order = weight(a, i) - weight(b, j);
        if (order != 0) {
          return order;
        }
        i++;
        j++;
      }
      int endA = number(a, i);
      int endB = number(b, j);
      int order = numbers(a, i, endA, b, j, endB);
      if (order != 0) {
        return order;
      }
      i = endA;
      j = endB;
    }
    return 0;
  }

  /** A tilde before the end, the end (or a digit) before letters, letters before all others. */
  private static int weight(String s, int at) {
    if (at >= s.length() || isDigit(s.charAt(at))) {
      return 0;
    }
    char c = s.charAt(at);
    boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return c == '~' ? -1 : letter ? c : c + 256;
  }

  private static int number(String s, int from) {
    int end = from;
    while (end < s.length() && isDigit(s.charAt(end))) {
      end++;
    }
    return end;
  }

  /** Compares two numbers of any length, an empty one being zero. */
  private static int numbers(String a, int from, int endA, String b, int fromB, int endB) {
    int i = from;
    int j = fromB;
    while (i < endA && a.charAt(i) == '0') {
      i++;
    }
    while (j < endB && b.charAt(j) == '0') {
      j++;
    }
    int length = (endA - i) - (endB - j);
    while (length == 0 && i < endA) {
      length = a.charAt(i) - b.charAt(j);
      i++;
      j++;
    }
    return length;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
