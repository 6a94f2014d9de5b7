package dev.jaula.plan;

/** A spec that cannot be performed on this host; the message is one line with the remedy. */
public final class PlanException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public PlanException(String message) {
    super(message);
  }
}
