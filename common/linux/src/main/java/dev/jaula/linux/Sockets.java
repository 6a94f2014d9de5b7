package dev.jaula.linux;

/**
 * Unix sockets, in pairs and by name, and the descriptors that they carry (man 7 unix); and the one
 * request of a network that every container makes (man 7 netdevice).
 */
public final class Sockets {
  private static final int MSG_CMSG_CLOEXEC = 0x40000000;
  private static final int MSG_NOSIGNAL = 0x4000;

  private final Kernel kernel;

  public Sockets(Kernel kernel) {
    this.kernel = kernel;
  }

  /** A connected pair that keeps message boundaries (SOCK_SEQPACKET). */
  public int[] pair() {
    long at = kernel.memory().zeroed(8);
    kernel.call("socketpair", "", Nr.SOCKETPAIR, 1, 5 | Files.O_CLOEXEC, 0, at, 0, 0);
    return new int[] {kernel.syscalls().getInt(at), kernel.syscalls().getInt(at + 4)};
  }

  /** Sends one byte and one descriptor (SCM_RIGHTS). */
  public void sendDescriptor(int socket, int fd) {
    kernel.call("sendmsg", "", Nr.SENDMSG, socket, message(fd), 0);
  }

  /**
   * As {@link #sendDescriptor(int, int)}, with a text of one byte or more beside the descriptor.
   */
  public void sendDescriptor(int socket, int fd, String text) {
    Syscalls s = kernel.syscalls();
    long message = message(fd);
    long vector = s.getLong(message + 16);
    byte[] data = Bytes.encode(text);
    s.putLong(vector, kernel.memory().bytes(data));
    s.putLong(vector + 8, data.length);
    kernel.call("sendmsg", "", Nr.SENDMSG, socket, message, MSG_NOSIGNAL);
  }

  /**
   * Sends one message of bytes; 0 or {@code -errno}, which is EPIPE when the other side has gone.
   */
  public int trySend(int socket, byte[] data) {
    long at = kernel.memory().bytes(data);
    long sent = kernel.attempt(Nr.SENDTO, socket, at, data.length, MSG_NOSIGNAL, 0, 0);
    return (int) Math.min(sent, 0);
  }

  /**
   * A socket that listens in the file system and keeps message boundaries.
   *
   * @param path at most 107 bytes (man 7 unix), or with {@code @} in front a name of the abstract
   *     namespace
   */
  public int listen(String path) {
    long address = address("bind", path);
    int fd = (int) kernel.call("socket", path, Nr.SOCKET, 1, 5 | Files.O_CLOEXEC, 0);
    kernel.call("bind", path, Nr.BIND, fd, address, addressLength(path));
    kernel.call("listen", path, Nr.LISTEN, fd, 8, 0);
    return fd;
  }

  /** Waits for somebody who connects. */
  public int accept(int listening) {
    return (int) kernel.call("accept", "", Nr.ACCEPT4, listening, 0, 0, Files.O_CLOEXEC, 0, 0);
  }

  /** Connects to a socket that keeps message boundaries; the descriptor or -errno. */
  public int tryConnect(String path) {
    return tryConnect(path, 5);
  }

  /**
   * Connects to a byte stream's socket, by a path or by a name of the abstract namespace with
   * {@code @} in front; the descriptor or -errno.
   */
  public int tryConnectStream(String path) {
    return tryConnect(path, 1);
  }

  /** Connects to a socket of datagrams; the descriptor or -errno. */
  public int tryConnectDatagram(String path) {
    return tryConnect(path, 2);
  }

  private int tryConnect(String path, int type) {
    long address = address("connect", path);
    int fd = (int) kernel.call("socket", path, Nr.SOCKET, 1, type | Files.O_CLOEXEC, 0);
    int result = (int) kernel.attempt(Nr.CONNECT, fd, address, addressLength(path), 0, 0, 0);
    if (result < 0) {
      kernel.syscalls().call(Nr.CLOSE, fd, 0, 0, 0, 0, 0);
      return result;
    }
    return fd;
  }

  /** A struct sockaddr_un; call is for the message. */
  private long address(String call, String path) {
    byte[] name = Bytes.encode(path);
    if (name.length > 107) {
      throw new LinuxException(call, path, Errno.ENAMETOOLONG);
    }
    long address = kernel.memory().zeroed(110);
    kernel.syscalls().putShort(address, (short) 1);
    kernel.syscalls().copyIn(name, 0, address + 2, name.length);
    if (isAbstract(path)) {
      kernel.syscalls().putByte(address + 2, (byte) 0);
    }
    return address;
  }

  /** An abstract name is exactly as long as it is said to be, a path ends with a NUL. */
  private static long addressLength(String path) {
    return 2L + Bytes.encode(path).length + (isAbstract(path) ? 0 : 1);
  }

  private static boolean isAbstract(String path) {
    return path.startsWith("@");
  }

  /**
   * Receives what {@link #sendDescriptor} sent; -1 when a message without a descriptor came, whose
   * bytes are then in data and their number in length[0], which is 0 when the other side has gone.
   */
  public int receiveDescriptor(int socket, byte[] data, int[] length) {
    Syscalls s = kernel.syscalls();
    long message = message(-1);
    long buffer = kernel.memory().zeroed(data.length);
    long vector = s.getLong(message + 16);
    s.putLong(vector, buffer);
    s.putLong(vector + 8, data.length);
    long n = kernel.call("recvmsg", "", Nr.RECVMSG, socket, message, MSG_CMSG_CLOEXEC);
    s.copyOut(buffer, data, 0, (int) n);
    length[0] = (int) n;
    boolean carries = n > 0 && s.getLong(message + 40) >= 20;
    return carries ? s.getInt(s.getLong(message + 32) + 16) : -1;
  }

  /** As {@link #sendDescriptor}, several at once. */
  public void sendDescriptors(int socket, int[] fds) {
    kernel.call("sendmsg", "", Nr.SENDMSG, socket, message(fds), MSG_NOSIGNAL);
  }

  /**
   * Receives what {@link #sendDescriptors} sent.
   *
   * @return as many as count, or none when the other side has gone
   */
  public int[] receiveDescriptors(int socket, int count) {
    Syscalls s = kernel.syscalls();
    long message = message(new int[count]);
    long n = kernel.call("recvmsg", "", Nr.RECVMSG, socket, message, MSG_CMSG_CLOEXEC);
    long control = s.getLong(message + 32);
    if (n <= 0 || s.getLong(message + 40) == 0 || s.getLong(control) != 16 + 4L * count) {
      return new int[0];
    }
    int[] fds = new int[count];
    for (int i = 0; i < count; i++) {
      fds[i] = s.getInt(control + 16 + 4L * i);
    }
    return fds;
  }

  private long message(int... fds) {
    Syscalls s = kernel.syscalls();
    Memory m = kernel.memory();
    long vector = m.zeroed(16);
    s.putLong(vector, m.zeroed(1));
    s.putLong(vector + 8, 1);
    int room = 16 + (4 * fds.length + 7) / 8 * 8;
    long control = m.zeroed(room);
    s.putLong(control, 16 + 4L * fds.length);
    s.putInt(control + 8, 1);
    s.putInt(control + 12, 1);
    for (int i = 0; i < fds.length; i++) {
      s.putInt(control + 16 + 4L * i, fds[i]);
    }
    long message = m.zeroed(56);
    s.putLong(message + 16, vector);
    s.putLong(message + 24, 1);
    s.putLong(message + 32, control);
    s.putLong(message + 40, room);
    return message;
  }

  /** Brings the loopback interface of this network namespace up (SIOCSIFFLAGS, man 7 netdevice). */
  public void raiseLoopback() {
    Syscalls s = kernel.syscalls();
    int fd = (int) kernel.call("socket", "", Nr.SOCKET, 2, 2 | Files.O_CLOEXEC, 0);
    long request = kernel.memory().zeroed(40);
    s.putByte(request, (byte) 'l');
    s.putByte(request + 1, (byte) 'o');
    s.putShort(request + 16, (short) (1 | 0x40));
    try {
      kernel.call("ioctl", "SIOCSIFFLAGS lo", Nr.IOCTL, fd, 0x8914, request);
    } finally {
      kernel.syscalls().call(Nr.CLOSE, fd, 0, 0, 0, 0, 0);
    }
  }
}
