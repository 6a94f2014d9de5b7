package dev.jaula.cli;

import dev.jaula.linux.Fd;
import dev.jaula.linux.Files;
import dev.jaula.linux.Processes;
import dev.jaula.linux.Signals;

/**
 * {@code -it}: a container that can be left with the detach keys. The monitor is a child of the
 * process that the shell waits for, so that this one can end while the other goes on.
 */
final class Foreground {
  private final Session session;
  private int pipe = -1;

  Foreground(Session session) {
    this.session = session;
  }

  /** What the monitor does. */
  interface Work {
    int run();
  }

  int run(Work work) {
    Files files = session.machine().files();
    Processes processes = session.machine().processes();
    session.machine().signals().setMask(Signals.forwarded());
    int[] ends = files.descriptors().pipe(0);
    int[] pidfd = new int[1];
    int child = processes.fork(0, -1, pidfd);
    if (child == 0) {
      files.close(ends[0]);
      pipe = ends[1];
      dieWithCaller();
      processes.exit(Main.guarded(session, work));
    }
    files.close(ends[1]);
    try (Fd monitor = files.own(pidfd[0]);
        Fd released = files.own(ends[0])) {
      return follow(child, monitor, released);
    }
  }

  /** A caller that was killed just before sends no signal any more: its end of the pipe is shut. */
  private void dieWithCaller() {
    session.machine().credentials().setParentDeathSignal(Signals.SIGKILL);
    if (session.machine().signals().poll(new int[] {pipe}, new int[] {0}, new int[1], 0)) {
      session.machine().processes().exit(128 + Signals.SIGKILL);
    }
  }

  /** From the monitor: the caller may end, and the container goes on without it. */
  void release() {
    session.machine().credentials().setParentDeathSignal(0);
    session.machine().files().print(pipe, "d");
    session.machine().processes().newSession();
  }

  private int follow(int child, Fd monitor, Fd released) {
    try (Fd signals = session.machine().signals().open(Signals.forwarded())) {
      int[] fds = {monitor.number(), released.number(), signals.number()};
      int[] events = {Signals.POLLIN, Signals.POLLIN, Signals.POLLIN};
      int[] ready = new int[3];
      while (true) {
        session.machine().signals().poll(fds, events, ready, -1);
        passOn(signals, monitor);
        if (ready[1] != 0
            && session.machine().files().tryRead(released.number(), new byte[1], 0, 1) == 1) {
          return 0;
        }
        if (ready[1] != 0) {
          fds[1] = -1;
        }
        if (ready[0] != 0) {
          return session.machine().processes().wait(child);
        }
      }
    }
  }

  /**
   * The terminal gives its signals to both, so only those that were meant for this process go on.
   */
  private void passOn(Fd signals, Fd monitor) {
    for (int signal = session.machine().signals().next(signals.number()); signal != 0; ) {
      if (signal != Signals.SIGWINCH && signal != Signals.SIGINT && signal != Signals.SIGQUIT) {
        session.machine().processes().trySignal(monitor.number(), signal);
      }
      signal = session.machine().signals().next(signals.number());
    }
  }
}
