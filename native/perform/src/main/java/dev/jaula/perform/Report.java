package dev.jaula.perform;

import dev.jaula.linux.Bytes;
import dev.jaula.linux.Errno;
import dev.jaula.linux.Fd;
import dev.jaula.linux.Files;
import dev.jaula.linux.LinuxException;
import dev.jaula.linux.Signals;
import dev.jaula.linux.Sockets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What init tells the caller, over a socket that keeps messages apart: that it failed, or the
 * descriptor of its terminal. When init executes the command the socket closes by itself, which
 * says that all went well.
 */
final class Report {
  private static final int LIMIT = 4096;

  private final Machine machine;
  private int socket;

  Report(Machine machine, int socket) {
    this.machine = machine;
    this.socket = socket;
  }

  int socket() {
    return socket;
  }

  /** From init: reports over another socket from now on; the old one is closed already. */
  void move(int other) {
    socket = other;
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

  /** From init: asks the caller to do its part now, and waits until that is done. */
  boolean ask(Kind kind) {
    say(kind);
    return awaitRelease();
  }

  void say(Kind kind) {
    machine.files().write(socket, new byte[] {kind.letter}, 0, 1);
  }

  /** From init: {@link Kind#LISTENER} with the number that the descriptor will have. */
  void announce(int number) {
    say(Kind.LISTENER);
    machine.files().print(socket, String.valueOf(number));
  }

  /** From the caller: the number behind {@link Kind#LISTENER}; a failure in its place is thrown. */
  int announced() {
    byte[] data = new byte[LIMIT];
    int length = receive(data);
    if (length < 0) {
      throw new LinuxException("read", "what init reports", -length);
    }
    int number = 0;
    for (int i = 0; i < length; i++) {
      if (data[i] < '0' || data[i] > '9') {
        throw failure(data, length);
      }
      number = number * 10 + data[i] - '0';
    }
    if (length == 0) {
      throw failure(data, 0);
    }
    return number;
  }

  /** What a message of init's says. */
  enum Kind {
    /** A descriptor comes with it: the side of the terminal that is not one. */
    TERMINAL('t'),
    /** Everything that is needed of the caller's is there; it may run its hooks. */
    HOOKS('h'),
    /** The caller may do what an {@code AskCaller} says. */
    CALLS('c'),
    /** A filter with notifications comes; the number of their descriptor follows. */
    LISTENER('l'),
    /** The container is created and waits to be started. */
    READY('r'),
    /** The socket has closed: the command is executed. */
    EXECUTED('e');

    private final byte letter;

    Kind(char letter) {
      this.letter = (byte) letter;
    }

    private static @Nullable Kind of(byte letter) {
      for (Kind kind : values()) {
        if (kind.letter == letter) {
          return kind;
        }
      }
      return null;
    }
  }

  /** A message that is not a failure; fd is -1 when none came with it. */
  record Message(Kind kind, int fd) {}

  /** From the caller: init's next message; a failure is thrown. */
  Message next() {
    byte[] data = new byte[LIMIT];
    int[] length = new int[1];
    int fd = receiveDescriptor(data, length);
    if (fd >= 0) {
      return new Message(Kind.TERMINAL, fd);
    }
    if (length[0] == 0) {
      return new Message(Kind.EXECUTED, -1);
    }
    @Nullable Kind kind = length[0] == 1 ? Kind.of(data[0]) : null;
    if (kind == null) {
      throw failure(data, length[0]);
    }
    return new Message(kind, -1);
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

  /** To init: the v1 cgroups' files, when they were made after init. */
  void sendTasks(List<Fd> tasks) {
    int[] fds = new int[tasks.size()];
    for (int i = 0; i < fds.length; i++) {
      fds[i] = tasks.get(i).number();
    }
    machine.sockets().sendDescriptors(socket, fds);
  }

  /** From init: waits for what {@link #sendTasks} sends; fails when the caller has gone. */
  int[] receiveTasksOrFail(int count) {
    int[] fds = machine.sockets().receiveDescriptors(socket, count);
    if (fds.length != count) {
      throw new LinuxException("wait for", "the cgroups", Errno.EPIPE);
    }
    return fds;
  }

  private int receiveDescriptor(byte[] data, int[] length) {
    try {
      return machine.sockets().receiveDescriptor(socket, data, length);
    } catch (LinuxException e) {
      if (e.errno() != Errno.ECONNRESET) {
        throw e;
      }
      return machine.sockets().receiveDescriptor(socket, data, length);
    }
  }

  /** To init: the id maps are written. */
  void release() {
    try {
      machine.files().print(socket, "m");
    } catch (LinuxException e) {
      if (e.errno() != Errno.EPIPE) {
        throw e;
      }
      // init has ended, and what is read next says why
    }
  }

  /** From init: whether the caller has gone. */
  boolean isAbandoned() {
    int[] ready = new int[1];
    machine.signals().poll(new int[] {socket}, new int[] {0}, ready, 0);
    return ready[0] != 0;
  }

  /**
   * From the caller: what init has reported by now, or null. Whatever else it has said before is
   * passed over, as the start has failed anyway.
   */
  @Nullable PerformException failureSoFar() {
    byte[] data = new byte[LIMIT];
    boolean isNumber = false;
    while (machine.signals().poll(new int[] {socket}, new int[] {Signals.POLLIN}, new int[1], 0)) {
      int n = receive(data);
      if (n <= 0) {
        return null;
      }
      if (n > 1 && !isNumber) {
        return failure(data, n);
      }
      isNumber = n == 1 && data[0] == Kind.LISTENER.letter;
    }
    return null;
  }

  /**
   * The kernel says once that init has ended without reading what was sent to it; its own message
   * comes after that (man 7 unix, ECONNRESET).
   */
  private int receive(byte[] data) {
    int n = machine.files().tryRead(socket, data, 0, LIMIT);
    return n == -Errno.ECONNRESET ? machine.files().tryRead(socket, data, 0, LIMIT) : n;
  }

  /** From init: waits for {@link #release}; false when the caller has gone. */
  boolean awaitRelease() {
    return machine.files().read(socket, new byte[1], 0, 1) == 1;
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
