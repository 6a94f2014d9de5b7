package dev.jaula.runtime;

import dev.jaula.json.JsonException;
import dev.jaula.linux.LinuxException;
import dev.jaula.perform.Rdt;
import dev.jaula.spec.IntelRdt;
import dev.jaula.spec.Spec;
import dev.jaula.spec.SpecException;
import org.jspecify.annotations.Nullable;

/** {@code delete}: removes what is left of a container that has ended (runtime.md, "Delete"). */
final class DeleteCommand {
  private DeleteCommand() {}

  static int run(Session session) {
    if (!session.arguments().is("regex")) {
      return delete(session, session.id());
    }
    boolean force = session.arguments().is("force");
    for (Container container : Matching.of(session)) {
      if (force || !container.status().isAlive()) {
        delete(session, container.id());
      }
    }
    return 0;
  }

  private static int delete(Session session, String id) {
    boolean force = session.arguments().is("force");
    @Nullable RuntimeState state = find(session, id, force);
    if (state == null) {
      return absent(session, id, force);
    }
    Container container = Container.of(session, state);
    Status status = container.status();
    if (!force && status != Status.STOPPED && status != Status.CREATED) {
      throw new OciException(
          "cannot delete container \""
              + id
              + "\" that is not stopped: "
              + status.word()
              + "; kill it first, or use --force");
    }
    remove(session, status == Status.CREATING ? withdraw(session, container) : container);
    return 0;
  }

  /**
   * A create may still be at it: what it had made by now is found in the state, and as its
   * directory is gone it undoes what it makes from now on.
   */
  private static Container withdraw(Session session, Container container) {
    removeHidden(session, container.id());
    String place = session.state().hide(container.id());
    @Nullable RuntimeState last = find(session, place, true);
    return Container.of(session, last == null ? container.state() : last, place);
  }

  /** What a delete that was killed has left. */
  private static void removeHidden(Session session, String id) {
    String place = StateFolder.hidden(id);
    if (!session.state().exists(place)) {
      return;
    }
    @Nullable RuntimeState state = find(session, place, true);
    if (state == null) {
      session.state().remove(place);
    } else {
      remove(session, Container.of(session, state, place));
    }
  }

  private static @Nullable RuntimeState find(Session session, String id, boolean force) {
    try {
      return session.state().find(id);
    } catch (OciException | JsonException | SpecException e) {
      if (!force) {
        throw e;
      }
      return null;
    }
  }

  /** A create that was killed leaves a directory without a state. */
  private static int absent(Session session, String id, boolean force) {
    if (!force) {
      throw OciException.absent(id);
    }
    removeHidden(session, id);
    if (session.state().exists(id)) {
      session.state().remove(id);
    }
    return 0;
  }

  /** Ends what still runs, and waits for that. */
  static void remove(Session session, Container container) {
    container.killAndWait();
    @Nullable SystemdUnit unit = SystemdUnit.of(session.machine(), container.state());
    if (unit != null) {
      unit.stop();
    }
    if (!CgroupPlace.remove(session.machine(), container.state())) {
      throw new OciException(
          "unable to remove the cgroups of container \""
              + container.id()
              + "\": device or resource busy; try again");
    }
    @Nullable Spec spec = spec(session, container);
    session.state().remove(container.place());
    if (spec != null) {
      @Nullable IntelRdt rdt = spec.linux().intelRdt();
      if (rdt != null) {
        new Rdt(session.machine().files()).remove(rdt, container.id());
      }
      new ContainerHooks(session.machine(), container.state(), spec).runPoststop(session.log());
    }
  }

  /** What is broken shall not keep a container from being deleted. */
  private static @Nullable Spec spec(Session session, Container container) {
    try {
      return container.spec();
    } catch (LinuxException | JsonException | SpecException e) {
      session.log().warn("no poststop hooks are run: " + e.getMessage());
      return null;
    }
  }
}
