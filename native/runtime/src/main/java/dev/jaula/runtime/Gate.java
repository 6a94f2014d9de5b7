package dev.jaula.runtime;

import dev.jaula.linux.Bytes;
import dev.jaula.linux.Errno;
import dev.jaula.linux.Fd;
import dev.jaula.linux.Files;
import java.util.Arrays;

/**
 * The caller's side of a created container's gate: whoever connects lets it go on, and is told when
 * it cannot. Only one can.
 */
final class Gate {
  private static final int LIMIT = 4096;

  private Gate() {}

  /** Lets the container execute its command; returns once it has. */
  static void open(Session session, Container container, StateDirectory directory, Phases phases) {
    phases.begin("OpenGate");
    Files files = session.machine().files();
    String here = files.directories().current();
    directory.enter();
    int connected = session.machine().sockets().tryConnect(StateDirectory.GATE);
    files.tryUnlink(StateDirectory.GATE);
    files.directories().enter(here);
    if (connected < 0) {
      throw lost(container, connected);
    }
    phases.begin("AwaitExecute");
    try (Fd gate = files.own(connected)) {
      await(files, container, gate);
    }
  }

  /** Another start was first, or nobody is there. */
  private static OciException lost(Container container, int result) {
    String id = container.id();
    boolean ended = container.status() == Status.STOPPED;
    return new OciException(
        ended
            ? "cannot start container \""
                + id
                + "\": its first process has ended: "
                + Errno.text(-result)
            : "cannot start an already running container: \"" + id + "\"");
  }

  /** Init takes one connection and closes the socket, which resets the others (man 7 unix). */
  private static void await(Files files, Container container, Fd gate) {
    byte[] data = new byte[LIMIT];
    int length = files.tryRead(gate.number(), data, 0, LIMIT);
    if (length == -Errno.ECONNRESET) {
      throw lost(container, length);
    }
    if (length > 1) {
      throw new OciException(Bytes.decode(Arrays.copyOfRange(data, 1, length)));
    }
  }
}
