package dev.jaula.format;

import dev.jaula.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How Go sees a value of JSON: its type, whether it is true, how {@code %v} prints it. */
final class Values {
  private Values() {}

  /** JSON's null is no value. */
  static @Nullable JsonValue unwrap(@Nullable JsonValue value) {
    return value instanceof JsonValue.Null ? null : value;
  }

  static boolean isTrue(@Nullable JsonValue value) {
    return switch (value) {
      case null -> false;
      case JsonValue.Null() -> false;
      case JsonValue.Bool(boolean bool) -> bool;
      case JsonValue.Num number -> Double.parseDouble(number.literal()) != 0;
      case JsonValue.Str(String text) -> !text.isEmpty();
      case JsonValue.Arr(List<JsonValue> items) -> !items.isEmpty();
      case JsonValue.Obj(Map<String, JsonValue> members) -> !members.isEmpty();
    };
  }

  /** The name of its type in Go. */
  static String type(@Nullable JsonValue value) {
    return switch (value) {
      case null -> "<nil>";
      case JsonValue.Null() -> "<nil>";
      case JsonValue.Bool(boolean ignored) -> "bool";
      case JsonValue.Num number -> Numbers.isFloat(number) ? "float64" : "int";
      case JsonValue.Str(String ignored) -> "string";
      case JsonValue.Arr(List<JsonValue> ignored) -> "[]interface {}";
      case JsonValue.Obj(Map<String, JsonValue> ignored) -> "map[string]interface {}";
    };
  }

  /** The members in the order of their names' bytes, as Go visits a map. */
  static Map<String, JsonValue> sorted(Map<String, JsonValue> members) {
    Map<String, JsonValue> sorted = new TreeMap<>(Values::compare);
    sorted.putAll(members);
    return sorted;
  }

  /** By code point, which is by byte in UTF-8. */
  static int compare(String left, String right) {
    int i = 0;
    int end = Math.min(left.length(), right.length());
    while (i < end && left.charAt(i) == right.charAt(i)) {
      i++;
    }
    return i == end
        ? Integer.compare(left.length(), right.length())
        : Integer.compare(left.codePointAt(i), right.codePointAt(i));
  }

  /** As {@code %v} prints it. */
  static String print(@Nullable JsonValue value) {
    return switch (value) {
      case null -> "<nil>";
      case JsonValue.Null() -> "<nil>";
      case JsonValue.Bool(boolean bool) -> Boolean.toString(bool);
      case JsonValue.Num number -> number(number);
      case JsonValue.Str(String text) -> text;
      case JsonValue.Arr(List<JsonValue> items) -> "[" + joined(items) + "]";
      case JsonValue.Obj(Map<String, JsonValue> members) -> "map[" + joined(members) + "]";
    };
  }

  private static String number(JsonValue.Num number) {
    return Numbers.isFloat(number)
        ? Numbers.shortest(Double.parseDouble(number.literal()))
        : number.literal();
  }

  private static String joined(List<JsonValue> items) {
    List<String> printed = new ArrayList<>();
    for (JsonValue item : items) {
      printed.add(print(item));
    }
    return String.join(" ", printed);
  }

  private static String joined(Map<String, JsonValue> members) {
    List<String> printed = new ArrayList<>();
    sorted(members).forEach((name, value) -> printed.add(name + ":" + print(value)));
    return String.join(" ", printed);
  }
}
