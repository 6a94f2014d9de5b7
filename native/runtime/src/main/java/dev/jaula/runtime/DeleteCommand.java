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
  private final Session session;
  private final Phases phases;
  private final boolean force;

  private DeleteCommand(Session session, Phases phases) {
    this.session = session;
    this.phases = phases;
    this.force = session.arguments().is("force");
  }

  static int run(Session session) {
    Phases phases = Phases.of(session);
    phases.begin("LoadState");
    new DeleteCommand(session, phases).delete();
    phases.finish(session);
    return 0;
  }

  private void delete() {
    if (!session.arguments().is("regex")) {
      delete(session.id());
      return;
    }
    for (Container container : Matching.of(session)) {
      phases.begin("LookAtProcess");
      if (force || !container.status().isAlive()) {
        delete(container.id());
      }
    }
  }

  private void delete(String id) {
    phases.begin("LoadState");
    try (StateDirectory directory = session.state().at(id)) {
      @Nullable RuntimeState state = directory.open() ? find(directory, force) : null;
      if (state == null) {
        absent(id);
        return;
      }
      phases.begin("LookAtProcess");
      Status status = Container.of(session, state).status();
      if (!force && status != Status.STOPPED && status != Status.CREATED) {
        throw new OciException(
            "cannot delete container \""
                + id
                + "\" that is not stopped: "
                + status.word()
                + "; kill it first, or use --force");
      }
      phases.begin("Lock");
      if (directory.lock()) {
        if (status == Status.CREATING) {
          withdraw(id, directory);
        }
        remove(state, directory);
      } else if (!force) {
        throw OciException.absent(id);
      }
    }
  }

  /**
   * A create may still be at it: what it had made by now is found in the state, and as its
   * directory is gone it undoes what it makes from now on.
   */
  private void withdraw(String id, StateDirectory directory) {
    removeHidden(id);
    directory.rename(session.state().directory(StateFolder.hidden(id)));
  }

  /** What a delete that was killed has left. */
  private void removeHidden(String id) {
    String place = StateFolder.hidden(id);
    try (StateDirectory directory = session.state().at(place)) {
      if (!directory.open() || !directory.lock()) {
        return;
      }
      @Nullable RuntimeState state = find(directory, true);
      if (state == null) {
        directory.remove();
      } else {
        remove(state, directory);
      }
    }
  }

  private static @Nullable RuntimeState find(StateDirectory directory, boolean force) {
    try {
      return directory.find();
    } catch (OciException | SpecException e) {
      if (!force) {
        throw e;
      }
      return null;
    }
  }

  /** A create that was killed leaves a directory without a state. */
  private void absent(String id) {
    if (!force) {
      throw OciException.absent(id);
    }
    removeHidden(id);
    try (StateDirectory directory = session.state().at(id)) {
      if (directory.open()) {
        directory.discard();
      }
    }
  }

  /** A container that was found by its id, and whose first process has ended. */
  static void removeEnded(Session session, Container container) {
    try (StateDirectory directory = session.state().at(container.id())) {
      if (directory.open()) {
        removeEnded(session, container.state(), directory);
      }
    }
  }

  /** Nothing is to be done when somebody else has deleted it. */
  static void removeEnded(Session session, RuntimeState state, StateDirectory directory) {
    if (directory.lock()) {
      new DeleteCommand(session, Phases.NONE).remove(state, directory);
    }
  }

  /**
   * Ends what still runs, and waits for that; the directory is locked.
   *
   * @param known may be older than what is on disk: an update gives a container further cgroups
   */
  private void remove(RuntimeState known, StateDirectory directory) {
    @Nullable RuntimeState last = find(directory, true);
    Container container = Container.of(session, last == null ? known : last, directory.name());
    phases.begin("KillAndWait");
    container.killAndWait();
    String id = container.id();
    @Nullable SystemdUnit unit = SystemdUnit.of(session.machine(), container.state());
    if (unit != null && directory.successor(session.state(), id) == null) {
      phases.begin("StopUnit");
      unit.stop();
    }
    phases.begin("ReadConfig");
    @Nullable Spec spec = spec(directory);
    phases.begin("RemoveCgroups");
    boolean ownPids = spec != null && Container.hasOwnPids(spec);
    if (!CgroupPlace.remove(session, container.state(), directory, ownPids)) {
      throw new OciException(
          "unable to remove the cgroups of container \""
              + container.id()
              + "\": device or resource busy; try again");
    }
    @Nullable IntelRdt rdt = spec == null ? null : spec.linux().intelRdt();
    if (rdt != null && directory.successor(session.state(), id) == null) {
      new Rdt(session.machine().files()).remove(rdt, id);
    }
    phases.begin("RemoveState");
    directory.remove();
    directory.close();
    phases.begin("RunHooks");
    if (spec != null) {
      new ContainerHooks(session.machine(), container.state(), spec).runPoststop(session.log());
    }
  }

  /** What is broken shall not keep a container from being deleted. */
  private @Nullable Spec spec(StateDirectory directory) {
    try {
      return directory.spec();
    } catch (LinuxException | JsonException | SpecException e) {
      session.log().warn("no poststop hooks are run: " + e.getMessage());
      return null;
    }
  }
}
