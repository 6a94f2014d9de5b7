package dev.jaula.runtime;

import dev.jaula.plan.Lifetime;

/** {@code create}: a container whose command waits for {@code start} (runtime.md, "Create"). */
final class CreateCommand {
  private CreateCommand() {}

  static int run(Session session) {
    Insight insight = Insight.of(session);
    Creation creation = new Creation(session, Lifetime.WAITING, true, insight);
    if (insight.isDry()) {
      return insight.print(creation.plan());
    }
    creation.make();
    return 0;
  }
}
