package dev.jaula.cli;

import dev.jaula.args.Arguments;
import dev.jaula.linux.Ascii;
import dev.jaula.linux.Errno;
import dev.jaula.linux.Fd;
import dev.jaula.linux.LinuxException;
import dev.jaula.linux.Signals;
import dev.jaula.perform.Freezer;
import dev.jaula.perform.Machine;
import dev.jaula.spec.ContainerState;
import dev.jaula.spec.Status;
import org.jspecify.annotations.Nullable;

/** What the verbs about running containers share: finding them, their status, signals, waiting. */
final class Containers {
  private static final long MILLI = 1_000_000L;

  private final Session session;
  private final Machine machine;
  private final ContainerStore store;

  Containers(Session session) {
    this.session = session;
    this.machine = session.machine();
    this.store = new ContainerStore(session);
    store.sweep(null, Integer.MAX_VALUE);
  }

  ContainerStore store() {
    return store;
  }

  /** One verb done to one container. */
  interface Verb {
    void apply(ContainerState state);
  }

  /** Does a verb to each operand; one that fails does not stop the others. */
  int each(Arguments arguments, Verb verb) {
    int code = 0;
    for (String reference : arguments.operands()) {
      try {
        ContainerState state = store.find(reference);
        verb.apply(state);
        session.outLine(reference);
      } catch (CliException e) {
        session.note(String.valueOf(e.getMessage()));
        code = 1;
      } catch (LinuxException e) {
        session.note(reference + ": " + e.getMessage());
        code = 1;
      }
    }
    return code;
  }

  Status status(ContainerState state) {
    if (state.exit() != null || !store.isLocked(state.name())) {
      return Status.EXITED;
    }
    return isPaused(state) ? Status.PAUSED : Status.RUNNING;
  }

  private boolean isPaused(ContainerState state) {
    return Freezer.of(machine, state.cgroups()).isFrozen();
  }

  /** Throws when the container does not run. */
  void requireRunning(ContainerState state) {
    if (status(state) == Status.EXITED) {
      throw new CliException(1, "container not running: " + state.name() + "; see: jaula ps -a");
    }
  }

  /** Freezes or thaws all its processes. */
  void freeze(ContainerState state, boolean frozen) {
    requireRunning(state);
    Freezer freezer = Freezer.of(machine, state.cgroups());
    if (!freezer.isThere()) {
      throw new CliException(
          1,
          state.name()
              + " has no cgroup that can be frozen; start it as root, or with a delegated cgroup");
    }
    if (!frozen) {
      freezer.thaw();
    } else if (!freezer.freeze()) {
      throw new CliException(
          1, state.name() + ": does not freeze; a process in it is in an uninterruptible wait");
    }
  }

  /** Throws when the container does not run. */
  void signal(ContainerState state, int signal) {
    requireRunning(state);
    send(state, signal);
  }

  /**
   * As {@link #signal}, but one that has ended meanwhile is left alone. A process that the v1
   * freezer holds is killed only once it is thawed.
   */
  void send(ContainerState state, int signal) {
    Fd first = store.openFirst(state);
    if (first == null) {
      // it has ended by itself in between
      return;
    }
    try (first) {
      int result = machine.processes().trySignal(first.number(), signal);
      if (result < 0 && result != -Errno.ESRCH) {
        throw new LinuxException("kill", state.name(), -result);
      }
    }
    if (signal == Signals.SIGKILL && isPaused(state)) {
      freeze(state, false);
    }
  }

  /**
   * Waits until nobody follows the container any more; false when the time, in ms, is over first.
   */
  boolean awaitEnd(ContainerState state, long millis) {
    long deadline = machine.processes().time(1) + millis * MILLI;
    while (store.isLocked(state.name())) {
      long left = (deadline - machine.processes().time(1)) / MILLI;
      if (millis >= 0 && left <= 0) {
        return false;
      }
      awaitProcess(state, millis < 0 ? 1000 : Math.min(left, 1000));
    }
    return true;
  }

  /** By pidfd, so that the end is seen at once; then the monitor needs a moment to clear up. */
  private void awaitProcess(ContainerState state, long millis) {
    int pidfd = machine.processes().tryOpen(state.init().pid());
    int[] ready = new int[1];
    if (pidfd < 0) {
      machine.signals().poll(new int[] {-1}, new int[] {0}, ready, Math.min(millis, 2));
      return;
    }
    boolean ended =
        machine.signals().poll(new int[] {pidfd}, new int[] {Signals.POLLIN}, ready, millis);
    machine.files().close(pidfd);
    if (ended) {
      machine.signals().poll(new int[] {-1}, new int[] {0}, ready, 1);
    }
  }

  static int signalNumber(String option, @Nullable String text, int otherwise) {
    if (text == null) {
      return otherwise;
    }
    int number = Signals.number(text);
    if (number < 0) {
      String upper = Ascii.upper(text);
      String nearest =
          dev.jaula.args.Nearest.of(
              upper.startsWith("SIG") ? upper.substring(3) : upper, Signals.names());
      throw Values.bad(
          option,
          text,
          "a signal" + (nearest == null ? "; see kill -l" : "; did you mean " + nearest + "?"));
    }
    return number;
  }
}
