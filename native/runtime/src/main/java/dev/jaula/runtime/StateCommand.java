package dev.jaula.runtime;

import dev.jaula.spec.OciState;
import dev.jaula.spec.OciStateWriter;
import dev.jaula.spec.Spec;

/** {@code state}: where the container is in its life, as JSON (runtime.md, "State"). */
final class StateCommand {
  private StateCommand() {}

  static int run(Session session) {
    Container container = Container.of(session);
    session.out(OciStateWriter.state(of(container)) + "\n");
    return 0;
  }

  /** As the runtime-spec says it, with what runc adds. */
  static OciState of(Container container) {
    RuntimeState state = container.state();
    Status status = container.status();
    Spec spec = container.spec();
    return new OciState(
        spec.ociVersion(),
        state.id(),
        status.word(),
        status.isAlive() ? state.init().pid() : 0,
        state.bundle(),
        state.rootfs(),
        state.created(),
        spec.annotations(),
        owner(state.owner()));
  }

  /** runc leaves root's name out. */
  static String owner(long uid) {
    return uid == 0 ? "" : String.valueOf(uid);
  }
}
