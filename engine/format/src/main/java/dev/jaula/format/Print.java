package dev.jaula.format;

import dev.jaula.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Go's fmt.Sprint and fmt.Sprintln. */
final class Print {
  private Print() {}

  /** Side by side, with a blank between two that are no strings. */
  static String print(List<@Nullable JsonValue> values) {
    StringBuilder out = new StringBuilder();
    boolean wasString = true;
    for (JsonValue value : values) {
      boolean isString = value instanceof JsonValue.Str;
      out.append(wasString || isString ? "" : " ").append(Values.print(value));
      wasString = isString;
    }
    return out.toString();
  }

  /** As the functions that escape see their arguments: no value is shown as in the text. */
  static String escapable(List<@Nullable JsonValue> values) {
    List<@Nullable JsonValue> shown = new ArrayList<>();
    for (JsonValue value : values) {
      shown.add(value == null ? new JsonValue.Str("<no value>") : value);
    }
    return print(shown);
  }

  static String println(List<@Nullable JsonValue> values) {
    List<String> printed = new ArrayList<>();
    for (JsonValue value : values) {
      printed.add(Values.print(value));
    }
    return String.join(" ", printed) + "\n";
  }
}
