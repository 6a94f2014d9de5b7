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
    String format = session.arguments().value("format", "table");
    if (!format.equals("json") && !format.equals("table") && !format.isEmpty()) {
      throw new OciException("invalid format option \"" + format + "\"; say table or json");
    }
    List<Container> containers = Matching.all(session);
    if (session.arguments().is("quiet")) {
      for (Container container : containers) {
        session.out(container.id() + "\n");
      }
    } else if (format.equals("json")) {
      session.out(json(session, containers) + "\n");
    } else {
      session.out(table(session, containers));
    }
    return 0;
  }

  private static String json(Session session, List<Container> containers) {
    List<OciState> states = new ArrayList<>();
    for (Container container : containers) {
      states.add(StateCommand.of(container, container.status(), owner(session, container)));
    }
    return OciStateWriter.list(states);
  }

  private static String owner(Session session, Container container) {
    return Owner.name(session.machine(), container.state().origin().owner());
  }

  private static String table(Session session, List<Container> containers) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("ID", "PID", "STATUS", "BUNDLE", "CREATED", "OWNER"));
    for (Container container : containers) {
      RuntimeState state = container.state();
      Status status = container.status();
      String pid = String.valueOf(status == Status.STOPPED ? 0 : state.init().pid());
      String owner = owner(session, container);
      rows.add(
          List.of(
              state.id(),
              pid,
              status.word(),
              state.origin().bundle(),
              state.origin().created(),
              owner));
    }
    return aligned(rows);
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
