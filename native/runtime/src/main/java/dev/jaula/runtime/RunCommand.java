package dev.jaula.runtime;

import dev.jaula.linux.Fd;
import dev.jaula.linux.Signals;
import dev.jaula.perform.Machine;
import dev.jaula.perform.Started;
import dev.jaula.plan.Lifetime;

/** {@code run}: create and start in one, and in the foreground the wait and delete as well. */
final class RunCommand {
  private static final long CHILD = 1L << (Signals.SIGCHLD - 1);

  private RunCommand() {}

  static int run(Session session) {
    boolean detached = session.arguments().is("detach");
    Creation creation = new Creation(session, Lifetime.ALONE, detached);
    if (detached) {
      creation.make();
      return 0;
    }
    session.machine().signals().setMask(Signals.forwarded() | CHILD);
    int code = follow(session.machine(), creation.make());
    if (!session.arguments().is("keep")) {
      DeleteCommand.remove(session, Container.of(session));
    }
    return code;
  }

  /** Passes signals on until the command has ended; its exit code, 128 + n for signal n. */
  static int follow(Machine machine, Started started) {
    try (Fd signals = machine.signals().open(Signals.forwarded())) {
      int[] fds = {started.pidfd().number(), signals.number()};
      int[] ready = new int[2];
      while (ready[0] == 0) {
        machine.signals().poll(fds, new int[] {Signals.POLLIN, Signals.POLLIN}, ready, -1);
        if (ready[1] != 0) {
          machine.processes().trySignal(fds[0], machine.signals().next(fds[1]));
        }
      }
    }
    return machine.processes().wait(started.pid());
  }
}
