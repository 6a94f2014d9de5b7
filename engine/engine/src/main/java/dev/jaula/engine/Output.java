package dev.jaula.engine;

import dev.jaula.args.Arguments;
import dev.jaula.format.Inspection;
import dev.jaula.format.Listing;
import dev.jaula.json.JsonValue.Obj;
import java.util.List;
import java.util.Map;

/** Prints rows and objects as {@code --format} says. */
final class Output {
  private Output() {}

  /** A list: a table unless something else was asked for. */
  static void list(
      Call call, Arguments arguments, String table, Map<String, String> headers, List<Obj> rows) {
    String format = arguments.value("format", "");
    if (format.isEmpty() || format.equals("table")) {
      call.out().print(new Rows(table, headers, rows).print());
      return;
    }
    Listing listing = new Listing(table, headers, "*formatter.context");
    call.out().print(listing.print(format, rows));
  }

  /** What inspect prints: an array unless a template was given. */
  static void inspected(Call call, Arguments arguments, List<Obj> objects) {
    call.out().print(Inspection.print(arguments.value("format", ""), objects));
  }
}
