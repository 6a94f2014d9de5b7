package dev.jaula.runtime;

import dev.jaula.plan.Lifetime;

/** {@code create}: a container whose command waits for {@code start} (runtime.md, "Create"). */
final class CreateCommand {
  private CreateCommand() {}

  static int run(Session session) {
    new Creation(session, Lifetime.WAITING, true).make();
    return 0;
  }
}
