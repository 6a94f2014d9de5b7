package dev.jaula.format;

/** Go's string literals, written and read (strconv.Quote and Unquote). */
final class Quote {
  private Quote() {}

  /** The string in double quotes. */
  static String quote(String text) {
    StringBuilder out = new StringBuilder("\"");
    text.codePoints().forEach(c -> escape(out, c, '"'));
    return out.append('"').toString();
  }

  /** The character in single quotes. */
  static String quote(int rune) {
    StringBuilder out = new StringBuilder("'");
    escape(out, rune, '\'');
    return out.append('\'').toString();
  }

  /** The character as {@code U+0029 ')'}. */
  static String unicode(int rune) {
    if (rune < 0) {
      return "U+FFFFFFFFFFFFFFFF";
    }
    String code = String.format("U+%04X", rune);
    return isPrintable(rune) ? code + " '" + Character.toString(rune) + "'" : code;
  }

  private static void escape(StringBuilder out, int c, char quote) {
    int simple = "\u0007\b\f\n\r\t\u000b".indexOf(c);
    if (c == quote || c == '\\') {
      out.append('\\').append((char) c);
    } else if (simple >= 0) {
      out.append('\\').append("abfnrtv".charAt(simple));
    } else if (isPrintable(c)) {
      out.appendCodePoint(c);
    } else {
      out.append(String.format(c < 0x80 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x", c));
    }
  }

  private static boolean isPrintable(int c) {
    int type = Character.getType(c);
    return c == ' '
        || type != Character.CONTROL
            && type != Character.UNASSIGNED
            && type != Character.SURROGATE
            && type != Character.PRIVATE_USE
            && type != Character.FORMAT
            && !Character.isSpaceChar(c);
  }

  /**
   * What a literal means: in double quotes, back quotes or single quotes.
   *
   * @throws FormatException {@code invalid syntax}
   */
  static String unquote(String literal) {
    char quote = literal.charAt(0);
    String body = literal.substring(1, literal.length() - 1);
    if (quote == '`') {
      return body.replace("\r", "");
    }
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (at < body.length()) {
      at = body.charAt(at) == '\\' ? unescape(body, at + 1, quote, out) : plain(body, at, out);
    }
    if (quote == '\'' && out.isEmpty()) {
      throw invalid();
    }
    return out.toString();
  }

  private static int plain(String body, int at, StringBuilder out) {
    int c = body.codePointAt(at);
    out.appendCodePoint(c);
    return at + Character.charCount(c);
  }

  private static int unescape(String body, int at, char quote, StringBuilder out) {
    char c = body.charAt(at);
    int simple = "abfnrtv\\".indexOf(c);
    if (simple >= 0) {
      out.append("\u0007\b\f\n\r\t\u000b\\".charAt(simple));
      return at + 1;
    }
    if (c == quote) {
      out.append(c);
      return at + 1;
    }
    return switch (c) {
      case 'x' -> number(body, at + 1, 2, 16, out);
      case 'u' -> number(body, at + 1, 4, 16, out);
      case 'U' -> number(body, at + 1, 8, 16, out);
      case '0', '1', '2', '3', '4', '5', '6', '7' -> number(body, at, 3, 8, out);
      default -> throw invalid();
    };
  }

  private static int number(String body, int at, int digits, int radix, StringBuilder out) {
    if (at + digits > body.length()) {
      throw invalid();
    }
    long code = 0;
    for (int i = at; i < at + digits; i++) {
      int digit = Character.digit(body.charAt(i), radix);
      if (digit < 0) {
        throw invalid();
      }
      code = code * radix + digit;
    }
    if (code > Character.MAX_CODE_POINT || radix == 8 && code > 255) {
      throw invalid();
    }
    out.appendCodePoint((int) code);
    return at + digits;
  }

  private static FormatException invalid() {
    return new FormatException("invalid syntax");
  }
}
