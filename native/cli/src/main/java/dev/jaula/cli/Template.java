package dev.jaula.cli;

import dev.jaula.json.JsonValue;
import dev.jaula.json.JsonWriter;
import dev.jaula.linux.Ascii;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of Docker's Go templates that people use to ask for fields: {@code {{.State.Pid}}},
 * {@code {{json .Mounts}}}.
 */
final class Template {
  private final List<Part> parts = new ArrayList<>();

  private record Part(String text, boolean isField, boolean asJson) {}

  private Template() {}

  static Template parse(String typed) {
    String format = typed.startsWith(".") ? "{{" + typed + "}}" : typed;
    Template template = new Template();
    int from = 0;
    for (int open = format.indexOf("{{"); open >= 0; open = format.indexOf("{{", from)) {
      int close = format.indexOf("}}", open);
      if (close < 0) {
        throw Values.bad("format", format, "a template: \"{{\" is not closed by \"}}\"");
      }
      template.parts.add(new Part(format.substring(from, open), false, false));
      template.parts.add(field(format, format.substring(open + 2, close).trim()));
      from = close + 2;
    }
    template.parts.add(new Part(format.substring(from), false, false));
    return template;
  }

  private static Part field(String format, String inside) {
    boolean asJson = inside.startsWith("json ");
    String path = asJson ? inside.substring(5).trim() : inside;
    if (!path.startsWith(".") || path.indexOf(' ') >= 0) {
      throw Values.bad(
          "format",
          format,
          "a template that is known here: write {{.Field.Field}} or {{json .Field}}");
    }
    return new Part(path, true, asJson);
  }

  String apply(JsonValue value) {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      if (!part.isField()) {
        text.append(part.text());
      } else {
        JsonValue found = find(value, part.text());
        text.append(part.asJson() || !isScalar(found) ? JsonWriter.write(found) : plain(found));
      }
    }
    return text.toString();
  }

  private static JsonValue find(JsonValue value, String path) {
    JsonValue at = value;
    for (String name : Values.split(path.substring(1), '.')) {
      if (name.isEmpty()) {
        continue;
      }
      @Nullable JsonValue next = member(at, name);
      if (next == null) {
        throw new CliException(
            1,
            "--format: there is no field " + path + "; see all of them with: jaula inspect NAME");
      }
      at = next;
    }
    return at;
  }

  /** By its name, in whatever case it was typed. */
  private static @Nullable JsonValue member(JsonValue value, String name) {
    if (value instanceof JsonValue.Obj object && object.get(name) == null) {
      for (String key : object.members().keySet()) {
        if (Ascii.lower(key).equals(Ascii.lower(name))) {
          return object.get(key);
        }
      }
    }
    return value.get(name);
  }

  private static boolean isScalar(JsonValue value) {
    return value instanceof JsonValue.Str
        || value instanceof JsonValue.Num
        || value instanceof JsonValue.Bool;
  }

  private static String plain(JsonValue value) {
    return value instanceof JsonValue.Str(String text) ? text : JsonWriter.write(value);
  }
}
