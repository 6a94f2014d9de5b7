package dev.jaula.runtime;

import dev.jaula.linux.Errno;
import dev.jaula.linux.Fd;
import dev.jaula.linux.LinuxException;
import dev.jaula.linux.Signals;
import dev.jaula.perform.Machine;
import java.util.Arrays;
import java.util.List;

/**
 * One process of CRIU's that serves one request at a socket pair ({@code criu swrk FD}); it
 * inherits our standard streams, and is our child.
 */
final class Criu implements AutoCloseable {
  private static final int LARGEST = 10 * 4096;
  private static final long PATIENCE = 10_000;

  private final Machine machine;
  private final Fd socket;
  private final Fd pidfd;
  private final int pid;
  private boolean reaped;

  private Criu(Machine machine, Fd socket, Fd pidfd, int pid) {
    this.machine = machine;
    this.socket = socket;
    this.pidfd = pidfd;
    this.pid = pid;
  }

  /** What is done when CRIU tells how far it is. */
  interface Notified {
    /**
     * Called with the name of a notification, the pid that it is about, and the descriptor that
     * came with it, or -1.
     */
    void notified(String script, int pid, int fd);
  }

  /**
   * Starts it.
   *
   * @param inherited descriptors that it keeps, by the same numbers
   * @param before is done by the new process before it becomes CRIU
   */
  static Criu start(Machine machine, List<Integer> inherited, Runnable before) {
    String program = CriuProgram.find(machine);
    int[] ends = machine.sockets().pair();
    int[] executed = machine.files().descriptors().pipe(0);
    int[] pidfd = new int[1];
    int pid = machine.processes().fork(0, -1, pidfd);
    if (pid == 0) {
      String why = become(machine, program, ends[1], inherited, before);
      machine.sockets().trySend(ends[1], CriuResponse.failure(why));
      machine.processes().exit(127);
    }
    machine.files().close(ends[1]);
    machine.files().close(executed[1]);
    try (Fd end = machine.files().own(executed[0])) {
      // the pipe is closed when CRIU is executed
      machine.files().readAll(end.number());
    }
    return new Criu(machine, machine.files().own(ends[0]), machine.files().own(pidfd[0]), pid);
  }

  /** An error when it could not even be executed: it never speaks first. */
  Criu begun() {
    int[] ready = new int[1];
    machine.signals().poll(new int[] {socket.number()}, new int[] {Signals.POLLIN}, ready, 0);
    if (ready[0] != 0) {
      call(CriuRequest.of(CriuType.EMPTY, null), (script, about, fd) -> {});
    }
    return this;
  }

  /** Returns only when that fails, with the reason. */
  private static String become(
      Machine machine, String program, int socket, List<Integer> inherited, Runnable before) {
    try {
      machine.signals().setMask(0);
      before.run();
      for (int fd : inherited) {
        machine.files().descriptors().keepOnExec(fd);
      }
      machine.files().descriptors().keepOnExec(socket);
      List<String> command = List.of(program, "swrk", String.valueOf(socket));
      int result = machine.processes().execute(program, command, machine.kernel().environment());
      return "exec " + program + ": " + Errno.text(-result);
    } catch (LinuxException | OciException e) {
      return String.valueOf(e.getMessage());
    }
  }

  int pid() {
    return pid;
  }

  /**
   * Sends a request and answers CRIU's notifications until it has been served.
   *
   * @throws OciException when it fails: that says what CRIU said
   */
  CriuResponse call(byte[] request, Notified notified) {
    send(request);
    byte[] data = new byte[LARGEST];
    int[] length = new int[1];
    while (true) {
      int fd = receive(data, length);
      CriuResponse response = CriuResponse.parse(Arrays.copyOf(data, length[0]));
      if (!response.success()) {
        throw failure(response);
      }
      if (response.type() != CriuType.NOTIFY) {
        return response;
      }
      answer(response, fd, notified);
    }
  }

  private void answer(CriuResponse response, int fd, Notified notified) {
    boolean done = false;
    try {
      notified.notified(response.script(), response.pid(), fd);
      done = true;
    } finally {
      if (!done) {
        machine.sockets().trySend(socket.number(), CriuRequest.notified(false));
      }
    }
    send(CriuRequest.notified(true));
  }

  private void send(byte[] message) {
    int result = machine.sockets().trySend(socket.number(), message);
    // one that has ended at once has left its reason in the socket, which is read next
    if (result < 0 && result != -Errno.EPIPE && result != -Errno.ECONNRESET) {
      throw new LinuxException("send to criu", "", -result);
    }
  }

  private int receive(byte[] data, int[] length) {
    // what it has made may hold the socket open, so its end alone tells nothing
    int[] ready = new int[2];
    machine
        .signals()
        .poll(
            new int[] {socket.number(), pidfd.number()},
            new int[] {Signals.POLLIN, Signals.POLLIN},
            ready,
            -1);
    if (ready[0] == 0) {
      throw ended();
    }
    try {
      int fd = machine.sockets().receiveDescriptor(socket.number(), data, length);
      if (length[0] > 0) {
        return fd;
      }
    } catch (LinuxException e) {
      if (e.errno() != Errno.ECONNRESET) {
        throw e;
      }
    }
    throw ended();
  }

  private OciException ended() {
    return new OciException("criu failed: it has ended without an answer, code " + reap());
  }

  private static OciException failure(CriuResponse response) {
    String more = response.errno() == 0 ? "" : ": " + Errno.text(response.errno());
    String said = response.error().isEmpty() ? "" : ": " + response.error().trim();
    return new OciException(
        "criu failed: type "
            + response.type()
            + " errno "
            + response.errno()
            + more
            + said.replace('\n', ' '));
  }

  /** Tells it that nothing more comes, and waits until it has ended; its exit code. */
  int finish() {
    socket.close();
    return reap();
  }

  private int reap() {
    if (reaped) {
      return 0;
    }
    reaped = true;
    return machine.processes().wait(pid);
  }

  /**
   * Ends it, if it still is there: what was asked of it then has failed. It is given the time to
   * undo what it has done to the container's processes, as it does when nobody listens any more.
   */
  @Override
  public void close() {
    socket.close();
    if (!reaped) {
      int[] ready = new int[1];
      machine
          .signals()
          .poll(new int[] {pidfd.number()}, new int[] {Signals.POLLIN}, ready, PATIENCE);
      machine.processes().trySignal(pidfd.number(), Signals.SIGKILL);
      reap();
    }
    pidfd.close();
  }
}
