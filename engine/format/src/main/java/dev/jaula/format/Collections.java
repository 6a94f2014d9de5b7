package dev.jaula.format;

import dev.jaula.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code len}, {@code index} and {@code slice}; strings count in bytes of UTF-8. */
final class Collections {
  private Collections() {}

  static JsonValue length(@Nullable JsonValue value) {
    return switch (value) {
      case null -> throw new CallException("len of nil pointer");
      case JsonValue.Str(String text) -> JsonValue.of(utf8(text).length);
      case JsonValue.Arr(List<JsonValue> items) -> JsonValue.of(items.size());
      case JsonValue.Obj(Map<String, JsonValue> members) -> JsonValue.of(members.size());
      default -> throw new CallException("len of type " + Values.type(value));
    };
  }

  static @Nullable JsonValue index(@Nullable JsonValue value, List<@Nullable JsonValue> indexes) {
    JsonValue item = value;
    if (item == null) {
      throw new CallException("index of untyped nil");
    }
    for (JsonValue index : indexes) {
      item = Values.unwrap(index(item, index));
    }
    return item;
  }

  private static @Nullable JsonValue index(@Nullable JsonValue value, @Nullable JsonValue index) {
    return switch (value) {
      case null -> throw new CallException("index of nil pointer");
      case JsonValue.Arr(List<JsonValue> items) -> items.get(inside(index, items.size(), "slice"));
      case JsonValue.Str(String text) -> {
        byte[] bytes = utf8(text);
        yield JsonValue.of(bytes[inside(index, bytes.length, "string")] & 0xFF);
      }
      case JsonValue.Obj(Map<String, JsonValue> members) -> members.get(key(index));
      default -> throw new CallException("can't index item of type " + Values.type(value));
    };
  }

  private static String key(@Nullable JsonValue index) {
    if (index instanceof JsonValue.Str(String key)) {
      return key;
    }
    throw new CallException(
        index == null
            ? "value is nil; should be of type string"
            : "value has type " + Values.type(index) + "; should be string");
  }

  private static int inside(@Nullable JsonValue index, int length, String what) {
    int at = at(index, length);
    if (at == length) {
      throw new CallException("reflect: " + what + " index out of range");
    }
    return at;
  }

  private static int at(@Nullable JsonValue index, int last) {
    if (index == null) {
      throw new CallException("cannot index slice/array with nil");
    }
    if (!Functions.fits("int", index)) {
      throw new CallException("cannot index slice/array with type " + Values.type(index));
    }
    long at = index.longValue();
    if (at < 0 || at > last) {
      throw new CallException("index out of range: " + at);
    }
    return (int) at;
  }

  static JsonValue slice(@Nullable JsonValue value, List<@Nullable JsonValue> indexes) {
    if (value == null) {
      throw new CallException("slice of untyped nil");
    }
    if (indexes.size() > 3) {
      throw new CallException("too many slice indexes: " + indexes.size());
    }
    return switch (value) {
      case JsonValue.Str(String text) -> {
        if (indexes.size() == 3) {
          throw new CallException("cannot 3-index slice a string");
        }
        byte[] bytes = utf8(text);
        int[] range = range(indexes, bytes.length);
        byte[] part = Arrays.copyOfRange(bytes, range[0], range[1]);
        yield new JsonValue.Str(new String(part, StandardCharsets.UTF_8));
      }
      case JsonValue.Arr(List<JsonValue> items) -> {
        int[] range = range(indexes, items.size());
        yield new JsonValue.Arr(items.subList(range[0], range[1]));
      }
      default -> throw new CallException("can't slice item of type " + Values.type(value));
    };
  }

  private static int[] range(List<@Nullable JsonValue> indexes, int length) {
    int[] range = {0, length, length};
    for (int i = 0; i < indexes.size(); i++) {
      range[i] = at(indexes.get(i), length);
    }
    for (int i = 1; i < 3; i++) {
      if (range[i - 1] > range[i]) {
        throw new CallException("invalid slice index: " + range[i - 1] + " > " + range[i]);
      }
    }
    return range;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
