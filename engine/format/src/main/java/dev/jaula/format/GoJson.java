package dev.jaula.format;

import dev.jaula.json.JsonValue;
import java.util.List;
import java.util.Map;

/**
 * JSON as Go's encoder writes it without escaping HTML, and as {@code docker inspect} prints it.
 */
public final class GoJson {
  private final StringBuilder out = new StringBuilder();
  private final boolean indents;

  private GoJson(boolean indents) {
    this.indents = indents;
  }

  /** In one line, without a line break at its end; the members keep their order. */
  public static String compact(JsonValue value) {
    return write(value, false);
  }

  /** Indented by four blanks, without a line break at its end. */
  public static String indented(JsonValue value) {
    return write(value, true);
  }

  private static String write(JsonValue value, boolean indents) {
    GoJson json = new GoJson(indents);
    json.value(value, 0);
    return json.out.toString();
  }

  private void value(JsonValue value, int depth) {
    switch (value) {
      case JsonValue.Null() -> out.append("null");
      case JsonValue.Bool(boolean bool) -> out.append(bool);
      case JsonValue.Num(String literal) -> out.append(literal);
      case JsonValue.Str(String text) -> string(text);
      case JsonValue.Arr(List<JsonValue> items) -> array(items, depth);
      case JsonValue.Obj(Map<String, JsonValue> members) -> object(members, depth);
    }
  }

  private void array(List<JsonValue> items, int depth) {
    out.append('[');
    for (int i = 0; i < items.size(); i++) {
      next(i == 0, depth + 1);
      value(items.get(i), depth + 1);
    }
    close(items.isEmpty(), depth, ']');
  }

  private void object(Map<String, JsonValue> members, int depth) {
    out.append('{');
    boolean first = true;
    for (Map.Entry<String, JsonValue> member : members.entrySet()) {
      next(first, depth + 1);
      string(member.getKey());
      out.append(indents ? ": " : ":");
      value(member.getValue(), depth + 1);
      first = false;
    }
    close(first, depth, '}');
  }

  private void next(boolean first, int depth) {
    out.append(first ? "" : ",");
    newLine(depth);
  }

  private void close(boolean empty, int depth, char bracket) {
    if (!empty) {
      newLine(depth);
    }
    out.append(bracket);
  }

  private void newLine(int depth) {
    if (indents) {
      out.append('\n').append("    ".repeat(depth));
    }
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\u2028' -> out.append("\\u2028");
        case '\u2029' -> out.append("\\u2029");
        default -> {
          if (c < 0x20) {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
