package dev.jaula.cli;

import dev.jaula.args.Arguments;
import dev.jaula.cgroup.Shell;
import dev.jaula.json.JsonText;
import dev.jaula.perform.Machine;
import dev.jaula.spec.ContainerState;
import dev.jaula.spec.Exit;
import dev.jaula.spec.Status;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code jaula ps}. */
final class PsCommand {
  private static final String[] HEADINGS = {"ID", "NAME", "STATUS", "PID", "ROOT", "COMMAND"};
  private static final int SHORT_ID = 12;
  private static final int COMMAND_WIDTH = 30;

  private final Session session;
  private final Arguments arguments;
  private final Containers containers;

  private PsCommand(Session session, Arguments arguments) {
    this.session = session;
    this.arguments = arguments;
    this.containers = new Containers(session);
  }

  static int run(Session session, Arguments arguments) {
    return new PsCommand(session, arguments).print();
  }

  private int print() {
    List<String[]> rows = new ArrayList<>();
    JsonText json = JsonText.compact().array();
    for (ContainerState state : containers.store().all()) {
      Status status = containers.status(state);
      if ((status != Status.EXITED || arguments.is("all")) && matches(state, status)) {
        rows.add(row(state, status));
        json(json, state, status);
      }
    }
    if (arguments.is("quiet")) {
      for (String[] row : rows) {
        session.outLine(row[1]);
      }
    } else if ("json".equals(arguments.value("format"))) {
      session.outLine(json.endArray().toString());
    } else {
      session.out(Columns.text(HEADINGS, rows));
    }
    return 0;
  }

  private boolean matches(ContainerState state, Status status) {
    for (String filter : arguments.values("filter")) {
      String[] pair = Values.pair("filter", filter);
      boolean fits =
          switch (pair[0]) {
            case "name" -> state.name().contains(pair[1]);
            case "id" -> state.id().startsWith(pair[1]);
            case "status" -> status.dockerName().equals(pair[1]);
            case "label" -> hasLabel(state, pair[1]);
            default -> throw Values.bad("filter", filter, "one of name=, id=, status=, label=");
          };
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasLabel(ContainerState state, String text) {
    int equals = text.indexOf('=');
    String value = state.labels().get(equals < 0 ? text : text.substring(0, equals));
    return value != null && (equals < 0 || value.equals(text.substring(equals + 1)));
  }

  private String[] row(ContainerState state, Status status) {
    boolean whole = arguments.is("no-trunc");
    String command = command(state);
    boolean cut = !whole && command.length() > COMMAND_WIDTH;
    return new String[] {
      whole ? state.id() : state.id().substring(0, SHORT_ID),
      state.name(),
      status(session.machine(), state, status),
      status == Status.EXITED ? "-" : String.valueOf(state.init().pid()),
      state.image(),
      cut ? command.substring(0, COMMAND_WIDTH - 3) + "..." : command
    };
  }

  private static String command(ContainerState state) {
    StringBuilder text = new StringBuilder();
    for (String arg : state.process().args()) {
      text.append(text.isEmpty() ? "" : " ").append(Shell.quote(arg));
    }
    return text.toString();
  }

  /** As Docker: {@code Up 5 seconds}, {@code Exited (1) 2 minutes ago}. */
  static String status(Machine machine, ContainerState state, Status status) {
    long now = machine.processes().time(0) / 1_000_000_000L;
    @Nullable Exit exit = state.exit();
    if (exit != null) {
      return "Exited (" + exit.code() + ") " + duration(now - exit.time().seconds()) + " ago";
    }
    if (status == Status.EXITED) {
      return "Dead";
    }
    return "Up "
        + duration(now - state.created().seconds())
        + (status == Status.PAUSED ? " (Paused)" : "");
  }

  private static String duration(long seconds) {
    if (seconds < 120) {
      return Math.max(0, seconds) + (seconds == 1 ? " second" : " seconds");
    }
    if (seconds < 7200) {
      return seconds / 60 + " minutes";
    }
    return seconds < 172_800 ? seconds / 3600 + " hours" : seconds / 86_400 + " days";
  }

  private static void json(JsonText json, ContainerState state, Status status) {
    json.object()
        .member("id", state.id())
        .member("name", state.name())
        .member("status", status.dockerName())
        .member("pid", status == Status.EXITED ? 0 : state.init().pid())
        .member("root", state.image())
        .member("command", state.process().args())
        .member("created", state.created().text())
        .endObject();
  }
}
