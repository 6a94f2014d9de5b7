package dev.jaula.json;

/** Reads one string: escapes, and UTF-8 in its only right form (RFC 3629, section 4). */
final class JsonString {
  private JsonString() {}

  /** The string whose opening quote is the next byte. */
  static String read(JsonInput in) {
    in.expect('"');
    int start = in.pos();
    in.plain();
    String begin = in.since(start);
    if (in.accept('"')) {
      return begin;
    }
    StringBuilder text = new StringBuilder(begin);
    while (!in.accept('"')) {
      if (in.accept('\\')) {
        escape(in, text);
      } else if (in.peek() < 0x20) {
        throw in.bad("control character in string");
      } else {
        text.appendCodePoint(codePoint(in));
      }
    }
    return text.toString();
  }

  private static void escape(JsonInput in, StringBuilder text) {
    int c = in.peek();
    switch (c) {
      case '"', '\\', '/' -> text.append((char) c);
      case 'b' -> text.append('\b');
      case 'f' -> text.append('\f');
      case 'n' -> text.append('\n');
      case 'r' -> text.append('\r');
      case 't' -> text.append('\t');
      case 'u' -> {
        in.skip();
        text.append(fourDigits(in));
        return;
      }
      default -> throw in.bad("bad escape");
    }
    in.skip();
  }

  private static char fourDigits(JsonInput in) {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      unit = unit << 4 | hexDigit(in);
      in.skip();
    }
    return (char) unit;
  }

  private static int hexDigit(JsonInput in) {
    int c = in.peek();
    int lower = c | 0x20;
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    if (lower >= 'a' && lower <= 'f') {
      return lower - 'a' + 10;
    }
    throw in.bad("bad \\u escape");
  }

  private static int codePoint(JsonInput in) {
    int first = in.peek();
    if (first < 0x80) {
      in.skip();
      return first;
    }
    if (first < 0xC2 || first > 0xF4) {
      throw in.bad("invalid UTF-8");
    }
    in.skip();
    int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
    int codePoint = first & (0x3F >> more);
    for (int i = 0; i < more; i++) {
      int next = in.peek();
      if ((next & 0xC0) != 0x80) {
        throw in.bad("invalid UTF-8");
      }
      codePoint = codePoint << 6 | (next & 0x3F);
      in.skip();
    }
    int least = more == 3 ? 0x10000 : more == 2 ? 0x800 : 0x80;
    boolean surrogate = codePoint >= 0xD800 && codePoint < 0xE000;
    if (codePoint < least || codePoint > 0x10FFFF || surrogate) {
      throw in.bad("invalid UTF-8");
    }
    return codePoint;
  }
}
