package dev.jaula.systemd;

import java.util.ArrayList;
import java.util.List;

/** Cutting text and reading numbers: String.split would bring the regex engine into the binary. */
final class Words {
  private Words() {}

  /** The parts between separators, empty ones included: one more than there are separators. */
  static List<String> parts(String text, char separator) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    int end = text.indexOf(separator);
    while (end >= 0) {
      parts.add(text.substring(start, end));
      start = end + 1;
      end = text.indexOf(separator, start);
    }
    parts.add(text.substring(start));
    return parts;
  }

  /** The parts between separators; empty parts are left out. */
  static List<String> split(String text, char separator) {
    List<String> some = new ArrayList<>();
    for (String part : parts(text, separator)) {
      if (!part.isEmpty()) {
        some.add(part);
      }
    }
    return some;
  }

  /** The value of a digit, or -1. */
  static int digit(char c, int base) {
    int value = -1;
    if (c >= '0' && c <= '9') {
      value = c - '0';
    } else if (c >= 'a' && c <= 'f') {
      value = c - 'a' + 10;
    } else if (c >= 'A' && c <= 'F') {
      value = c - 'A' + 10;
    }
    return value < base ? value : -1;
  }

  /** A decimal number from 0 to 10^18 - 1, or -1 when the text is none. */
  static long natural(String text) {
    if (text.isEmpty() || text.length() > 18) {
      return -1;
    }
    long value = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = digit(text.charAt(i), 10);
      if (digit < 0) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }
}
