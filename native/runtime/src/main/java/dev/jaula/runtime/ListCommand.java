package dev.jaula.runtime;

import dev.jaula.spec.OciState;
import dev.jaula.spec.OciStateWriter;
import java.util.ArrayList;
import java.util.List;

/** {@code list}: the containers below {@code --root}; columns and JSON keys are runc's. */
final class ListCommand {
  private static final int GAP = 3;
  private static final int LEAST = 12;

  private ListCommand() {}

  static int run(Session session) {
    List<Container> containers = all(session);
    if (session.arguments().is("quiet")) {
      for (Container container : containers) {
        session.out(container.id() + "\n");
      }
    } else if ("json".equals(session.arguments().value("format"))) {
      session.out(json(containers) + "\n");
    } else {
      session.out(table(containers));
    }
    return 0;
  }

  private static List<Container> all(Session session) {
    List<Container> containers = new ArrayList<>();
    for (String id : session.state().ids()) {
      RuntimeState state = session.state().find(id);
      if (state != null) {
        containers.add(Container.of(session, state));
      }
    }
    return containers;
  }

  private static String json(List<Container> containers) {
    List<OciState> states = new ArrayList<>();
    for (Container container : containers) {
      states.add(StateCommand.of(container, owner(container)));
    }
    return OciStateWriter.list(states);
  }

  private static String table(List<Container> containers) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("ID", "PID", "STATUS", "BUNDLE", "CREATED", "OWNER"));
    for (Container container : containers) {
      RuntimeState state = container.state();
      Status status = container.status();
      String pid = String.valueOf(status.isAlive() ? state.init().pid() : 0);
      rows.add(
          List.of(
              state.id(), pid, status.word(), state.bundle(), state.created(), owner(container)));
    }
    return aligned(rows);
  }

  private static String owner(Container container) {
    long uid = container.state().owner();
    return uid == 0 ? "root" : "#" + uid;
  }

  /** As Go's tabwriter does with a least width of 12 and a padding of 3. */
  private static String aligned(List<List<String>> rows) {
    int columns = rows.get(0).size();
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        text.append(row.get(i));
        int width = width(rows, i);
        for (int n = row.get(i).length(); i < columns - 1 && n < width; n++) {
          text.append(' ');
        }
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static int width(List<List<String>> rows, int column) {
    int width = LEAST;
    for (List<String> row : rows) {
      width = Math.max(width, row.get(column).length() + GAP);
    }
    return width;
  }
}
