package dev.jaula.bootstrap;

import dev.jaula.image.ImageException;

/** Why no root file system came out of it: one line that names the thing, the value, the fix. */
public final class BootstrapException extends ImageException {
  private static final long serialVersionUID = 1L;

  /** With a message for the user. */
  public BootstrapException(String message) {
    super(message);
  }

  /** With a message for the user, and what it came from. */
  public BootstrapException(String message, Throwable cause) {
    super(message, cause);
  }
}
