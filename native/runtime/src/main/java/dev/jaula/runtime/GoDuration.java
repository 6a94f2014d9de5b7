package dev.jaula.runtime;

import org.jspecify.annotations.Nullable;

/** A time span as Go's time.ParseDuration reads it: {@code 5s}, {@code 1.5h}, {@code 1m30s}. */
final class GoDuration {
  private static final int MOST_DIGITS = 9;

  private final String text;
  private int at;

  private GoDuration(String text) {
    this.text = text;
  }

  /** Nanoseconds, or null when it is none. */
  static @Nullable Long parse(String text) {
    if (text.equals("0")) {
      return 0L;
    }
    GoDuration duration = new GoDuration(text);
    long sum = 0;
    do {
      long part = duration.part();
      if (part < 0 || sum + part < 0) {
        return null;
      }
      sum += part;
    } while (duration.at < text.length());
    return sum;
  }

  /** A number and its unit; -1 for anything else. */
  private long part() {
    int from = at;
    long whole = digits();
    int wholeDigits = at - from;
    long fraction = 0;
    long scale = 1;
    if (at < text.length() && text.charAt(at) == '.') {
      int dot = ++at;
      fraction = digits();
      if (wholeDigits + at - dot == 0) {
        return -1;
      }
      for (int i = dot; i < at; i++) {
        scale *= 10;
      }
    } else if (wholeDigits == 0) {
      return -1;
    }
    long unit = unit();
    if (whole < 0 || fraction < 0 || unit < 0) {
      return -1;
    }
    return whole * unit + fraction * unit / scale;
  }

  /** -1 for more than fit. */
  private long digits() {
    long value = 0;
    int from = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      value = at - from >= MOST_DIGITS ? -1 : value * 10 + text.charAt(at) - '0';
      if (value < 0) {
        return -1;
      }
      at++;
    }
    return value;
  }

  private long unit() {
    int from = at;
    while (at < text.length() && text.charAt(at) != '.' && !isDigit(text.charAt(at))) {
      at++;
    }
    return switch (text.substring(from, at)) {
      case "ns" -> 1;
      case "us", "\u00b5s", "\u03bcs" -> 1_000;
      case "ms" -> 1_000_000;
      case "s" -> 1_000_000_000L;
      case "m" -> 60_000_000_000L;
      case "h" -> 3_600_000_000_000L;
      default -> -1;
    };
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
