package dev.jaula.linux;

/** An open file descriptor with one owner, closed on exec unless said otherwise. */
public final class Fd implements AutoCloseable {
  private final Kernel kernel;
  private int number;

  Fd(Kernel kernel, int number) {
    this.kernel = kernel;
    this.number = number;
  }

  public int number() {
    return number;
  }

  /** Gives the number away: closing is no longer this object's work. */
  public int release() {
    int n = number;
    number = -1;
    return n;
  }

  @Override
  public void close() {
    if (number >= 0) {
      // the descriptor is gone whatever close says (man 2 close)
      kernel.syscalls().call(Nr.CLOSE, number, 0, 0, 0, 0, 0);
      number = -1;
    }
  }
}
