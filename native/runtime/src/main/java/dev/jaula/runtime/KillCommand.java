package dev.jaula.runtime;

import dev.jaula.linux.Signals;
import dev.jaula.perform.CgroupSignals;

/** {@code kill}: sends a signal to the first process, or to all (runtime.md, "Kill"). */
final class KillCommand {
  private KillCommand() {}

  static int run(Session session) {
    int signal = signal(session.arguments().operand(1));
    Container container = Container.of(session);
    if (session.arguments().is("all")) {
      new CgroupSignals(session.machine()).send(container.state().cgroups(), signal);
      return 0;
    }
    Status status = container.status();
    if (!status.isAlive() || !container.signal(signal)) {
      throw OciException.notRunning(container.id());
    }
    if (signal == Signals.SIGKILL && status == Status.PAUSED) {
      // what the v1 freezer holds does not even die
      Freezer.of(session.machine(), container.state().cgroups()).thaw();
    }
    return 0;
  }

  private static int signal(@org.jspecify.annotations.Nullable String text) {
    if (text == null) {
      return Signals.SIGTERM;
    }
    int number = Signals.number(text);
    if (number < 0) {
      throw new OciException("unknown signal \"" + text + "\"; see kill -l");
    }
    return number;
  }
}
