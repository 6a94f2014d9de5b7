package dev.jaula.format;

import java.time.Duration;
import java.time.Instant;

/** Times for people, as docker/go-units writes them. */
public final class Ages {
  private Ages() {}

  /** {@code 2 weeks ago}; {@code N/A} for a time that is not known: the epoch or before. */
  public static String ago(Instant then, Instant now) {
    if (then.getEpochSecond() <= 0) {
      return "N/A";
    }
    return human(Duration.between(then, now)) + " ago";
  }

  /** {@code 2 weeks}. */
  public static String human(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < 1) {
      return "Less than a second";
    }
    if (seconds < 60) {
      return seconds == 1 ? "1 second" : seconds + " seconds";
    }
    long minutes = seconds / 60;
    if (minutes < 60) {
      return minutes == 1 ? "About a minute" : minutes + " minutes";
    }
    return hours(duration);
  }

  private static String hours(Duration duration) {
    long hours = duration.plusMinutes(30).toHours();
    if (hours == 1) {
      return "About an hour";
    }
    if (hours < 48) {
      return hours + " hours";
    }
    if (hours < 24 * 7 * 2) {
      return hours / 24 + " days";
    }
    if (hours < 24 * 30 * 2) {
      return hours / 24 / 7 + " weeks";
    }
    if (hours < 24 * 365 * 2) {
      return hours / 24 / 30 + " months";
    }
    return duration.toHours() / 24 / 365 + " years";
  }
}
