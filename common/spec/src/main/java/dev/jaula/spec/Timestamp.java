package dev.jaula.spec;

import org.jspecify.annotations.Nullable;

/**
 * A moment in UTC.
 *
 * @param seconds since 1970
 * @param nanos 0 to 999999999
 */
public record Timestamp(long seconds, int nanos) {
  /** What Docker shows for what has not happened: Go's zero time. */
  public static final String NEVER = "0001-01-01T00:00:00Z";

  private static final long DAY = 86400;

  /** 9999-12-31T23:59:59Z, the last that RFC 3339 can say. */
  private static final long LAST = 253402300799L;

  /** Days from 0000-03-01 to 1970-01-01 in the Gregorian calendar. */
  private static final long EPOCH = 719468;

  private static final int DAYS_OF_400_YEARS = 146097;

  /** As {@code 2026-11-24T19:56:04.012345678Z} (RFC 3339), without trailing zeros as Go does. */
  public String text() {
    long day = Math.floorDiv(seconds, DAY);
    int second = (int) Math.floorMod(seconds, DAY);
    StringBuilder out = new StringBuilder(30);
    date(day, out);
    pad(out.append('T'), second / 3600, 2);
    pad(out.append(':'), second / 60 % 60, 2);
    pad(out.append(':'), second % 60, 2);
    if (nanos > 0) {
      int digits = 9;
      int fraction = nanos;
      while (fraction % 10 == 0) {
        fraction /= 10;
        digits--;
      }
      pad(out.append('.'), fraction, digits);
    }
    return out.append('Z').toString();
  }

  /** Reads what {@link #text} writes, years 0000 to 9999; null for anything else. */
  public static @Nullable Timestamp parse(String text) {
    if (!matches(text, "0000-00-00T00:00:00")) {
      return null;
    }
    int month = number(text, 5, 7);
    int day = number(text, 8, 10);
    boolean clock = number(text, 11, 13) < 24 && number(text, 14, 16) < 60;
    if (month < 1 || month > 12 || day < 1 || !clock || number(text, 17, 19) > 59) {
      return null;
    }
    long days = days(number(text, 0, 4), month, day);
    long time = number(text, 11, 13) * 3600L + number(text, 14, 16) * 60L + number(text, 17, 19);
    int nanos = fraction(text);
    Timestamp moment = new Timestamp(days * DAY + time, Math.max(nanos, 0));
    // 30 February counts as a day in March, which its own text betrays
    boolean exists = moment.text().startsWith(text.substring(0, 19));
    return nanos < 0 || !exists ? null : moment;
  }

  /** Whether this lies in the years that RFC 3339 can say and nanos are in range. */
  public boolean isValid() {
    return seconds >= 0 && seconds <= LAST && nanos >= 0 && nanos <= 999_999_999;
  }

  /** Years begin in March here, so that the leap day comes last (Hinnant, days_from_civil). */
  private static void date(long day, StringBuilder out) {
    long shifted = day + EPOCH;
    long era = Math.floorDiv(shifted, (long) DAYS_OF_400_YEARS);
    int rest = (int) Math.floorMod(shifted, (long) DAYS_OF_400_YEARS);
    int year = (rest - rest / 1460 + rest / 36524 - rest / 146096) / 365;
    int ofYear = rest - (365 * year + year / 4 - year / 100);
    int month = (5 * ofYear + 2) / 153;
    int civil = month < 10 ? month + 3 : month - 9;
    pad(out, (int) (era * 400) + year + (civil <= 2 ? 1 : 0), 4);
    pad(out.append('-'), civil, 2);
    pad(out.append('-'), ofYear - (153 * month + 2) / 5 + 1, 2);
  }

  private static long days(int year, int month, int day) {
    int shifted = month <= 2 ? year - 1 : year;
    int era = Math.floorDiv(shifted, 400);
    int ofEra = shifted - era * 400;
    int ofYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    return (long) era * DAYS_OF_400_YEARS
        + (365L * ofEra + ofEra / 4 - ofEra / 100 + ofYear)
        - EPOCH;
  }

  /** Nanoseconds after the seconds, or -1 when what follows is neither a fraction nor Z. */
  private static int fraction(String text) {
    int end = text.length() - 1;
    if (text.charAt(end) != 'Z' || end > 29 || end == 20) {
      return -1;
    }
    int nanos = 0;
    for (int i = 20; i < 29; i++) {
      char c = i < end ? text.charAt(i) : '0';
      if (c < '0' || c > '9') {
        return -1;
      }
      nanos = nanos * 10 + (c - '0');
    }
    return end == 19 || text.charAt(19) == '.' ? nanos : -1;
  }

  /** Whether a text begins as the pattern, in which 0 stands for every digit, and goes on. */
  private static boolean matches(String text, String pattern) {
    if (text.length() <= pattern.length()) {
      return false;
    }
    for (int i = 0; i < pattern.length(); i++) {
      char c = text.charAt(i);
      char wanted = c >= '0' && c <= '9' ? '0' : c;
      if (wanted != pattern.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text.substring(from, to));
  }

  private static void pad(StringBuilder out, int number, int digits) {
    String text = String.valueOf(number);
    for (int i = text.length(); i < digits; i++) {
      out.append('0');
    }
    out.append(text);
  }
}
