package dev.jaula.systemd;

/**
 * What systemd or the bus refused, or what cannot be said to them: one line with the thing, the
 * value and the fix.
 */
public final class SystemdException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The unit is not loaded. */
  public static final String NO_SUCH_UNIT = "org.freedesktop.systemd1.NoSuchUnit";

  /** A unit of this name is loaded already. */
  public static final String UNIT_EXISTS = "org.freedesktop.systemd1.UnitExists";

  private final String name;

  public SystemdException(String message) {
    this("", message);
  }

  SystemdException(String name, String message) {
    super(message);
    this.name = name;
  }

  /**
   * The name of the bus error, such as {@code org.freedesktop.systemd1.UnitExists}; empty when the
   * error is not an answer from the bus.
   */
  public String name() {
    return name;
  }
}
