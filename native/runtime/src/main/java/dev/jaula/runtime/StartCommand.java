package dev.jaula.runtime;

/** {@code start}: a created container executes its command (runtime.md, "Start"). */
final class StartCommand {
  private StartCommand() {}

  static int run(Session session) {
    Container container = Container.of(session);
    switch (container.status()) {
      case CREATED -> Gate.open(session, container.id());
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
}
