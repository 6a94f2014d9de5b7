package dev.jaula.format;

/** What a function answers instead of a value. */
final class CallException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CallException(String message) {
    super(message);
  }
}
