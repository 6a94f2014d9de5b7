package dev.jaula.runtime;

import dev.jaula.json.JsonValue;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Limits laid over others. Zero and the empty string say nothing, as in runc: engines fill in all
 * members.
 */
final class ResourceChange {
  /** Here zero is a value of its own. */
  private static final List<String> ZERO_COUNTS =
      List.of("burst", "idle", "swappiness", "classID", "rate", "leafWeight");

  private ResourceChange() {}

  /** The object of that name below another; made when it is absent. */
  static JsonValue.Obj member(JsonValue.Obj parent, String name) {
    if (parent.get(name) instanceof JsonValue.Obj child) {
      return child;
    }
    JsonValue.Obj child = new JsonValue.Obj();
    parent.put(name, child);
    return child;
  }

  /** Changes linux.resources of config.json as the update says. */
  static void apply(JsonValue.Obj resources, JsonValue.Obj update) {
    @Nullable JsonValue memory = update.get("memory");
    for (Map.Entry<String, JsonValue> entry : update.members().entrySet()) {
      // device rules are not changed by an update, as in runc
      if (!entry.getKey().equals("devices")) {
        lay(resources, entry.getKey(), entry.getValue());
      }
    }
    if (memory != null
        && isNumber(memory.get("limit"), "-1")
        && !says("swap", memory.get("swap"))) {
      // memory and swap together are never less than memory alone
      member(resources, "memory").put("swap", -1);
    }
  }

  private static void lay(JsonValue.Obj into, String name, JsonValue value) {
    if (value instanceof JsonValue.Obj(Map<String, JsonValue> members)) {
      JsonValue.Obj child = member(into, name);
      for (Map.Entry<String, JsonValue> entry : members.entrySet()) {
        // pids.limit 0 is a limit of its own since version 1.3 of the specification
        boolean isLimit = name.equals("pids") && entry.getValue() instanceof JsonValue.Num;
        if (isLimit || says(entry.getKey(), entry.getValue())) {
          child.put(entry.getKey(), entry.getValue());
        }
      }
    } else if (says(name, value)) {
      into.put(name, value);
    }
  }

  private static boolean says(String name, @Nullable JsonValue value) {
    return switch (value) {
      case null -> false;
      case JsonValue.Null none -> false;
      case JsonValue.Num(String literal) -> !literal.equals("0") || ZERO_COUNTS.contains(name);
      case JsonValue.Str(String text) -> !text.isEmpty();
      case JsonValue.Arr(List<JsonValue> items) -> !items.isEmpty();
      case JsonValue.Bool flag -> true;
      case JsonValue.Obj object -> true;
    };
  }

  private static boolean isNumber(@Nullable JsonValue value, String literal) {
    return value instanceof JsonValue.Num(String text) && text.equals(literal);
  }
}
