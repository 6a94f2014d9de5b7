package dev.jaula.linux;

/**
 * A stream connection to a Unix socket (man 7 unix): whole writes without SIGPIPE, reads that give
 * up after a time. One buffer outside the heap serves both for as long as the process lives.
 */
public final class StreamSocket implements AutoCloseable {
  private static final int AF_UNIX = 1;
  private static final int SOCK_STREAM = 1;
  private static final int MSG_NOSIGNAL = 0x4000;
  private static final short POLLIN = 1;
  private static final int BUFFER = 4096;

  /** Bytes of sun_path, of which the last is a NUL for a path. */
  private static final int PATH_LIMIT = 108;

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

  /**
   * Connects to a path of the file system, or to a name of the abstract namespace, which is written
   * with {@code @} in front.
   */
  public static StreamSocket connect(Kernel kernel, String path) {
    byte[] name = Bytes.encode(path);
    boolean isAbstract = name.length > 0 && name[0] == '@';
    if (name.length >= PATH_LIMIT + (isAbstract ? 1 : 0)) {
      throw new LinuxException("connect", path, Errno.ENAMETOOLONG);
    }
    Syscalls s = kernel.syscalls();
    long address = kernel.memory().zeroed(2 + PATH_LIMIT);
    s.putShort(address, (short) AF_UNIX);
    s.copyIn(name, 0, address + 2, name.length);
    if (isAbstract) {
      s.putByte(address + 2, (byte) 0);
    }
    // an abstract name is exactly as long as it is said to be, a path ends with a NUL
    int length = 2 + name.length + (isAbstract ? 0 : 1);
    Fd fd = new Fd(kernel, open(kernel));
    try {
      kernel.call("connect", path, Nr.CONNECT, fd.number(), address, length);
    } catch (LinuxException e) {
      fd.close();
      throw e;
    }
    return new StreamSocket(kernel, fd, path);
  }

  private static int open(Kernel kernel) {
    return (int) kernel.call("socket", "", Nr.SOCKET, AF_UNIX, SOCK_STREAM | Files.O_CLOEXEC, 0);
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
