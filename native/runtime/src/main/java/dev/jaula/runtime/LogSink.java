package dev.jaula.runtime;

import dev.jaula.linux.Errno;
import dev.jaula.linux.Fd;
import dev.jaula.linux.Files;
import dev.jaula.linux.LinuxException;
import dev.jaula.perform.Machine;

/** Where {@code --log} sends lines to; closed by the end of the process. */
interface LogSink {

  void write(Log.Level level, String message);

  /**
   * {@code PATH}, {@code file:PATH}, {@code journald:NAME} or {@code syslog:NAME} (crun.1). What
   * cannot be reached is an error now, not when something is to be told.
   */
  static LogSink of(Machine machine, String typed, boolean json) {
    if (typed.startsWith("journald:")) {
      return new JournalSink(machine, typed.substring(9));
    }
    if (typed.startsWith("syslog:")) {
      return new SyslogSink(machine, typed.substring(7));
    }
    String path = typed.startsWith("file:") ? typed.substring(5) : typed;
    return new FileSink(machine, open(machine.files(), path), json);
  }

  private static Fd open(Files files, String path) {
    try {
      int flags = Files.O_WRONLY | Files.O_CREAT | Files.O_APPEND;
      return files.openAt(Files.AT_FDCWD, path, flags, 0644);
    } catch (LinuxException e) {
      throw new OciException(
          "--log: open " + path + ": " + Errno.text(e.errno()) + "; give a file that can be made");
    }
  }

  /** The socket of a logging service. */
  static Fd connect(Machine machine, String option, String path) {
    int fd = machine.sockets().tryConnectDatagram(path);
    if (fd < 0) {
      throw new OciException(
          "--log "
              + option
              + ": connect "
              + path
              + ": "
              + Errno.text(-fd)
              + "; no such service runs here, log to a file");
    }
    return machine.files().own(fd);
  }
}
