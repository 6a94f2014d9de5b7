package dev.jaula.cli;

import dev.jaula.args.Arguments;
import dev.jaula.host.Console;
import dev.jaula.linux.Fd;
import dev.jaula.linux.Files;
import dev.jaula.linux.Signals;
import dev.jaula.perform.CgroupRemover;
import dev.jaula.perform.Machine;
import dev.jaula.perform.Started;
import org.jspecify.annotations.Nullable;

/**
 * Waits for a container: passes signals on, carries its terminal, keeps its time limit, says why it
 * ended.
 */
final class Monitor {
  private static final long LASTING = 1000;
  private static final long CHILD = 1L << (Signals.SIGCHLD - 1);

  private final Session session;
  private final Machine machine;
  private final Arguments arguments;
  private final String name;
  private final @Nullable Foreground foreground;
  private boolean oomKilled;
  private boolean timedOut;
  private boolean cleared;
  private boolean isLasting;
  private int ended;

  /**
   * foreground is who to tell that the user has left with the detach keys, or null when that cannot
   * be.
   */
  Monitor(Session session, Arguments arguments, String name, @Nullable Foreground foreground) {
    this.foreground = foreground;
    this.session = session;
    this.machine = session.machine();
    this.arguments = arguments;
    this.name = name;
  }

  /** From here on signals wait in a queue; init unblocks them before it executes the command. */
  void blockSignals() {
    machine.signals().setMask(Signals.forwarded() | CHILD);
  }

  boolean isOomKilled() {
    return oomKilled;
  }

  /** Whether the container's cgroups are gone. */
  boolean isCleared() {
    return cleared;
  }

  /**
   * Returns the container's exit code once it has ended; its cgroups are gone then. Its process id
   * stays taken until {@link #reap}. A container that cannot be followed is killed.
   */
  int follow(Started started) {
    try {
      return followToEnd(started);
    } catch (RuntimeException e) {
      machine.processes().trySignal(started.pidfd().number(), Signals.SIGKILL);
      throw e;
    }
  }

  private int followToEnd(Started started) {
    Console console = started.terminal() == null ? null : console(started.terminal());
    try (Fd signals = machine.signals().open(Signals.forwarded())) {
      loop(started, signals, console);
    } finally {
      if (console != null) {
        console.restore();
      }
    }
    int code = machine.processes().awaitEnd(started.pid());
    ended = started.pid();
    explainEnd(started, code);
    CgroupRemover remover = new CgroupRemover(machine);
    cleared = remover.remove(started.cgroups());
    if (isLasting) {
      remover.removeParents(started.cgroups());
    }
    return code;
  }

  /**
   * The detach keys mean something when there is somebody to leave: else they are the command's.
   */
  private Console console(Fd terminal) {
    byte[] keys =
        foreground == null
            ? new byte[0]
            : DetachKeys.parse(arguments.value("detach-keys", "ctrl-p,ctrl-q"));
    return new Console(machine, terminal, arguments.is("interactive"), keys);
  }

  /**
   * Lets go of the process id: only when nothing on disk leads to it any more, as it may be another
   * process's the next moment.
   */
  void reap() {
    if (ended > 0) {
      machine.processes().tryWait(ended);
    }
  }

  private void loop(Started started, Fd signals, @Nullable Console console) {
    long deadline = deadline();
    int[] fds = {started.pidfd().number(), signals.number(), -1, -1};
    int[] events = {Signals.POLLIN, Signals.POLLIN, Signals.POLLIN, Signals.POLLIN};
    int[] ready = new int[4];
    while (true) {
      if (console != null) {
        fds[2] = console.terminal();
        fds[3] = console.input();
      }
      poll(fds, events, ready, remaining(deadline));
      if (deadline > 0 && !timedOut && remaining(deadline) == 0) {
        timedOut = true;
        machine.processes().trySignal(started.pidfd().number(), Signals.SIGKILL);
      }
      if (ready[1] != 0) {
        passOn(started, signals, console);
      }
      if (console != null) {
        console.carry(ready[2] != 0, ready[3] != 0);
        leave(console);
      }
      if (ready[0] != 0) {
        if (console != null) {
          console.drain();
        }
        return;
      }
    }
  }

  /** The first second tells whether this is one of many short runs after each other. */
  private void poll(int[] fds, int[] events, int[] ready, long millis) {
    boolean isFirst = !isLasting && (millis < 0 || millis > LASTING);
    isLasting |= !machine.signals().poll(fds, events, ready, isFirst ? LASTING : millis);
  }

  /** After the detach keys the output goes to the log, and the caller may end. */
  private void leave(Console console) {
    if (console.isDetached() && foreground != null) {
      int log =
          machine
              .files()
              .openAt(
                  Files.AT_FDCWD,
                  Detached.logPath(session, name),
                  Files.O_WRONLY | Files.O_CREAT | Files.O_APPEND,
                  0600)
              .release();
      console.leave(log);
      foreground.release();
    }
  }

  private long deadline() {
    String timeout = arguments.value("timeout");
    if (timeout == null) {
      return 0;
    }
    long seconds = Values.number("timeout", timeout, 0, 1_000_000_000L);
    return seconds == 0 ? 0 : machine.processes().time(1) + seconds * 1_000_000_000L;
  }

  /** Milliseconds, -1 for ever. */
  private long remaining(long deadline) {
    if (deadline == 0 || timedOut) {
      return -1;
    }
    return Math.max(0, (deadline - machine.processes().time(1) + 999_999) / 1_000_000);
  }

  private void passOn(Started started, Fd signals, @Nullable Console console) {
    for (int signal = machine.signals().next(signals.number()); signal != 0; ) {
      if (signal == Signals.SIGWINCH && console != null) {
        console.resize();
      } else {
        machine.processes().trySignal(started.pidfd().number(), signal);
      }
      signal = machine.signals().next(signals.number());
    }
  }

  private void explainEnd(Started started, int code) {
    if (timedOut) {
      session.note(name + ": killed after " + arguments.value("timeout") + " s (--timeout)");
    }
    if (code != 0 && !started.cgroups().isEmpty()) {
      OomReport report = OomReport.read(machine, started.cgroups());
      oomKilled = report != null;
      if (report != null) {
        session.note(name + ": out of memory: " + report.text());
      }
    }
  }
}
