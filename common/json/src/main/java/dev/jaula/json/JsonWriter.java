package dev.jaula.json;

import java.util.List;
import java.util.Map;

/** Writes a value as JSON: in one line, or indented for people. */
public final class JsonWriter {
  private static final String HEX = "0123456789abcdef";

  private final StringBuilder out = new StringBuilder();
  private final int indent;

  private JsonWriter(int indent) {
    this.indent = indent;
  }

  /** The value in one line, without blanks and without a line break at the end. */
  public static String write(JsonValue value) {
    return write(value, 0);
  }

  /** The value with each member and item in a line of its own, and a line break at the end. */
  public static String indented(JsonValue value) {
    return write(value, 2) + "\n";
  }

  private static String write(JsonValue value, int indent) {
    JsonWriter writer = new JsonWriter(indent);
    writer.value(value, 0);
    return writer.out.toString();
  }

  private void value(JsonValue value, int depth) {
    if (depth > JsonParser.MAX_DEPTH) {
      throw new JsonException("nested too deep");
    }
    switch (value) {
      case JsonValue.Null() -> out.append("null");
      case JsonValue.Bool(boolean bool) -> out.append(bool);
      case JsonValue.Num(String literal) -> out.append(literal);
      case JsonValue.Str(String string) -> quote(string);
      case JsonValue.Arr(List<JsonValue> items) -> array(items, depth + 1);
      case JsonValue.Obj(Map<String, JsonValue> members) -> object(members, depth + 1);
    }
  }

  private void array(List<JsonValue> items, int depth) {
    out.append('[');
    boolean first = true;
    for (JsonValue item : items) {
      next(first, depth);
      value(item, depth);
      first = false;
    }
    close(first, depth - 1, ']');
  }

  private void object(Map<String, JsonValue> members, int depth) {
    out.append('{');
    boolean first = true;
    for (Map.Entry<String, JsonValue> member : members.entrySet()) {
      next(first, depth);
      quote(member.getKey());
      out.append(indent > 0 ? ": " : ":");
      value(member.getValue(), depth);
      first = false;
    }
    close(first, depth - 1, '}');
  }

  private void next(boolean first, int depth) {
    if (!first) {
      out.append(',');
    }
    newLine(depth);
  }

  private void close(boolean empty, int depth, char bracket) {
    if (!empty) {
      newLine(depth);
    }
    out.append(bracket);
  }

  private void newLine(int depth) {
    if (indent > 0) {
      out.append('\n');
      for (int i = 0; i < depth * indent; i++) {
        out.append(' ');
      }
    }
  }

  private void quote(String string) {
    out.append('"');
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20 || loneSurrogate(string, i)) {
            escape(c);
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  /** Half a pair has no UTF-8; it stands for a byte that was none (see dev.jaula.linux.Bytes). */
  private static boolean loneSurrogate(String string, int i) {
    char c = string.charAt(i);
    if (c >= 0xD800 && c < 0xDC00) {
      return i + 1 == string.length() || !low(string.charAt(i + 1));
    }
    return low(c) && (i == 0 || string.charAt(i - 1) < 0xD800 || string.charAt(i - 1) >= 0xDC00);
  }

  private static boolean low(char c) {
    return c >= 0xDC00 && c < 0xE000;
  }

  private void escape(char c) {
    out.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      out.append(HEX.charAt(c >> shift & 15));
    }
  }
}
