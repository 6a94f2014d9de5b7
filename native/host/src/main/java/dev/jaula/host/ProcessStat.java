package dev.jaula.host;

import dev.jaula.linux.Errno;
import dev.jaula.linux.LinuxException;
import dev.jaula.linux.Words;
import dev.jaula.perform.Machine;
import dev.jaula.spec.ProcessIdentity;
import org.jspecify.annotations.Nullable;

/**
 * What /proc/PID/stat says of a process (man 5 proc_pid_stat).
 *
 * @param state such as R, S, Z
 * @param startTime in clock ticks since boot
 */
public record ProcessStat(char state, long startTime) {
  private static final int START_TIME = 20;

  /** Null when there is no such process. */
  public static @Nullable ProcessStat of(Machine machine, int pid) {
    String text = machine.files().tryReadOnce("/proc/" + pid + "/stat");
    return text == null ? null : parse(text);
  }

  /** The name in parentheses may hold anything, parentheses too. */
  static @Nullable ProcessStat parse(String text) {
    int at = text.lastIndexOf(')') + 2;
    if (at < 2 || at >= text.length()) {
      return null;
    }
    char state = text.charAt(at);
    for (int field = 1; field < START_TIME && at > 0; field++) {
      at = text.indexOf(' ', at) + 1;
    }
    int end = text.indexOf(' ', at);
    String number = end < 0 ? "" : text.substring(at, end);
    return at > 0 && Words.isNumber(number) ? new ProcessStat(state, Long.parseLong(number)) : null;
  }

  /** The process of that number now, whose start time tells it from a later one. */
  public static ProcessIdentity identity(Machine machine, int pid) {
    @Nullable ProcessStat stat = of(machine, pid);
    return new ProcessIdentity(pid, stat == null ? 0 : stat.startTime);
  }

  /** The same of one that is there: an error when it cannot be told from a later one. */
  public static ProcessIdentity known(Machine machine, int pid) {
    ProcessIdentity identity = identity(machine, pid);
    if (identity.startTime() == 0) {
      throw new LinuxException("read", "/proc/" + pid + "/stat", Errno.EIO);
    }
    return identity;
  }

  /** Whether it still runs: neither gone, nor a zombie, nor another one with the same number. */
  public static boolean isAlive(Machine machine, ProcessIdentity process) {
    @Nullable ProcessStat stat = of(machine, process.pid());
    return stat != null
        && stat.state != 'Z'
        && stat.state != 'X'
        && stat.startTime == process.startTime();
  }
}
