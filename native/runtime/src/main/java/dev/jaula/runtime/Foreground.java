package dev.jaula.runtime;

import dev.jaula.host.Console;
import dev.jaula.linux.Fd;
import dev.jaula.linux.Signals;
import dev.jaula.perform.Machine;
import dev.jaula.perform.Started;
import org.jspecify.annotations.Nullable;

/** Stays with a command: passes signals and, with a terminal, bytes and the window's size on. */
final class Foreground {
  private static final long CHILD = 1L << (Signals.SIGCHLD - 1);

  private final Machine machine;
  private final Started started;
  private final @Nullable Console console;

  private Foreground(Machine machine, Started started, @Nullable Console console) {
    this.machine = machine;
    this.started = started;
    this.console = console;
  }

  /** From here on signals wait in a queue; init unblocks them before it executes the command. */
  static void blockSignals(Machine machine) {
    machine.signals().setMask(Signals.forwarded() | CHILD);
  }

  /**
   * Returns the command's exit code once it has ended, 128 + n for signal n. The terminal is ours
   * when nobody else was given it.
   */
  static int follow(Machine machine, Started started, boolean ownsTerminal) {
    @Nullable Fd terminal = started.terminal();
    @Nullable Console console =
        ownsTerminal && terminal != null ? new Console(machine, terminal, true, new byte[0]) : null;
    try {
      new Foreground(machine, started, console).loop();
    } finally {
      if (console != null) {
        console.restore();
      }
    }
    return machine.processes().wait(started.pid());
  }

  private void loop() {
    try (Fd signals = machine.signals().open(Signals.forwarded())) {
      int[] fds = {started.pidfd().number(), signals.number(), -1, -1};
      int[] events = {Signals.POLLIN, Signals.POLLIN, Signals.POLLIN, Signals.POLLIN};
      int[] ready = new int[4];
      while (ready[0] == 0) {
        if (console != null) {
          fds[2] = console.terminal();
          fds[3] = console.input();
        }
        machine.signals().poll(fds, events, ready, -1);
        if (ready[1] != 0) {
          passOn(signals);
        }
        if (console != null) {
          console.carry(ready[2] != 0, ready[3] != 0);
        }
      }
    }
    if (console != null) {
      console.drain();
    }
  }

  private void passOn(Fd signals) {
    int signal = machine.signals().next(signals.number());
    while (signal != 0) {
      if (signal == Signals.SIGWINCH && console != null) {
        console.resize();
      } else {
        machine.processes().trySignal(started.pidfd().number(), signal);
      }
      signal = machine.signals().next(signals.number());
    }
  }
}
