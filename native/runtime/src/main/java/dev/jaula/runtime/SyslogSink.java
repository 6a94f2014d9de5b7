package dev.jaula.runtime;

import dev.jaula.linux.Fd;
import dev.jaula.perform.Machine;

/** The system logger at /dev/log, in the form that its local socket takes (man 3 syslog). */
final class SyslogSink implements LogSink {
  private static final String SOCKET = "/dev/log";

  /** LOG_USER of syslog.h. */
  private static final int USER = 1 << 3;

  private final Machine machine;
  private final Fd socket;
  private final String name;

  SyslogSink(Machine machine, String name) {
    this.machine = machine;
    this.socket = LogSink.connect(machine, "syslog", SOCKET);
    this.name = name;
  }

  @Override
  public void write(Log.Level level, String message) {
    int pid = machine.processes().id();
    machine.files().print(socket.number(), line(level, message, name, pid));
  }

  static String line(Log.Level level, String message, String name, int pid) {
    String from = name.isEmpty() ? Tables.PROGRAM : name;
    String text = message.replace('\n', ' ');
    return "<" + (USER + level.priority()) + ">" + from + "[" + pid + "]: " + text;
  }
}
