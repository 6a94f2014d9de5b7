package dev.jaula.runtime;

/**
 * A request that cannot be done. The message is one line in English, with the words that engines
 * look for (containerd: "does not exist", "container not running").
 */
final class OciException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OciException(String message) {
    super(message);
  }

  static OciException absent(String id) {
    return new OciException("container \"" + id + "\" does not exist");
  }

  static OciException deleted(String id) {
    return new OciException("container \"" + id + "\" was deleted while it was created");
  }

  static OciException notRunning(String id) {
    return new OciException("container not running: \"" + id + "\"");
  }
}
