package dev.jaula.json;

/** Malformed JSON, or JSON of another shape than the reader asked for. */
public final class JsonException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An error whose message is one line. */
  public JsonException(String message) {
    super(message);
  }
}
