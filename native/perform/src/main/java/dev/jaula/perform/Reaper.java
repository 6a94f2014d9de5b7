package dev.jaula.perform;

import dev.jaula.linux.Fd;
import dev.jaula.linux.Signals;

/** Pid 1 of a container with --init: passes signals on to its one child, and reaps whatever is orphaned. */
final class Reaper {
  private static final long ALL = -1L;

  private final Machine machine;
  private final int child;

  Reaper(Machine machine, int child) {
    this.machine = machine;
    this.child = child;
  }

  /** Ends with the child's exit code. */
  void run() {
    // nothing of the start may stay open here, the socket to the caller least of all
    machine.processes().closeRange(3, Integer.MAX_VALUE);
    machine.signals().setMask(ALL);
    try (Fd signals = machine.signals().open(ALL)) {
      int[] ready = new int[1];
      while (true) {
        machine.signals().poll(new int[] {signals.number()}, new int[] {Signals.POLLIN}, ready, -1);
        for (int signal = machine.signals().next(signals.number()); signal != 0; ) {
          handle(signal);
          signal = machine.signals().next(signals.number());
        }
      }
    }
  }

  private void handle(int signal) {
    if (signal != Signals.SIGCHLD) {
      machine.processes().tryKill(child, signal);
      return;
    }
    for (int[] ended = machine.processes().reap(); ended[0] > 0; ended = machine.processes().reap()) {
      if (ended[0] == child) {
        machine.processes().exit(ended[1]);
      }
    }
  }
}
