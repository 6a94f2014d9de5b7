package dev.jaula.linux;

/** A system call that failed: the call, the object it was about, and the error number. */
public final class LinuxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String call;
  private final String object;
  private final int errno;

  public LinuxException(String call, String object, int errno) {
    super(call + (object.isEmpty() ? "" : " " + object) + ": " + Errno.text(errno));
    this.call = call;
    this.object = object;
    this.errno = errno;
  }

  /** The system call's name, as in section 2 of the manual. */
  public String call() {
    return call;
  }

  /** The path, process or descriptor it was about; empty when there is none. */
  public String object() {
    return object;
  }

  /** A positive error number, see {@link Errno}. */
  public int errno() {
    return errno;
  }
}
