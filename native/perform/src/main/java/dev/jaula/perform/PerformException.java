package dev.jaula.perform;

/**
 * A start that failed. The message is one line: what was done to which object, why not, and the remedy where one is
 * known; the code is the exit code of Docker (125 our own, 126 not executable, 127 not found).
 */
public final class PerformException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public static final int FAILED = 125;
  public static final int NOT_EXECUTABLE = 126;
  public static final int NOT_FOUND = 127;

  private final int code;

  public PerformException(int code, String message) {
    super(message);
    this.code = code;
  }

  public int code() {
    return code;
  }
}
