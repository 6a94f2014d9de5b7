package dev.jaula.runtime;

import dev.jaula.json.JsonText;
import dev.jaula.spec.Spec;
import java.util.Map;

/** {@code state}: where the container is in its life, as JSON (runtime.md, "State"). */
final class StateCommand {
  private StateCommand() {}

  static int run(Session session) {
    Container container = Container.of(session);
    session.out(write(container, JsonText.indented(2)) + "\n");
    return 0;
  }

  /** The keys and their order are runc's. */
  static JsonText write(Container container, JsonText out) {
    RuntimeState state = container.state();
    Status status = container.status();
    out.object().member("ociVersion", Spec.OCI_VERSION).member("id", state.id());
    out.member("pid", status.isAlive() ? state.init().pid() : 0).member("status", status.word());
    out.member("bundle", state.bundle()).member("rootfs", state.rootfs());
    out.member("created", state.created());
    annotations(container.spec().annotations(), out);
    return out.member("owner", owner(state.owner())).endObject();
  }

  static void annotations(Map<String, String> annotations, JsonText out) {
    if (annotations.isEmpty()) {
      return;
    }
    out.object("annotations");
    annotations.forEach(out::member);
    out.endObject();
  }

  /** runc leaves root's name out. */
  static String owner(long uid) {
    return uid == 0 ? "" : String.valueOf(uid);
  }
}
