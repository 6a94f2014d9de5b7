package dev.jaula.runtime;

import dev.jaula.linux.Bytes;
import dev.jaula.linux.Errno;
import dev.jaula.linux.Fd;
import dev.jaula.linux.Files;
import java.util.Arrays;

/**
 * The caller's side of a created container's gate: whoever connects lets it go on, and is told when
 * it cannot. Only one can: the name is unlinked first.
 */
final class Gate {
  private static final int LIMIT = 4096;

  private Gate() {}

  /** Lets the container execute its command; returns once it has. */
  static void open(Session session, String id) {
    Files files = session.machine().files();
    String here = files.currentDirectory();
    files.changeDirectory(session.state().directory(id));
    int connected = session.machine().sockets().tryConnect("gate");
    boolean first = files.tryUnlink("gate") == 0;
    files.changeDirectory(here);
    if (connected < 0) {
      throw new OciException(
          "cannot start container \""
              + id
              + "\": its first process has ended: "
              + Errno.text(-connected));
    }
    try (Fd gate = files.own(connected)) {
      if (!first) {
        throw new OciException("cannot start an already running container: \"" + id + "\"");
      }
      await(files, gate);
    }
  }

  private static void await(Files files, Fd gate) {
    byte[] data = new byte[LIMIT];
    int length = files.tryRead(gate.number(), data, 0, LIMIT);
    if (length > 1) {
      throw new OciException(Bytes.decode(Arrays.copyOfRange(data, 1, length)));
    }
  }
}
