package dev.jaula.runtime;

import dev.jaula.linux.Errno;
import dev.jaula.linux.Fd;
import dev.jaula.perform.Machine;
import org.jspecify.annotations.Nullable;

/**
 * The engine's socket that receives the terminal's master (runc, docs/terminals.md). It is
 * connected to before anything is made: afterwards it may be out of sight.
 */
final class ConsoleSocket {
  private final Machine machine;
  private final Fd socket;

  private ConsoleSocket(Machine machine, Fd socket) {
    this.machine = machine;
    this.socket = socket;
  }

  /** Null when there is none; an error when that does not fit to the process's terminal. */
  static @Nullable ConsoleSocket connect(Session session, boolean terminal, boolean detached) {
    String path = session.arguments().value("console-socket", "");
    if (path.isEmpty()) {
      if (terminal && detached) {
        throw new OciException(
            "cannot allocate tty if runc will detach without setting console socket; give --console-socket PATH");
      }
      return null;
    }
    if (!terminal) {
      throw new OciException(
          "cannot use console socket if runc will not detach or allocate tty; set process.terminal to true, or leave --console-socket out");
    }
    int fd = session.machine().sockets().tryConnectStream(path);
    if (fd < 0) {
      throw new OciException("--console-socket: connect " + path + ": " + Errno.text(-fd));
    }
    return new ConsoleSocket(session.machine(), session.machine().files().own(fd));
  }

  /** Hands the terminal over; the name beside it is for people. */
  void send(Fd terminal) {
    machine.sockets().sendDescriptor(socket.number(), terminal.number(), "/dev/ptmx");
    terminal.close();
    socket.close();
  }
}
