package dev.jaula.registry;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * When and how often to try again: each wait twice as long as the one before, and up to half of it
 * by chance, so that clients that were cut off together do not come back together.
 *
 * @param most tries without progress, the first included
 * @param first wait
 * @param longest wait; a registry that asks for more is not waited for
 */
public record Retries(int most, Duration first, Duration longest) {
  /** Five tries, after half a second, one, two and four; a registry may ask for up to a minute. */
  public static Retries usual() {
    return new Retries(5, Duration.ofMillis(500), Duration.ofSeconds(60));
  }

  /** Whether the same request may be answered better later (RFC 9110, section 15.6; RFC 6585). */
  static boolean transientStatus(int status) {
    return switch (status) {
      case 408, 429, 500, 502, 503, 504 -> true;
      default -> false;
    };
  }

  /** Whether there is a try after this many; if so it waits for it. */
  boolean again(int tried, @Nullable String retryAfter) {
    if (tried >= most) {
      return false;
    }
    long asked = seconds(retryAfter) * 1000;
    if (asked > longest.toMillis()) {
      return false;
    }
    try {
      Thread.sleep(Math.max(asked, delay(tried)));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private long delay(int tried) {
    long whole = Math.min(first.toMillis() << Math.min(tried - 1, 20), longest.toMillis());
    return whole / 2 + ThreadLocalRandom.current().nextLong(whole / 2 + 1);
  }

  /** Retry-After, in seconds or as a date (RFC 9110, section 10.2.3). */
  static long seconds(@Nullable String retryAfter) {
    if (retryAfter == null) {
      return 0;
    }
    try {
      return Math.max(0, Long.parseLong(retryAfter.trim()));
    } catch (NumberFormatException e) {
      return date(retryAfter.trim());
    }
  }

  private static long date(String text) {
    try {
      Instant then = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Math.max(0, Duration.between(Instant.now(), then).toSeconds());
    } catch (DateTimeParseException e) {
      // What cannot be read asks for nothing.
      return 0;
    }
  }
}
