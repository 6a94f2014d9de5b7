package dev.jaula.runtime;

import dev.jaula.host.ProcessStat;
import dev.jaula.json.JsonParser;
import dev.jaula.linux.Errno;
import dev.jaula.linux.Fd;
import dev.jaula.linux.LinuxException;
import dev.jaula.linux.Signals;
import dev.jaula.perform.Freezer;
import dev.jaula.perform.Machine;
import dev.jaula.spec.Namespace;
import dev.jaula.spec.NamespaceType;
import dev.jaula.spec.Spec;
import dev.jaula.spec.SpecReader;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** A container that exists: its state on disk, and what the kernel says of it now. */
final class Container {
  private final Machine machine;
  private final StateFolder folder;
  private final RuntimeState state;
  private final String place;

  private Container(Machine machine, StateFolder folder, RuntimeState state, String place) {
    this.machine = machine;
    this.folder = folder;
    this.state = state;
    this.place = place;
  }

  /** An error when there is none of that id. */
  static Container of(Session session) {
    return of(session, session.state().load(session.id()));
  }

  static Container of(Session session, RuntimeState state) {
    return of(session, state, state.id());
  }

  /**
   * place is the name of the directory that holds the state, which is the id until it is deleted.
   */
  static Container of(Session session, RuntimeState state, String place) {
    return new Container(session.machine(), session.state(), state, place);
  }

  RuntimeState state() {
    return state;
  }

  String id() {
    return state.id();
  }

  /** What the freezer holds is paused, also before it was started. */
  Status status() {
    if (state.init().pid() == 0) {
      return Status.CREATING;
    }
    if (!ProcessStat.isAlive(machine, state.init())) {
      return Status.STOPPED;
    }
    String directory = folder.directory(place) + "/";
    if (machine.files().exists(directory + StateDirectory.CLOSED_GATE)) {
      return Status.CREATING;
    }
    if (Freezer.of(machine, state.cgroups()).isFrozen()) {
      return Status.PAUSED;
    }
    return machine.files().exists(directory + StateDirectory.GATE)
        ? Status.CREATED
        : Status.RUNNING;
  }

  /** What it was made from, with its filter. */
  Config config(Session session) {
    return Config.read(session, text(), new ArrayList<>());
  }

  /** What it was made from. */
  Spec spec() {
    return SpecReader.read(JsonParser.parse(text()));
  }

  /** Of this container, and not of one that has its id meanwhile. */
  private byte[] text() {
    try (StateDirectory directory = folder.at(place)) {
      @Nullable RuntimeState now = directory.open() ? directory.find() : null;
      if (now == null || !now.origin().created().equals(state.origin().created())) {
        throw OciException.absent(id());
      }
      return directory.config();
    }
  }

  /** Whether all of its processes end with its first one (man 7 pid_namespaces). */
  static boolean hasOwnPids(Spec spec) {
    @Nullable Namespace pids = spec.linux().namespace(NamespaceType.PID);
    return pids != null && pids.path() == null;
  }

  /**
   * Its first process, which cannot be mistaken for a later one of the same number: what is opened
   * is looked at afterwards. Null when it has ended.
   */
  @Nullable Fd open() {
    int pid = state.init().pid();
    int fd = pid == 0 ? -Errno.ESRCH : machine.processes().tryOpen(pid);
    if (fd < 0) {
      return null;
    }
    Fd pidfd = machine.files().own(fd);
    if (!ProcessStat.isAlive(machine, state.init())) {
      pidfd.close();
      return null;
    }
    return pidfd;
  }

  /** Sends a signal to its first process; false when that has ended. */
  boolean signal(int signal) {
    @Nullable Fd pidfd = open();
    if (pidfd == null) {
      return false;
    }
    try (Fd open = pidfd) {
      int result = machine.processes().trySignal(open.number(), signal);
      if (result < 0 && result != -Errno.ESRCH) {
        throw new LinuxException("kill", id(), -result);
      }
      return result == 0;
    }
  }

  /** Kills its first process and waits until it has ended, however long the kernel takes. */
  void killAndWait() {
    @Nullable Fd pidfd = open();
    if (pidfd == null) {
      return;
    }
    try (Fd open = pidfd) {
      int result = machine.processes().trySignal(open.number(), Signals.SIGKILL);
      if (result < 0 && result != -Errno.ESRCH) {
        throw new LinuxException("kill", id(), -result);
      }
      Freezer.of(machine, state.cgroups()).thaw();
      machine.signals().poll(new int[] {open.number()}, new int[] {Signals.POLLIN}, new int[1], -1);
    }
  }
}
