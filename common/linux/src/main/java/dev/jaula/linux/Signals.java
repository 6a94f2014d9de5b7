package dev.jaula.linux;

import java.util.List;

/**
 * Signals: their numbers, the mask, and signalfd with poll (man 7 signal, man 2 signalfd, ppoll).
 */
public final class Signals {
  public static final int SIGHUP = 1;
  public static final int SIGINT = 2;
  public static final int SIGQUIT = 3;
  public static final int SIGKILL = 9;
  public static final int SIGPIPE = 13;
  public static final int SIGTERM = 15;
  public static final int SIGCHLD = 17;
  public static final int SIGCONT = 18;
  public static final int SIGSTOP = 19;
  public static final int SIGTSTP = 20;
  public static final int SIGTTIN = 21;
  public static final int SIGTTOU = 22;
  public static final int SIGURG = 23;
  public static final int SIGWINCH = 28;
  public static final int POLLIN = 1;
  public static final int POLLOUT = 4;

  private static final List<String> NAMES =
      List.of(
          "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2",
          "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG",
          "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS");

  private final Kernel kernel;

  public Signals(Kernel kernel) {
    this.kernel = kernel;
  }

  /**
   * The number of {@code KILL}, {@code SIGKILL}, {@code sigkill}, {@code 9} or {@code RTMIN+3}; -1
   * for no signal.
   */
  public static int number(String name) {
    String upper = Ascii.upper(name);
    if (upper.startsWith("SIG")) {
      upper = upper.substring(3);
    }
    if (!upper.isEmpty() && upper.charAt(0) >= '0' && upper.charAt(0) <= '9') {
      int number = small(upper);
      return number >= 1 && number <= 64 ? number : -1;
    }
    if (upper.startsWith("RTMIN")) {
      return realTime(34, upper.substring(5), 1);
    }
    if (upper.startsWith("RTMAX")) {
      return realTime(64, upper.substring(5), -1);
    }
    int at = NAMES.indexOf(upper);
    return at < 0 ? -1 : at + 1;
  }

  private static int realTime(int base, String rest, int direction) {
    if (rest.isEmpty()) {
      return base;
    }
    int offset = rest.charAt(0) == (direction > 0 ? '+' : '-') ? small(rest.substring(1)) : -1;
    int number = base + direction * offset;
    return offset >= 0 && number >= 34 && number <= 64 ? number : -1;
  }

  private static int small(String digits) {
    int value = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (c < '0' || c > '9' || value > 1000) {
        return -1;
      }
      value = value * 10 + c - '0';
    }
    return digits.isEmpty() ? -1 : value;
  }

  /** {@code SIGKILL} for 9. */
  public static String name(int signal) {
    return signal >= 1 && signal <= NAMES.size()
        ? "SIG" + NAMES.get(signal - 1)
        : "signal " + signal;
  }

  /** Names without their prefix, in the order of their numbers from 1. */
  public static List<String> names() {
    return NAMES;
  }

  /** Those that mean the same to a container as to whoever waits for it, as bits. */
  public static long forwarded() {
    long mask = 0;
    for (int signal : new int[] {SIGHUP, SIGINT, SIGQUIT, 10, 12, 14, SIGTERM, SIGCONT, SIGWINCH}) {
      mask |= 1L << (signal - 1);
    }
    return mask;
  }

  /** Blocks just the signals of a mask, bit n - 1 for signal n. */
  public void setMask(long mask) {
    Syscalls s = kernel.syscalls();
    long set = kernel.memory().zeroed(8);
    s.putLong(set, mask);
    kernel.call("sigprocmask", "", Nr.RT_SIGPROCMASK, 2, set, 0, 8, 0, 0);
  }

  /** Sets a signal to its default action (man 2 sigaction). */
  public void resetToDefault(int signal) {
    kernel.attempt(Nr.RT_SIGACTION, signal, kernel.memory().zeroed(32), 0, 8, 0, 0);
  }

  /** From here on the signal does nothing. */
  public void ignore(int signal) {
    long action = kernel.memory().zeroed(32);
    kernel.syscalls().putLong(action, 1);
    kernel.call("sigaction", String.valueOf(signal), Nr.RT_SIGACTION, signal, action, 0, 8, 0, 0);
  }

  /** A descriptor from which blocked signals are read; see {@link #next}. */
  public Fd open(long mask) {
    long set = kernel.memory().zeroed(8);
    kernel.syscalls().putLong(set, mask);
    return new Fd(
        kernel,
        (int)
            kernel.call(
                "signalfd",
                "",
                Nr.SIGNALFD4,
                -1,
                set,
                8,
                Files.O_CLOEXEC | Files.O_NONBLOCK,
                0,
                0));
  }

  /** The next signal that waits at a descriptor of {@link #open}, or 0 for none. */
  public int next(int fd) {
    long mark = kernel.memory().mark();
    long info = kernel.memory().zeroed(128);
    long n = kernel.attempt(Nr.READ, fd, info, 128);
    int signal = n == 128 ? kernel.syscalls().getInt(info) : 0;
    kernel.memory().release(mark);
    return signal;
  }

  /**
   * Waits until a descriptor is ready (man 2 ppoll). fds and events have one entry each, a negative
   * descriptor is passed over; ready[i] receives the events seen. A negative timeout waits for
   * ever.
   */
  public boolean poll(int[] fds, int[] events, int[] ready, long timeoutMillis) {
    Syscalls s = kernel.syscalls();
    long mark = kernel.memory().mark();
    long set = kernel.memory().zeroed(8 * fds.length);
    for (int i = 0; i < fds.length; i++) {
      s.putInt(set + 8L * i, fds[i]);
      s.putShort(set + 8L * i + 4, (short) events[i]);
    }
    long time = 0;
    if (timeoutMillis >= 0) {
      time = kernel.memory().zeroed(16);
      s.putLong(time, timeoutMillis / 1000);
      s.putLong(time + 8, timeoutMillis % 1000 * 1_000_000);
    }
    long n = s.call(Nr.PPOLL, set, fds.length, time, 0, 8, 0);
    for (int i = 0; i < fds.length; i++) {
      ready[i] = n > 0 ? s.getShort(set + 8L * i + 6) : 0;
    }
    kernel.memory().release(mark);
    if (n < 0 && n != -Errno.EINTR) {
      throw new LinuxException("ppoll", "", (int) -n);
    }
    return n > 0;
  }
}
