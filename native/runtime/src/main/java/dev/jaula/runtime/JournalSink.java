package dev.jaula.runtime;

import dev.jaula.linux.Fd;
import dev.jaula.perform.Machine;

/** The systemd journal, in its native protocol: a datagram of fields (systemd.io). */
final class JournalSink implements LogSink {
  private static final String SOCKET = "/run/systemd/journal/socket";

  private final Machine machine;
  private final Fd socket;
  private final String name;

  JournalSink(Machine machine, String name) {
    this.machine = machine;
    this.socket = LogSink.connect(machine, "journald", SOCKET);
    this.name = name;
  }

  @Override
  public void write(Log.Level level, String message) {
    machine.files().print(socket.number(), fields(level, message, name));
  }

  /** A field ends with its line, so a message is made one line. */
  static String fields(Log.Level level, String message, String name) {
    return "MESSAGE="
        + message.replace('\n', ' ')
        + "\nPRIORITY="
        + level.priority()
        + "\nSYSLOG_IDENTIFIER="
        + (name.isEmpty() ? Tables.PROGRAM : name)
        + "\n";
  }
}
