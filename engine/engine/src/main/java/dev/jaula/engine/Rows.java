package dev.jaula.engine;

import dev.jaula.json.JsonValue.Obj;
import dev.jaula.json.JsonValue.Str;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The table that is printed when nobody asked for another form, as Docker prints it: columns as
 * wide as their longest cell and three blanks more. What a template would print, without the time
 * to read one.
 */
final class Rows {
  private static final int GAP = 3;
  private static final int NARROWEST = 10;

  private final List<List<String>> lines = new ArrayList<>();

  /** Of a table's template, {@code table {{.ID}}\t{{.Size}}}. */
  Rows(String table, Map<String, String> headers, List<Obj> rows) {
    List<String> names = names(table);
    List<String> head = new ArrayList<>();
    for (String name : names) {
      head.add(headers.getOrDefault(name, name));
    }
    lines.add(head);
    for (Obj row : rows) {
      List<String> cells = new ArrayList<>();
      for (String name : names) {
        cells.add(row.members().get(name) instanceof Str text ? text.value() : "");
      }
      lines.add(cells);
    }
  }

  private static List<String> names(String table) {
    List<String> names = new ArrayList<>();
    for (int at = table.indexOf("{{."); at >= 0; at = table.indexOf("{{.", at + 1)) {
      names.add(table.substring(at + 3, table.indexOf("}}", at)));
    }
    return names;
  }

  String print() {
    int columns = lines.getFirst().size();
    int[] widths = new int[columns];
    for (List<String> line : lines) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], Math.max(NARROWEST, width(line.get(i)) + GAP));
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> line : lines) {
      for (int i = 0; i < columns - 1; i++) {
        text.append(line.get(i)).repeat(' ', widths[i] - width(line.get(i)));
      }
      text.append(line.getLast()).append('\n');
    }
    return text.toString();
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
