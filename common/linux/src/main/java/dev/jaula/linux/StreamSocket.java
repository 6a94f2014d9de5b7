package dev.jaula.linux;

/**
 * A stream connection to a Unix socket (man 7 unix): whole writes without SIGPIPE, reads that give
 * up after a time. One buffer outside the heap serves both for as long as the process lives.
 */
public final class StreamSocket implements AutoCloseable {
  private static final int MSG_NOSIGNAL = 0x4000;
  private static final short POLLIN = 1;
  private static final int BUFFER = 4096;

  private final Kernel kernel;
  private final Fd fd;
  private final String path;
  private final long buffer;
  private final long poll;
  private final long left;

  private StreamSocket(Kernel kernel, Fd fd, String path) {
    this.kernel = kernel;
    this.fd = fd;
    this.path = path;
    this.buffer = kernel.memory().zeroed(BUFFER);
    this.poll = kernel.memory().zeroed(8);
    this.left = kernel.memory().zeroed(16);
  }

  /** Connects as {@link Sockets#tryConnectStream}; a failure is thrown. */
  public static StreamSocket connect(Kernel kernel, String path) {
    int fd = new Sockets(kernel).tryConnectStream(path);
    if (fd < 0) {
      throw new LinuxException("connect", path, -fd);
    }
    return new StreamSocket(kernel, new Fd(kernel, fd), path);
  }

  /** Sends everything; a peer that has gone is EPIPE, never a signal. */
  public void send(byte[] data) {
    int done = 0;
    while (done < data.length) {
      int part = Math.min(data.length - done, BUFFER);
      kernel.syscalls().copyIn(data, done, buffer, part);
      done +=
          (int) kernel.call("send", path, Nr.SENDTO, fd.number(), buffer, part, MSG_NOSIGNAL, 0, 0);
    }
  }

  /** From now on {@link #receive} waits this long, all its calls together. */
  public void giveUpAfter(int seconds) {
    kernel.syscalls().putLong(left, seconds);
    kernel.syscalls().putLong(left + 8, 0);
  }

  /**
   * Receives at least one byte and at most length; 0 when the peer has closed. ETIMEDOUT when the
   * time of {@link #giveUpAfter} is over.
   */
  public int receive(byte[] into, int offset, int length) {
    Syscalls s = kernel.syscalls();
    s.putInt(poll, fd.number());
    s.putInt(poll + 4, POLLIN);
    // the call itself writes the time that is left (man 2 poll, "C library/kernel differences")
    if (kernel.call("poll", path, Nr.PPOLL, poll, 1, left, 0, 8, 0) == 0) {
      throw new LinuxException("receive", path, Errno.ETIMEDOUT);
    }
    int most = Math.min(length, BUFFER);
    long n = kernel.call("receive", path, Nr.RECVFROM, fd.number(), buffer, most, 0, 0, 0);
    s.copyOut(buffer, into, offset, (int) n);
    return (int) n;
  }

  @Override
  public void close() {
    fd.close();
  }
}
