package dev.jaula.image;

/** What is wrong with an image or the store, in one line that names the thing and the fix. */
public class ImageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a message for the user. */
  public ImageException(String message) {
    super(message);
  }

  /** With a message for the user, and what it came from. */
  public ImageException(String message, Throwable cause) {
    super(message, cause);
  }
}
