package dev.jaula.image;

/**
 * What the parts of an image's name are made of (github.com/distribution/reference, regexp.go),
 * without regular expressions: they take longer to load than all else that a list of images needs,
 * and recurse for each character of a long name.
 */
final class NameRules {
  private static final int LONGEST_TAG = 128;

  private NameRules() {}

  /** Components between slashes. */
  static boolean isRepository(String text) {
    int begin = 0;
    for (int slash = text.indexOf('/'); slash >= 0; slash = text.indexOf('/', begin)) {
      if (!isComponent(text, begin, slash)) {
        return false;
      }
      begin = slash + 1;
    }
    return isComponent(text, begin, text.length());
  }

  /** Lower case and digits, with one dot, one or two underscores, or dashes between them. */
  private static boolean isComponent(String text, int from, int to) {
    int at = alphanumerics(text, from, to);
    while (at > from && at < to) {
      int next = separator(text, at, to);
      int end = alphanumerics(text, next, to);
      if (next == at || end == next) {
        return false;
      }
      at = end;
    }
    return at > from;
  }

  private static int alphanumerics(String text, int from, int to) {
    int at = from;
    while (at < to && (isLower(text.charAt(at)) || isDigit(text.charAt(at)))) {
      at++;
    }
    return at;
  }

  /** Where a separator ends; where it begins when it is none. */
  private static int separator(String text, int from, int to) {
    char c = text.charAt(from);
    int at = from;
    while (at < to && text.charAt(at) == c) {
      at++;
    }
    int length = at - from;
    boolean good = c == '-' || (c == '.' && length == 1) || (c == '_' && length <= 2);
    return good ? at : from;
  }

  /** A letter, digit or underscore, then dots and dashes too. */
  static boolean isTag(String text) {
    boolean good = !text.isEmpty() && text.length() <= LONGEST_TAG;
    for (int i = 0; good && i < text.length(); i++) {
      char c = text.charAt(i);
      good = isLetter(c) || isDigit(c) || c == '_' || (i > 0 && (c == '.' || c == '-'));
    }
    return good;
  }

  /** A name or address, the one of IPv6 in brackets, then perhaps a port. */
  static boolean isHost(String text) {
    int end = text.startsWith("[") ? text.indexOf(']') + 1 : hostName(text);
    if (end == 0 || (text.startsWith("[") && !isAddress(text, end - 1))) {
      return false;
    }
    return end == text.length() || (text.charAt(end) == ':' && isPort(text, end + 1));
  }

  private static int hostName(String text) {
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (!isLetter(c) && !isDigit(c) && (at == 0 || (c != '.' && c != '-'))) {
        return at;
      }
      at++;
    }
    return at;
  }

  private static boolean isAddress(String text, int close) {
    for (int i = 1; i < close; i++) {
      char c = text.charAt(i);
      boolean hex = (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
      if (!hex && !isDigit(c) && c != ':' && c != '.') {
        return false;
      }
    }
    return close > 1;
  }

  private static boolean isPort(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      if (!isDigit(text.charAt(i))) {
        return false;
      }
    }
    return from < text.length();
  }

  private static boolean isLower(char c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean isLetter(char c) {
    return isLower(c) || (c >= 'A' && c <= 'Z');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
