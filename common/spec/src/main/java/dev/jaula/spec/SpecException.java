package dev.jaula.spec;

/** A document that says what cannot be; the message is one line: path, value, and what to write. */
public final class SpecException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** One line for the user. */
  public SpecException(String message) {
    super(message);
  }
}
