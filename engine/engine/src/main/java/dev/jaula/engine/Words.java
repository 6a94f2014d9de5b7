package dev.jaula.engine;

import dev.jaula.format.Ages;
import dev.jaula.format.Sizes;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Sizes and times as Docker shows them. */
final class Words {
  private static final DateTimeFormatter GO =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss Z zzz", Locale.ROOT);
  private static final DateTimeFormatter RFC_3339 =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssXXX", Locale.ROOT);

  private Words() {}

  static String size(long bytes) {
    return Sizes.human(bytes);
  }

  static String since(Instant then) {
    return Ages.ago(then, Instant.now());
  }

  /** As Go prints a time. */
  static String date(Instant then) {
    return GO.format(then.atZone(ZoneId.systemDefault()));
  }

  /** In the local zone. */
  static String rfc3339(Instant then) {
    return RFC_3339.format(then.atZone(ZoneId.systemDefault()));
  }
}
