package dev.jaula.runtime;

import dev.jaula.perform.Started;
import dev.jaula.plan.Lifetime;

/** {@code run}: create and start in one, and in the foreground the wait and delete as well. */
final class RunCommand {
  private RunCommand() {}

  static int run(Session session) {
    boolean detached = session.arguments().is("detach");
    Insight insight = Insight.of(session);
    Creation creation = new Creation(session, Lifetime.ALONE, detached, insight);
    if (insight.isDry()) {
      return insight.print(creation.plan());
    }
    if (detached) {
      creation.make();
      return 0;
    }
    Foreground.blockSignals(session.machine());
    Started started = creation.make();
    int code = Foreground.follow(session.machine(), started, !creation.hasConsoleSocket());
    if (!session.arguments().is("keep")) {
      creation.delete();
    }
    return code;
  }
}
