package dev.jaula.runtime;

import java.util.ArrayList;
import java.util.List;

/** The containers whose ids {@code --regex} matches; those that cannot be read are said. */
final class Matching {
  private Matching() {}

  static List<Container> of(Session session) {
    Regex regex = Regex.of(session.arguments().operands().get(0));
    List<Container> matching = new ArrayList<>();
    for (Container container : all(session)) {
      if (regex.find(container.id())) {
        matching.add(container);
      }
    }
    return matching;
  }

  /** All containers below {@code --root}; one whose state is broken does not hide the others. */
  static List<Container> all(Session session) {
    List<Container> containers = new ArrayList<>();
    for (String id : session.state().ids()) {
      try {
        RuntimeState state = session.state().find(id);
        if (state != null) {
          containers.add(Container.of(session, state));
        }
      } catch (OciException e) {
        session.log().warn("load container " + id + ": " + e.getMessage());
      }
    }
    return containers;
  }
}
