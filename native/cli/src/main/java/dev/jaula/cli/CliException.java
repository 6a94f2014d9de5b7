package dev.jaula.cli;

/** A command that ends with one line on standard error and an exit code. */
final class CliException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Jaula's own failure, as in Docker. */
  static final int FAILED = 125;

  private final int code;

  CliException(String message) {
    this(FAILED, message);
  }

  CliException(int code, String message) {
    super(message);
    this.code = code;
  }

  int code() {
    return code;
  }
}
