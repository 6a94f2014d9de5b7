package dev.jaula.runtime;

import dev.jaula.json.JsonException;
import dev.jaula.linux.LinuxException;
import dev.jaula.spec.OciState;
import dev.jaula.spec.OciStateWriter;
import dev.jaula.spec.Spec;
import dev.jaula.spec.SpecException;
import java.util.Map;

/** {@code state}: where the container is in its life, as JSON (runtime.md, "State"). */
final class StateCommand {
  private StateCommand() {}

  static int run(Session session) {
    Phases phases = Phases.of(session);
    phases.begin("LoadState");
    Container container = Container.of(session);
    phases.begin("LookAtProcess");
    Status status = container.status();
    phases.begin("ReadConfig");
    OciState state = of(container, status, "");
    phases.begin("Print");
    session.out(OciStateWriter.state(state) + "\n");
    phases.finish(session);
    return 0;
  }

  /**
   * As the runtime-spec says it, with what runc adds.
   *
   * @param owner runc's state leaves it empty, its list does not
   */
  static OciState of(Container container, Status status, String owner) {
    RuntimeState state = container.state();
    return new OciState(
        Spec.OCI_VERSION,
        state.id(),
        status.word(),
        status == Status.STOPPED ? 0 : state.init().pid(),
        state.origin().bundle(),
        state.origin().rootfs(),
        state.origin().created(),
        annotations(container),
        owner);
  }

  /** None when its config.json cannot be read any more: its state is told all the same. */
  private static Map<String, String> annotations(Container container) {
    try {
      return container.spec().annotations();
    } catch (LinuxException | JsonException | SpecException e) {
      return Map.of();
    }
  }
}
