package dev.jaula.image;

import dev.jaula.json.JsonValue;
import dev.jaula.json.JsonValue.Num;
import dev.jaula.json.JsonValue.Obj;
import dev.jaula.json.JsonValue.Str;
import org.jspecify.annotations.Nullable;

/** Members of a JSON object that must be there and be of a type. */
final class Members {
  private Members() {}

  static String text(Obj object, String name) {
    String text = textOrNull(object, name);
    if (text == null) {
      throw new ImageException("\"" + name + "\" is missing in " + names(object));
    }
    return text;
  }

  static @Nullable String textOrNull(Obj object, String name) {
    @Nullable JsonValue value = object.members().get(name);
    if (value == null || value instanceof JsonValue.Null) {
      return null;
    }
    if (!(value instanceof Str text)) {
      throw new ImageException("\"" + name + "\" is not a string in " + names(object));
    }
    return text.value();
  }

  static long number(Obj object, String name) {
    @Nullable JsonValue value = object.members().get(name);
    if (value instanceof Num number) {
      try {
        return Long.parseLong(number.literal());
      } catch (NumberFormatException e) {
        throw new ImageException(
            "\"" + name + "\": " + number.literal() + " is not a whole number", e);
      }
    }
    throw new ImageException("\"" + name + "\" is missing in " + names(object));
  }

  private static String names(Obj object) {
    return "an object with " + object.members().keySet();
  }
}
