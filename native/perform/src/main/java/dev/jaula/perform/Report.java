package dev.jaula.perform;

import dev.jaula.linux.Bytes;
import dev.jaula.linux.Errno;
import dev.jaula.linux.Files;
import dev.jaula.linux.LinuxException;
import dev.jaula.linux.Sockets;

/**
 * What init tells the caller, over a socket that keeps messages apart: that it failed, or the
 * descriptor of its terminal. When init executes the command the socket closes by itself, which
 * says that all went well.
 */
final class Report {
  private static final int LIMIT = 4096;

  private final Machine machine;
  private final int socket;

  Report(Machine machine, int socket) {
    this.machine = machine;
    this.socket = socket;
  }

  int socket() {
    return socket;
  }

  /** From init: the end of its work. */
  void fail(int code, String message) {
    byte[] text = Bytes.encode(message);
    int length = Math.min(text.length, LIMIT - 1);
    byte[] data = new byte[1 + length];
    data[0] = (byte) code;
    System.arraycopy(text, 0, data, 1, length);
    machine.files().write(socket, data, 0, data.length);
  }

  void sendTerminal(int fd) {
    machine.sockets().sendDescriptor(socket, fd);
  }

  /** From the caller: the terminal's descriptor; throws what init reports in its place. */
  int receiveTerminalOrFail() {
    byte[] data = new byte[LIMIT];
    int[] length = new int[1];
    int fd = machine.sockets().receiveDescriptor(socket, data, length);
    if (fd < 0) {
      throw failure(data, length[0]);
    }
    return fd;
  }

  /** To init: a mapped tree. */
  void sendTree(int fd) {
    machine.sockets().sendDescriptor(socket, fd);
  }

  /** From init: what {@link #sendTree} sent; fails when the caller has gone. */
  int receiveTreeOrFail(String source) {
    int fd = machine.sockets().receiveDescriptor(socket, new byte[1], new int[1]);
    if (fd < 0) {
      throw new LinuxException("receive", source, Errno.EPIPE);
    }
    return fd;
  }

  /** To init: the id maps are written. */
  void release() {
    machine.files().print(socket, "m");
  }

  /** From init: waits for {@link #release}; false when the caller has gone. */
  boolean awaitRelease() {
    return machine.files().read(socket, new byte[1], 0, 1) == 1;
  }

  /** From the caller: waits until init executes the command; throws what init reports. */
  void awaitExecution() {
    byte[] data = new byte[LIMIT];
    int n = machine.files().tryRead(socket, data, 0, LIMIT);
    if (n == -Errno.ECONNRESET) {
      // init ended before it had read what was sent to it: its message comes after that news
      n = machine.files().tryRead(socket, data, 0, LIMIT);
    }
    if (n < 0) {
      throw new LinuxException("read", "the report of init", -n);
    }
    if (n > 0) {
      throw failure(data, n);
    }
  }

  private static PerformException failure(byte[] data, int length) {
    if (length == 0) {
      return new PerformException(PerformException.FAILED, "init ended before it was ready");
    }
    byte[] text = new byte[length - 1];
    System.arraycopy(data, 1, text, 0, length - 1);
    return new PerformException(data[0] & 0xff, Bytes.decode(text));
  }

  static Report[] pair(Machine machine, Sockets sockets) {
    int[] fds = sockets.pair();
    return new Report[] {new Report(machine, fds[0]), new Report(machine, fds[1])};
  }

  void close(Files files) {
    files.close(socket);
  }
}
