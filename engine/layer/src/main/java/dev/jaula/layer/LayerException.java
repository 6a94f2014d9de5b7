package dev.jaula.layer;

import dev.jaula.image.ImageException;

/** What is wrong with a layer or an archive: one line that names the entry, the value, the fix. */
public class LayerException extends ImageException {
  private static final long serialVersionUID = 1L;

  /** With a message for the user. */
  public LayerException(String message) {
    super(message);
  }

  /** With a message for the user, and what it came from. */
  public LayerException(String message, Throwable cause) {
    super(message, cause);
  }
}
