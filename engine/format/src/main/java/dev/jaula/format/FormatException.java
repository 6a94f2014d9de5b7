package dev.jaula.format;

/** A template or a filter that is wrong, or that does not fit the data; the message is one line. */
public final class FormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An error with its whole message. */
  public FormatException(String message) {
    super(message);
  }
}
