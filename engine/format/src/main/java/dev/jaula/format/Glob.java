package dev.jaula.format;

/**
 * Go's path.Match: {@code *} and {@code ?} do not match a slash, {@code [a-z]} and {@code [^a-z]}
 * are sets, a backslash takes away the meaning of the next character.
 */
public final class Glob {
  private final String pattern;
  private int at;

  private Glob(String pattern, int at) {
    this.pattern = pattern;
    this.at = at;
  }

  /**
   * Whether the whole text matches.
   *
   * @throws FormatException {@code syntax error in pattern}
   */
  public static boolean matches(String pattern, String text) {
    check(pattern);
    return matches(pattern, 0, text, 0);
  }

  private static void check(String pattern) {
    Glob glob = new Glob(pattern, 0);
    while (glob.at < pattern.length()) {
      if (pattern.charAt(glob.at) == '*') {
        glob.at++;
      } else {
        glob.one(0);
      }
    }
  }

  /** Linear but for the last star, which alone is tried again. */
  private static boolean matches(String pattern, int fromPattern, String text, int fromText) {
    Glob glob = new Glob(pattern, fromPattern);
    int at = fromText;
    int star = -1;
    int starText = 0;
    while (true) {
      if (glob.at < pattern.length() && pattern.charAt(glob.at) == '*') {
        star = ++glob.at;
        starText = at;
      } else if (at == text.length() && glob.at == pattern.length()) {
        return true;
      } else if (at < text.length()
          && glob.at < pattern.length()
          && glob.one(text.codePointAt(at))) {
        at += Character.charCount(text.codePointAt(at));
      } else if (star >= 0 && starText < text.length() && text.charAt(starText) != '/') {
        at = ++starText;
        glob.at = star;
      } else {
        return false;
      }
    }
  }

  /** Whether the next part of the pattern, which is no star, matches the character. */
  private boolean one(int c) {
    int part = next();
    return switch (part) {
      case '?' -> c != '/';
      case '[' -> set(c);
      case '\\' -> next() == c;
      default -> part == c;
    };
  }

  private boolean set(int c) {
    boolean negated = at < pattern.length() && pattern.charAt(at) == '^';
    at += negated ? 1 : 0;
    boolean found = false;
    for (int ranges = 0; ranges == 0 || peek() != ']'; ranges++) {
      int low = bound();
      int high = low;
      if (peek() == '-') {
        at++;
        high = bound();
      }
      found |= low <= c && c <= high;
    }
    at++;
    return found != negated;
  }

  private int bound() {
    int c = next();
    if (c == '-' || c == ']') {
      throw bad();
    }
    return c == '\\' ? next() : c;
  }

  private int peek() {
    if (at >= pattern.length()) {
      throw bad();
    }
    return pattern.codePointAt(at);
  }

  private int next() {
    int c = peek();
    at += Character.charCount(c);
    return c;
  }

  private static FormatException bad() {
    return new FormatException("syntax error in pattern");
  }
}
