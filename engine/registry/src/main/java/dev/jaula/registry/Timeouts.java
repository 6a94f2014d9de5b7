package dev.jaula.registry;

import java.time.Duration;

/**
 * How long to wait. A transfer as a whole may take as long as it likes.
 *
 * @param connect for a connection, TLS included
 * @param stall for the next sign of life: a byte of the answer, or one taken of what we send
 */
public record Timeouts(Duration connect, Duration stall) {
  /** As people expect of a slow network: 20 s and 60 s. */
  public static Timeouts usual() {
    return new Timeouts(Duration.ofSeconds(20), Duration.ofSeconds(60));
  }

  /** For messages. */
  static String text(Duration duration) {
    return duration.toSeconds() > 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
  }
}
