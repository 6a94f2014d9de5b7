package dev.jaula.linux;

/** Descriptors that become readable when something happens (man 2 eventfd, man 7 inotify). */
public final class Watches {
  private static final int IN_MODIFY = 2;
  private static final int NONBLOCKING = Files.O_CLOEXEC | Files.O_NONBLOCK;

  private final Kernel kernel;

  public Watches(Kernel kernel) {
    this.kernel = kernel;
  }

  /** An eventfd: a read gives its count in 8 bytes and makes it 0. */
  public Fd counter() {
    return new Fd(kernel, (int) kernel.call("eventfd", "", Nr.EVENTFD2, 0, NONBLOCKING, 0));
  }

  /** An inotify descriptor that is readable when a file is modified. */
  public Fd modified(String path) {
    Fd fd = new Fd(kernel, (int) kernel.call("inotify_init", path, Nr.INOTIFY_INIT1, NONBLOCKING));
    kernel.call(
        "inotify_add_watch",
        path,
        Nr.INOTIFY_ADD_WATCH,
        fd.number(),
        kernel.string(path),
        IN_MODIFY);
    return fd;
  }
}
