package dev.jaula.runtime;

import dev.jaula.json.JsonText;
import dev.jaula.linux.Words;
import dev.jaula.perform.CgroupSignals;
import java.util.ArrayList;
import java.util.List;

/** {@code ps}: a container's processes, found by its cgroups. */
final class PsCommand {
  private PsCommand() {}

  static int run(Session session) {
    String format = session.arguments().value("format", "table");
    Container container = Container.of(session);
    List<Integer> pids =
        new CgroupSignals(session.machine()).processes(container.state().cgroups());
    switch (format) {
      case "json" -> session.out(json(pids));
      case "table", "" -> session.out(table(session, pids));
      default ->
          throw new OciException("invalid format option \"" + format + "\"; say table or json");
    }
    return 0;
  }

  /** As Go writes a list without items. */
  static String json(List<Integer> pids) {
    if (pids.isEmpty()) {
      return "null\n";
    }
    JsonText out = JsonText.compact().array();
    for (int pid : pids) {
      out.value(pid);
    }
    return out.endArray() + "\n";
  }

  private static String table(Session session, List<Integer> pids) {
    List<String> options = session.arguments().rest(1);
    List<String> command = new ArrayList<>(List.of("ps"));
    command.addAll(options.isEmpty() ? List.of("-ef") : options);
    Subprocess.Outcome outcome = new Subprocess(session.machine()).run(command);
    if (outcome.code() != 0) {
      throw new OciException("ps: exit status " + outcome.code() + "; see its message above");
    }
    return filter(outcome.output(), pids);
  }

  /** The title and the lines whose column PID holds one of the processes. */
  static String filter(String output, List<Integer> pids) {
    List<String> lines = Words.split(output, '\n');
    int column = Words.filled(lines.get(0), ' ').indexOf("PID");
    if (column < 0) {
      throw new OciException("couldn't find PID field in ps output; let ps show the column PID");
    }
    StringBuilder text = new StringBuilder(lines.get(0)).append('\n');
    for (String line : lines.subList(1, lines.size())) {
      List<String> fields = Words.filled(line, ' ');
      if (fields.size() > column && holds(pids, fields.get(column))) {
        text.append(line).append('\n');
      }
    }
    return text.toString();
  }

  private static boolean holds(List<Integer> pids, String field) {
    return Words.isNumber(field) && pids.contains((int) Long.parseLong(field));
  }
}
