package dev.jaula.spec;

import dev.jaula.json.JsonParser;
import dev.jaula.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The documents of src/test/resources and changes to them. */
final class Documents {
  private Documents() {}

  /** A wrong document as a patch, and the message that it must give. */
  record Wrong(String patch, String message) {}

  static JsonValue parse(String json) {
    return JsonParser.parse(json.getBytes(StandardCharsets.UTF_8));
  }

  /** A member that must be there. */
  static JsonValue at(JsonValue value, String... path) {
    JsonValue found = value;
    for (String name : path) {
      found = Objects.requireNonNull(found.get(name), name);
    }
    return found;
  }

  static JsonValue read(String name) {
    return parse(text(name));
  }

  static String text(String name) {
    try (InputStream in = Objects.requireNonNull(Documents.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Pairs of lines, apart from comments and empty ones. */
  static List<Wrong> wrong(String name) {
    List<String> lines =
        text(name).lines().filter(line -> !line.isEmpty() && !line.startsWith("#")).toList();
    List<Wrong> cases = new ArrayList<>();
    for (int i = 0; i < lines.size(); i += 2) {
      cases.add(new Wrong(lines.get(i), lines.get(i + 1)));
    }
    return cases;
  }

  /** JSON merge patch (RFC 7396). */
  static JsonValue patch(JsonValue target, JsonValue patch) {
    if (!(patch instanceof JsonValue.Obj(Map<String, JsonValue> changes))) {
      return patch;
    }
    Map<String, JsonValue> members = new LinkedHashMap<>();
    if (target instanceof JsonValue.Obj(Map<String, JsonValue> old)) {
      members.putAll(old);
    }
    changes.forEach((key, change) -> {
      if (change instanceof JsonValue.Null) {
        members.remove(key);
      } else {
        members.put(key, patch(members.getOrDefault(key, new JsonValue.Null()), change));
      }
    });
    return new JsonValue.Obj(members);
  }
}
