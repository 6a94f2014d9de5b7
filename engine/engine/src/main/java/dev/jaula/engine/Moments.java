package dev.jaula.engine;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;

/** RFC 3339 times of images, read without java.time.format, which takes long to load. */
final class Moments {
  private static final int DATE_AND_TIME = 19;
  private static final int NANO_DIGITS = 9;

  private Moments() {}

  /** The epoch for what is no time. */
  static Instant parse(String text) {
    try {
      return text.length() > DATE_AND_TIME ? read(text) : Instant.EPOCH;
    } catch (DateTimeException | NumberFormatException e) {
      return Instant.EPOCH;
    }
  }

  /** {@code 2026-01-02T03:04:05[.123456789](Z|+01:00)}. */
  private static Instant read(String text) {
    long day = LocalDate.of(part(text, 0, 4), part(text, 5, 7), part(text, 8, 10)).toEpochDay();
    long seconds = part(text, 11, 13) * 3600L + part(text, 14, 16) * 60L + part(text, 17, 19);
    int end = DATE_AND_TIME;
    long nanos = 0;
    if (text.charAt(end) == '.') {
      int from = ++end;
      while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
        end++;
      }
      String digits = text.substring(from, Math.min(end, from + NANO_DIGITS));
      nanos = Long.parseLong(digits + "0".repeat(NANO_DIGITS - digits.length()));
    }
    return Instant.ofEpochSecond(day * 86_400 + seconds - offset(text.substring(end)), nanos);
  }

  private static long offset(String zone) {
    if (zone.equals("Z") || zone.equals("z")) {
      return 0;
    }
    if (zone.length() != 6) {
      throw new DateTimeException(zone);
    }
    long seconds = part(zone, 1, 3) * 3600L + part(zone, 4, 6) * 60L;
    return zone.charAt(0) == '-' ? -seconds : seconds;
  }

  private static int part(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }
}
