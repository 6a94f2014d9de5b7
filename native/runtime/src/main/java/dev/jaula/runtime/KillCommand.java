package dev.jaula.runtime;

import dev.jaula.linux.Signals;
import dev.jaula.perform.CgroupSignals;
import dev.jaula.perform.Freezer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code kill}: sends a signal to the first process, or to all (runtime.md, "Kill"). */
final class KillCommand {
  private final Session session;
  private final int signal;
  private final boolean all;
  private final Phases phases;

  private KillCommand(Session session, Phases phases) {
    this.session = session;
    this.signal = signal(session.arguments().operand(1));
    this.all = session.arguments().is("all");
    this.phases = phases;
  }

  static int run(Session session) {
    Phases phases = Phases.of(session);
    phases.begin("LoadState");
    new KillCommand(session, phases).kill();
    phases.finish(session);
    return 0;
  }

  private void kill() {
    if (!session.arguments().is("regex")) {
      kill(Container.of(session));
      return;
    }
    for (Container container : Matching.of(session)) {
      phases.begin("LookAtProcess");
      if (container.status().isAlive()) {
        kill(container);
      }
    }
  }

  private void kill(Container container) {
    List<String> cgroups = container.state().cgroups();
    List<String> own = container.state().own();
    phases.begin("LookAtProcess");
    Status status = container.status();
    phases.begin("Signal");
    if (all && status != Status.CREATING) {
      signalAll(container, status.isAlive());
    } else if (!status.isAlive() || !container.signal(signal)) {
      throw OciException.notRunning(container.id());
    } else if (signal == Signals.SIGKILL && !Container.hasOwnPids(container.spec())) {
      // nobody else would end the others: the kernel does so in a pid namespace alone
      new CgroupSignals(session.machine()).send(own.isEmpty() ? cgroups : own, signal);
    }
    if (signal == Signals.SIGKILL && status == Status.PAUSED) {
      phases.begin("Thaw");
      // what the v1 freezer holds does not even die
      Freezer.of(session.machine(), cgroups).thaw();
    }
  }

  /** When it has ended, who is in a cgroup of it may be another container. */
  private void signalAll(Container container, boolean isAlive) {
    List<String> own = container.state().own();
    boolean borrows = own.isEmpty() && isAlive;
    if (isAlive || !Container.hasOwnPids(container.spec())) {
      List<String> cgroups = borrows ? container.state().cgroups() : own;
      new CgroupSignals(session.machine()).send(cgroups, signal);
    }
  }

  private static int signal(@Nullable String text) {
    if (text == null) {
      return Signals.SIGTERM;
    }
    int number = text.equals("0") ? 0 : Signals.number(text);
    if (number < 0) {
      throw new OciException("unknown signal \"" + text + "\"; see kill -l");
    }
    return number;
  }
}
