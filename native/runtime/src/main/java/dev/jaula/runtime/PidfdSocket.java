package dev.jaula.runtime;

import dev.jaula.linux.Errno;
import dev.jaula.linux.Fd;
import dev.jaula.perform.Machine;
import org.jspecify.annotations.Nullable;

/** The engine's socket that receives a pidfd of the process (runc, {@code --pidfd-socket}). */
final class PidfdSocket {
  private final Machine machine;
  private final @Nullable Fd socket;

  private PidfdSocket(Machine machine, @Nullable Fd socket) {
    this.machine = machine;
    this.socket = socket;
  }

  /** Connects before anything is made: afterwards the path may be out of sight. */
  static PidfdSocket connect(Session session) {
    String path = session.arguments().value("pidfd-socket", "");
    if (path.isEmpty()) {
      return none(session);
    }
    int fd = session.machine().sockets().tryConnectStream(path);
    if (fd < 0) {
      throw new OciException(
          "--pidfd-socket: connect " + path + ": " + Errno.text(-fd) + "; listen there first");
    }
    return new PidfdSocket(session.machine(), session.machine().files().own(fd));
  }

  /** Nobody is told. */
  static PidfdSocket none(Session session) {
    return new PidfdSocket(session.machine(), null);
  }

  /** kind is the word beside it: "standard" for a first process, "setns" for a further one. */
  void send(Fd pidfd, String kind) {
    if (socket != null) {
      machine.sockets().sendDescriptor(socket.number(), pidfd.number(), kind);
      socket.close();
    }
  }
}
