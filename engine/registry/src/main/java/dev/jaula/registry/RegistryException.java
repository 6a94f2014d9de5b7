package dev.jaula.registry;

import dev.jaula.image.ImageException;

/** What went wrong between us and a registry, in one line that names it and the fix. */
public class RegistryException extends ImageException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  /** Of our own finding. */
  public RegistryException(String message) {
    this(message, 0, "");
  }

  /** With what it came from: no connection, no TLS. */
  public RegistryException(String message, Throwable cause) {
    super(message, cause);
    this.status = 0;
    this.code = "";
  }

  /**
   * Of a registry's answer.
   *
   * @param status of HTTP
   * @param code as {@code MANIFEST_UNKNOWN} (distribution-spec, "Error Codes"); empty when none
   */
  public RegistryException(String message, int status, String code) {
    super(message);
    this.status = status;
    this.code = code;
  }

  /** HTTP's status; 0 when there was no answer. */
  public int status() {
    return status;
  }

  /** The registry's code of the error; empty when it said none. */
  public String code() {
    return code;
  }

  /** Whether what was asked for is not there. */
  public boolean missing() {
    return status == 404;
  }

  /** Whether the registry does not let us. */
  public boolean denied() {
    return status == 401 || status == 403;
  }
}
