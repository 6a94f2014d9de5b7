package dev.jaula.runtime;

import dev.jaula.perform.Freezer;

/** {@code pause} and {@code resume}: all processes of a container stand still, or go on. */
final class PauseCommand {
  private PauseCommand() {}

  static int pause(Session session) {
    Container container = Container.of(session);
    Status status = container.status();
    if (status != Status.RUNNING && status != Status.CREATED) {
      throw notPausable(container, status);
    }
    Freezer freezer = Freezer.of(session.machine(), container.state().cgroups());
    if (!freezer.freeze()) {
      throw new OciException(
          "cannot pause container \""
              + container.id()
              + (freezer.isThere()
                  ? "\": unable to freeze"
                  : "\": it has no cgroup that can be frozen"));
    }
    return 0;
  }

  private static OciException notPausable(Container container, Status status) {
    return status.isAlive()
        ? new OciException("container \"" + container.id() + "\" is paused already")
        : new OciException("container not running or created: \"" + container.id() + "\"");
  }

  static int resume(Session session) {
    Container container = Container.of(session);
    Freezer freezer = Freezer.of(session.machine(), container.state().cgroups());
    if (!container.status().isAlive() || !freezer.isFrozen()) {
      throw new OciException("container not paused: \"" + container.id() + "\"");
    }
    freezer.thaw();
    return 0;
  }
}
