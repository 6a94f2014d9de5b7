package dev.jaula.runtime;

import dev.jaula.linux.LinuxException;
import dev.jaula.perform.PerformException;
import dev.jaula.plan.HookKind;

/** {@code start}: a created container executes its command (runtime.md, "Start"). */
final class StartCommand {
  private StartCommand() {}

  static int run(Session session) {
    Phases phases = Phases.of(session);
    phases.begin("LoadState");
    // whatever its name leads to meanwhile
    try (StateDirectory directory = session.state().at(session.id())) {
      Container container = Container.of(session, directory.load());
      phases.begin("LookAtProcess");
      checkStatus(container);
      execute(session, container, directory, phases);
    }
    phases.finish(session);
    return 0;
  }

  private static void checkStatus(Container container) {
    switch (container.status()) {
      case CREATED -> {}
      case CREATING ->
          throw new OciException(
              "cannot start a container that is not created yet: \"" + container.id() + "\"");
      case STOPPED ->
          throw new OciException(
              "cannot start a container that has stopped: \"" + container.id() + "\"");
      case PAUSED ->
          throw new OciException(
              "cannot start a container in the paused state: \""
                  + container.id()
                  + "\"; resume it first");
      case RUNNING ->
          throw new OciException(
              "cannot start an already running container: \"" + container.id() + "\"");
    }
  }

  /** A poststart hook that fails ends the container (runtime.md, step 9 of the life cycle). */
  private static void execute(
      Session session, Container container, StateDirectory directory, Phases phases) {
    Gate.open(session, container, directory, phases);
    phases.begin("RunHooks");
    try {
      new ContainerHooks(session.machine(), container.state(), directory.spec())
          .run(HookKind.POSTSTART, container.state().init().pid());
    } catch (PerformException | LinuxException e) {
      container.killAndWait();
      throw e;
    }
  }
}
