package dev.jaula.runtime;

import dev.jaula.perform.PerformException;
import dev.jaula.plan.HookKind;

/** {@code start}: a created container executes its command (runtime.md, "Start"). */
final class StartCommand {
  private StartCommand() {}

  static int run(Session session) {
    Container container = Container.of(session);
    switch (container.status()) {
      case CREATED -> start(session, container);
      case CREATING ->
          throw new OciException(
              "cannot start a container that is not created yet: \"" + container.id() + "\"");
      case STOPPED ->
          throw new OciException(
              "cannot start a container that has stopped: \"" + container.id() + "\"");
      case RUNNING, PAUSED ->
          throw new OciException(
              "cannot start an already running container: \"" + container.id() + "\"");
    }
    return 0;
  }

  /** A poststart hook that fails ends the container (runtime.md, step 9 of the life cycle). */
  private static void start(Session session, Container container) {
    Gate.open(session, container.id());
    try {
      new ContainerHooks(session.machine(), container.state(), container.spec())
          .run(HookKind.POSTSTART, container.state().init().pid());
    } catch (PerformException e) {
      container.killAndWait();
      throw e;
    }
  }
}
