package dev.jaula.perform;

import dev.jaula.linux.LinuxException;
import dev.jaula.plan.Step;
import org.jspecify.annotations.Nullable;

/**
 * A start that failed. The message is one line: what was done to which object, why not, and the
 * remedy where one is known; the code is the exit code of Docker (125 our own, 126 not executable,
 * 127 not found).
 */
public final class PerformException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public static final int FAILED = 125;
  public static final int NOT_EXECUTABLE = 126;
  public static final int NOT_FOUND = 127;

  private final int code;
  private final transient @Nullable Step step;
  private final @Nullable LinuxException failure;

  public PerformException(int code, String message) {
    this(code, message, null, null);
  }

  private PerformException(
      int code, String message, @Nullable Step step, @Nullable LinuxException failure) {
    super(message);
    this.code = code;
    this.step = step;
    this.failure = failure;
  }

  /** A step of the caller's that failed, with its remedy. */
  static PerformException of(Step step, LinuxException failure) {
    return new PerformException(FAILED, Remedy.line(step, failure), step, failure);
  }

  /** The caller's step that failed; null when it was init's, or none. */
  public @Nullable Step step() {
    return step;
  }

  /** The call of that step that failed. */
  public @Nullable LinuxException failure() {
    return failure;
  }

  public int code() {
    return code;
  }
}
