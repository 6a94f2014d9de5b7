package dev.jaula.linux;

/** Descriptors as such, whatever they are of (man 2 dup, fcntl, flock, pipe). */
public final class Descriptors {
  private final Kernel kernel;

  Descriptors(Kernel kernel) {
    this.kernel = kernel;
  }

  /** Takes the exclusive lock of a file; waits for it, or returns false at once. */
  public boolean lock(int fd, boolean wait) {
    long result = kernel.attempt(Nr.FLOCK, fd, wait ? 2 : 2 | 4, 0);
    if (result < 0 && result != -Errno.EAGAIN) {
      throw new LinuxException("flock", "descriptor " + fd, (int) -result);
    }
    return result == 0;
  }

  /** Takes a shared lock of a file; false when somebody has the exclusive one. */
  public boolean tryShare(int fd) {
    return kernel.attempt(Nr.FLOCK, fd, 1 | 4, 0) == 0;
  }

  /** A program that this process executes inherits the descriptor (man 2 fcntl, F_SETFD). */
  public void keepOnExec(int fd) {
    kernel.call("fcntl", "descriptor " + fd, Nr.FCNTL, fd, 2, 0);
  }

  /** How a descriptor was opened (man 2 fcntl, F_GETFL), or {@code -errno}. */
  public int tryFlags(int fd) {
    return (int) kernel.attempt(Nr.FCNTL, fd, 3, 0);
  }

  /**
   * Gives a descriptor another number; the new one stays open on exec when it is a standard one.
   */
  public void duplicate(int from, int to) {
    kernel.call("dup", "descriptor " + from, Nr.DUP3, from, to, to > 2 ? Files.O_CLOEXEC : 0);
  }

  /** The two ends of a pipe: read from the first, write to the second. */
  public int[] pipe(int flags) {
    long at = kernel.memory().zeroed(8);
    kernel.call("pipe", "", Nr.PIPE2, at, flags | Files.O_CLOEXEC, 0);
    return new int[] {kernel.syscalls().getInt(at), kernel.syscalls().getInt(at + 4)};
  }
}
