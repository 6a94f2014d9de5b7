package dev.jaula.systemd;

/** Reading whole numbers. */
final class Digits {
  private Digits() {}

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
