package dev.jaula.format;

import dev.jaula.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Rows in the form that a user asks for, as Docker's formatter prints them (docker/cli,
 * cli/command/formatter).
 *
 * @param table what {@code table}, or nothing, stands for: {@code table
 *     {{.Repository}}\t{{.Tag}}\t{{.ID}}}
 * @param headers what is above a field: {@code ID} to {@code IMAGE ID}
 * @param type Docker's name for the type of a row, as {@code *formatter.imageContext}
 */
public record Listing(String table, Map<String, String> headers, String type) {
  private static final String TABLE = "table";

  /**
   * All rows. A format is empty or {@code table}, {@code json}, {@code table TEMPLATE}, or a
   * template; in a template {@code \t} and {@code \n} are a tab and a line break.
   *
   * @throws FormatException when the format is wrong, or names a field that a row does not have
   */
  public String print(String format, List<JsonValue.Obj> rows) {
    String asked = format.isEmpty() || format.equals(TABLE) ? table : format;
    if (asked.equals("json")) {
      asked = "{{json .}}";
    }
    boolean isTable = asked.startsWith(TABLE);
    String text = isTable ? asked.substring(TABLE.length()) : asked;
    Template template = Template.parse(trim(text).replace("\\t", "\t").replace("\\n", "\n"));
    StringBuilder out = new StringBuilder();
    if (isTable) {
      out.append(template.execute(header(), Rules.HEADER)).append('\n');
    }
    for (JsonValue.Obj row : rows) {
      JsonValue.Obj sorted = new JsonValue.Obj(Values.sorted(row.members()));
      out.append(template.execute(sorted, Rules.struct(type))).append('\n');
    }
    return isTable ? TabWriter.align(out.toString()) : out.toString();
  }

  /** The value of one field per line, as {@code --quiet} prints it. */
  public static String column(String field, List<JsonValue.Obj> rows) {
    List<String> values = new ArrayList<>();
    for (JsonValue.Obj row : rows) {
      values.add(Values.print(row.get(field)) + "\n");
    }
    return String.join("", values);
  }

  private JsonValue.Obj header() {
    JsonValue.Obj header = new JsonValue.Obj();
    headers.forEach(header::put);
    return header;
  }

  private static String trim(String text) {
    int from = 0;
    int end = text.length();
    while (from < end && text.charAt(from) == ' ') {
      from++;
    }
    while (end > from && text.charAt(end - 1) == ' ') {
      end--;
    }
    return text.substring(from, end);
  }
}
