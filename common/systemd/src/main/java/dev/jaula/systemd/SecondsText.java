package dev.jaula.systemd;

import org.jspecify.annotations.Nullable;

/**
 * Seconds with a fraction, as GVariant's text form writes floating point: {@code 1.5}, {@code
 * 5e-1}, {@code double 2}, {@code @d 2}. Read exactly, without floating point.
 */
final class SecondsText {
  private static final int MICRO = 6;

  private final String text;
  private int at;
  private long digits;
  private int count;
  private int scale = MICRO;

  private SecondsText(String text) {
    this.text = text;
  }

  /**
   * The microseconds, what is below one cut off; null when the text is no floating point.
   *
   * @throws SystemdException when they are negative, or too many
   */
  static @Nullable Long microseconds(String text) {
    String number = text.trim();
    boolean isDouble = number.startsWith("double ") || number.startsWith("@d ");
    if (isDouble) {
      number = number.substring(number.indexOf(' ')).trim();
    }
    SecondsText reader = new SecondsText(number);
    boolean isNegative = reader.skip('-');
    boolean isWhole = reader.mantissa();
    boolean isRight = reader.count > 0 && reader.at == number.length();
    if (!isRight || isWhole && !isDouble) {
      return null;
    }
    if (isNegative && reader.digits != 0) {
      throw new SystemdException("out of range");
    }
    return reader.scaled();
  }

  /** Reads digits, a fraction and an exponent; whether there are only digits. */
  private boolean mantissa() {
    skip('+');
    boolean isWhole = true;
    digits(0);
    if (skip('.')) {
      isWhole = false;
      digits(1);
    }
    if (count > 0 && (skip('e') || skip('E'))) {
      isWhole = false;
      exponent();
    }
    return isWhole;
  }

  /** Digits beyond the 18th only count: they are below a microsecond, or far too many. */
  private void digits(int behindPoint) {
    for (int digit = digit(); digit >= 0; digit = digit()) {
      at++;
      count++;
      if (digits < 100_000_000_000_000_000L) {
        digits = digits * 10 + digit;
        scale -= behindPoint;
      } else {
        scale += 1 - behindPoint;
      }
    }
  }

  private void exponent() {
    boolean isNegative = skip('-');
    if (!isNegative) {
      skip('+');
    }
    int start = at;
    int exponent = 0;
    for (int digit = digit(); digit >= 0; digit = digit()) {
      at++;
      exponent = Math.min(exponent * 10 + digit, 1000);
    }
    if (at == start) {
      // no number: what is left over tells
      at = -1;
    }
    scale += isNegative ? -exponent : exponent;
  }

  private long scaled() {
    long value = digits;
    for (int i = scale; i < 0 && value != 0; i++) {
      value /= 10;
    }
    for (int i = 0; i < scale && value != 0; i++) {
      if (value > Long.MAX_VALUE / 10) {
        throw new SystemdException("out of range");
      }
      value *= 10;
    }
    return value;
  }

  private int digit() {
    return at < text.length() ? Digits.digit(text.charAt(at), 10) : -1;
  }

  private boolean skip(char c) {
    boolean isThere = at < text.length() && text.charAt(at) == c;
    at += isThere ? 1 : 0;
    return isThere;
  }
}
