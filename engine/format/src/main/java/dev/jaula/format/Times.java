package dev.jaula.format;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Points in time as Docker's filters and options take them. */
public final class Times {
  private Times() {}

  /**
   * A time: seconds since the epoch, RFC 3339 with or without its end (UTC then), or how long ago
   * it was, {@code 24h}, {@code 1h30m}.
   *
   * @throws FormatException when it is none of these
   */
  public static Instant parse(String text, Instant now) {
    Instant time = isDigits(text) ? seconds(text) : calendar(text);
    Duration ago = time == null ? duration(text) : null;
    if (time == null && ago == null) {
      throw new FormatException(
          "invalid time "
              + Quote.quote(text)
              + ": use 24h, 2026-01-31, 2026-01-31T12:00:00Z or seconds since 1970");
    }
    return time != null ? time : now.minus(ago);
  }

  private static boolean isDigits(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static @Nullable Instant seconds(String text) {
    return text.length() > 11 ? null : Instant.ofEpochSecond(Long.parseLong(text));
  }

  private static @Nullable Instant calendar(String text) {
    try {
      if (text.indexOf('T') < 0) {
        return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
      }
      boolean hasZone =
          text.endsWith("Z") || text.indexOf('+') > 0 || text.lastIndexOf('-') > text.indexOf('T');
      return hasZone
          ? OffsetDateTime.parse(text).toInstant()
          : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  /** Go's time.ParseDuration for what people write: whole numbers with h, m, s. */
  private static @Nullable Duration duration(String text) {
    Duration sum = Duration.ZERO;
    long number = -1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        number = Math.max(number, 0) * 10 + c - '0';
        if (number > 1_000_000_000) {
          return null;
        }
        continue;
      }
      int unit = c == 'h' ? 3600 : c == 'm' ? 60 : c == 's' ? 1 : 0;
      if (number < 0 || unit == 0) {
        return null;
      }
      sum = sum.plusSeconds(number * unit);
      number = -1;
    }
    return text.isEmpty() || number >= 0 ? null : sum;
  }
}
