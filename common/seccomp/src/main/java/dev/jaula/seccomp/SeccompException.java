package dev.jaula.seccomp;

/** A profile that cannot become a filter; the message names the thing, its value and the cure. */
public final class SeccompException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** One line for the user. */
  public SeccompException(String message) {
    super(message);
  }
}
