package dev.jaula.bootstrap;

/** Who is told what happens; called by several threads. */
public interface Progress {
  /** Says nothing. */
  Progress NONE = new Progress() {};

  /** A line for the user, as debootstrap's {@code I: ...}, without a prefix. */
  default void info(String line) {}

  /** A line about something that may be wrong. */
  default void warning(String line) {}

  /**
   * How far a phase is.
   *
   * @param phase such as "download" or "unpack"
   * @param done bytes or packages
   * @param total the same when the phase is over; 0 when it is not known
   */
  default void step(String phase, long done, long total) {}
}
