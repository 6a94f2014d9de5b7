package dev.jaula.json;

/** The bytes that are parsed, and how far. */
final class JsonInput {
  private final byte[] in;
  private final int end;
  private int pos;

  JsonInput(byte[] in, int length) {
    this.in = in;
    this.end = length;
  }

  int pos() {
    return pos;
  }

  boolean atEnd() {
    return pos == end;
  }

  /** The next byte, 0 to 255, which stays where it is. */
  int peek() {
    if (pos >= end) {
      throw bad("unexpected end");
    }
    return in[pos] & 0xFF;
  }

  void skip() {
    pos++;
  }

  /** Skips the byte if it is the next one. */
  boolean accept(char c) {
    boolean there = pos < end && in[pos] == c;
    if (there) {
      pos++;
    }
    return there;
  }

  void expect(char c) {
    if (peek() != c) {
      throw bad("'" + c + "' expected");
    }
    pos++;
  }

  void space() {
    while (pos < end && (in[pos] == ' ' || in[pos] == '\n' || in[pos] == '\r' || in[pos] == '\t')) {
      pos++;
    }
  }

  /** Skips ASCII that stands for itself in a string. */
  void plain() {
    while (pos < end && in[pos] >= 0x20 && in[pos] != '"' && in[pos] != '\\') {
      pos++;
    }
  }

  /** Skips a value by its brackets and quotes alone. */
  void passOver() {
    int depth = 0;
    do {
      int c = peek();
      if (c == '"') {
        passOverString();
      } else {
        depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
        pos++;
      }
    } while (depth > 0);
  }

  private void passOverString() {
    pos++;
    while (peek() != '"') {
      pos += in[pos] == '\\' ? 2 : 1;
    }
    pos++;
  }

  /** Skips decimal digits, of which there must be one. */
  void digits() {
    int start = pos;
    while (pos < end && in[pos] >= '0' && in[pos] <= '9') {
      pos++;
    }
    if (pos == start) {
      throw bad(pos == end ? "unexpected end" : "unexpected character");
    }
  }

  /** The ASCII from a position to here. */
  String since(int start) {
    char[] text = new char[pos - start];
    for (int i = 0; i < text.length; i++) {
      text[i] = (char) in[start + i];
    }
    return new String(text);
  }

  JsonException bad(String what) {
    return new JsonException(what + " at byte " + pos);
  }
}
