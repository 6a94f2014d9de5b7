package dev.jaula.format;

import dev.jaula.json.JsonValue;
import java.util.List;

/** What {@code inspect} prints of things that are wholly described by JSON. */
public final class Inspection {
  private Inspection() {}

  /**
   * All things: indented JSON for an empty format, JSON in one line for {@code json}, else a line
   * for each by the template, in which a missing member is an error.
   *
   * @throws FormatException when the template is wrong, or names what is not there
   */
  public static String print(String format, List<? extends JsonValue> things) {
    JsonValue.Arr all = new JsonValue.Arr(List.copyOf(things));
    if (format.isEmpty()) {
      return GoJson.indented(all) + "\n";
    }
    if (format.equals("json")) {
      return GoJson.compact(all) + "\n";
    }
    Template template = Template.parse(format);
    StringBuilder out = new StringBuilder();
    for (JsonValue thing : things) {
      out.append(template.execute(thing, Rules.STRICT)).append('\n');
    }
    return out.toString();
  }
}
