package dev.jaula.linux;

import org.jspecify.annotations.Nullable;

/** Terminals (man 2 ioctl_tty, man 4 pts, man 3 termios). */
public final class Terminals {
  private static final long TCGETS = 0x5401;
  private static final long TCSETSW = 0x5403;
  private static final long TIOCSCTTY = 0x540E;
  private static final long TIOCGWINSZ = 0x5413;
  private static final long TIOCSWINSZ = 0x5414;
  private static final long TIOCGPTN = 0x80045430L;
  private static final long TIOCSPTLCK = 0x40045431L;
  private static final long TIOCGPTPEER = 0x5441;
  private static final int TERMIOS = 60;

  private final Kernel kernel;

  public Terminals(Kernel kernel) {
    this.kernel = kernel;
  }

  public boolean isTerminal(int fd) {
    return kernel.attempt(Nr.IOCTL, fd, TCGETS, kernel.memory().zeroed(TERMIOS)) == 0;
  }

  /** {rows, columns} of a terminal, or null when fd is none. */
  public int @Nullable [] size(int fd) {
    long mark = kernel.memory().mark();
    long at = kernel.memory().zeroed(8);
    long result = kernel.attempt(Nr.IOCTL, fd, TIOCGWINSZ, at);
    int rows = kernel.syscalls().getShort(at) & 0xffff;
    int columns = kernel.syscalls().getShort(at + 2) & 0xffff;
    kernel.memory().release(mark);
    return result < 0 ? null : new int[] {rows, columns};
  }

  public void setSize(int fd, int rows, int columns) {
    long mark = kernel.memory().mark();
    long at = kernel.memory().zeroed(8);
    kernel.syscalls().putShort(at, (short) rows);
    kernel.syscalls().putShort(at + 2, (short) columns);
    kernel.call("ioctl", "TIOCSWINSZ", Nr.IOCTL, fd, TIOCSWINSZ, at);
    kernel.memory().release(mark);
  }

  /**
   * Puts a terminal into raw mode (cfmakeraw); returns the settings it had, for {@link #restore}.
   */
  public byte[] makeRaw(int fd) {
    Syscalls s = kernel.syscalls();
    long at = kernel.memory().zeroed(TERMIOS);
    kernel.call("ioctl", "TCGETS", Nr.IOCTL, fd, TCGETS, at);
    byte[] before = kernel.memory().copy(at, TERMIOS);
    s.putInt(at, s.getInt(at) & ~0x5eb);
    s.putInt(at + 4, s.getInt(at + 4) & ~1);
    s.putInt(at + 8, s.getInt(at + 8) & ~0x130 | 0x30);
    s.putInt(at + 12, s.getInt(at + 12) & ~0x804b);
    s.putByte(at + 17 + 5, (byte) 0);
    s.putByte(at + 17 + 6, (byte) 1);
    kernel.call("ioctl", "TCSETSW", Nr.IOCTL, fd, TCSETSW, at);
    return before;
  }

  public void restore(int fd, byte[] settings) {
    kernel.attempt(Nr.IOCTL, fd, TCSETSW, kernel.memory().bytes(settings));
  }

  /** Unlocks the other side of a freshly opened /dev/ptmx and returns its number below /dev/pts. */
  public int unlock(int master) {
    long at = kernel.memory().zeroed(4);
    kernel.call("ioctl", "TIOCSPTLCK", Nr.IOCTL, master, TIOCSPTLCK, at);
    kernel.call("ioctl", "TIOCGPTN", Nr.IOCTL, master, TIOCGPTN, at);
    return kernel.syscalls().getInt(at);
  }

  /**
   * Opens the other side by descriptor: no path of the container is trusted (man 2 ioctl_tty,
   * TIOCGPTPEER).
   */
  public int openPeer(int master) {
    return (int)
        kernel.call(
            "ioctl",
            "TIOCGPTPEER",
            Nr.IOCTL,
            master,
            TIOCGPTPEER,
            Files.O_RDWR | Files.O_NOCTTY | Files.O_CLOEXEC);
  }

  /** Makes fd the controlling terminal of a session that has none. */
  public void control(int fd) {
    kernel.call("ioctl", "TIOCSCTTY", Nr.IOCTL, fd, TIOCSCTTY, 0);
  }
}
