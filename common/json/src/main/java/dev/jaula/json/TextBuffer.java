package dev.jaula.json;

import java.util.Arrays;

/**
 * Text that grows at its end. TeaVM's StringBuilder appends by inserting, at some hundred
 * instructions a call, which was a quarter of what a container's start computes.
 */
final class TextBuffer {
  private char[] text = new char[2048];
  private int length;

  void append(char c) {
    reserve(1);
    text[length++] = c;
  }

  void append(String more) {
    int n = more.length();
    reserve(n);
    more.getChars(0, n, text, length);
    length += n;
  }

  void append(String more, int from, int to) {
    reserve(to - from);
    more.getChars(from, to, text, length);
    length += to - from;
  }

  /**
   * Appends the text when JSON can hold it as it is: no quotes, backslashes, control characters or
   * surrogates. Else appends nothing and says so.
   */
  boolean appendPlain(String more) {
    int n = more.length();
    reserve(n);
    char[] to = text;
    int end = length + n;
    more.getChars(0, n, to, length);
    for (int i = length; i < end; i++) {
      char c = to[i];
      if (c < 0x20 || c == '"' || c == '\\' || c >= 0xD800 && c < 0xE000) {
        return false;
      }
    }
    length = end;
    return true;
  }

  private void reserve(int more) {
    if (length + more > text.length) {
      text = Arrays.copyOf(text, Math.max(2 * text.length, length + more));
    }
  }

  @Override
  public String toString() {
    return new String(text, 0, length);
  }
}
