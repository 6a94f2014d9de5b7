package dev.jaula.engine;

import dev.jaula.format.Ages;
import dev.jaula.format.Sizes;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Sizes and times as Docker shows them. */
final class Words {
  private Words() {}

  static String size(long bytes) {
    return Sizes.human(bytes);
  }

  static String since(Instant then) {
    return Ages.ago(then, Instant.now());
  }

  /** As Go prints a time. */
  static String date(Instant then) {
    return format("yyyy-MM-dd HH:mm:ss Z zzz", then);
  }

  /** In the local zone. */
  static String rfc3339(Instant then) {
    return format("yyyy-MM-dd'T'HH:mm:ssXXX", then);
  }

  private static String format(String pattern, Instant then) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
        .format(then.atZone(ZoneId.systemDefault()));
  }
}
