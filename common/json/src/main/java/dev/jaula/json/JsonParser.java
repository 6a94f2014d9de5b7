package dev.jaula.json;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A strict RFC 8259 parser over UTF-8 bytes: no comments, no trailing commas, no duplicate keys, no
 * byte order mark, no invalid UTF-8. Nesting is limited because compiled code has no stack-overflow
 * check: a deep document would be a SIGSEGV.
 */
public final class JsonParser {
  /** The most arrays and objects around a value. */
  static final int MAX_DEPTH = 128;

  private static final JsonValue TRUE = new JsonValue.Bool(true);
  private static final JsonValue FALSE = new JsonValue.Bool(false);
  private static final JsonValue NULL = new JsonValue.Null();

  private final JsonInput in;
  private @Nullable String outer;
  private @Nullable String inner;
  private boolean inOuter;
  private int from = -1;
  private int to = -1;

  private JsonParser(JsonInput in) {
    this.in = in;
  }

  /** See {@link JsonPart}. */
  static JsonPart parseWithout(byte[] utf8, String outer, String inner) {
    JsonParser parser = new JsonParser(new JsonInput(utf8, utf8.length));
    parser.outer = outer;
    parser.inner = inner;
    JsonValue rest = parser.document();
    return new JsonPart(rest, parser.from, parser.to);
  }

  /**
   * The one value in a document.
   *
   * @throws JsonException that names the byte at which it goes wrong
   */
  public static JsonValue parse(byte[] utf8) {
    return parse(utf8, utf8.length);
  }

  /** The one value in the first bytes of an array. */
  public static JsonValue parse(byte[] utf8, int length) {
    return new JsonParser(new JsonInput(utf8, length)).document();
  }

  private JsonValue document() {
    in.space();
    JsonValue value = value(0);
    in.space();
    if (!in.atEnd()) {
      throw in.bad("trailing data");
    }
    return value;
  }

  private JsonValue value(int depth) {
    if (depth > MAX_DEPTH) {
      throw in.bad("nested too deep");
    }
    return switch (in.peek()) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> new JsonValue.Str(JsonString.read(in));
      case 't' -> literal("true", TRUE);
      case 'f' -> literal("false", FALSE);
      case 'n' -> literal("null", NULL);
      default -> new JsonValue.Num(number());
    };
  }

  private JsonValue object(int depth) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    in.skip();
    in.space();
    if (in.accept('}')) {
      return new JsonValue.Obj(members);
    }
    while (true) {
      in.space();
      if (in.peek() != '"') {
        throw in.bad("key expected");
      }
      String key = JsonString.read(in);
      in.space();
      in.expect(':');
      in.space();
      boolean isPart = inOuter && depth == 1 && key.equals(inner);
      if (isPart && from < 0 && !members.containsKey(key) && in.peek() == '{') {
        passOver();
      } else if (isPart && from >= 0 || members.put(key, member(key, depth)) != null) {
        throw in.bad("duplicate key " + key);
      }
      in.space();
      if (in.accept('}')) {
        return new JsonValue.Obj(members);
      }
      in.expect(',');
    }
  }

  private JsonValue member(String key, int depth) {
    if (depth == 0) {
      inOuter = key.equals(outer);
    }
    return value(depth + 1);
  }

  private void passOver() {
    from = in.pos();
    in.passOver();
    to = in.pos();
  }

  private JsonValue array(int depth) {
    JsonValue.Arr array = new JsonValue.Arr();
    in.skip();
    in.space();
    if (in.accept(']')) {
      return array;
    }
    while (true) {
      in.space();
      array.add(value(depth + 1));
      in.space();
      if (in.accept(']')) {
        return array;
      }
      in.expect(',');
    }
  }

  private String number() {
    int start = in.pos();
    in.accept('-');
    if (!in.accept('0')) {
      in.digits();
    }
    if (in.accept('.')) {
      in.digits();
    }
    if (in.accept('e') || in.accept('E')) {
      if (!in.accept('+')) {
        in.accept('-');
      }
      in.digits();
    }
    return in.since(start);
  }

  private JsonValue literal(String word, JsonValue value) {
    for (int i = 0; i < word.length(); i++) {
      in.expect(word.charAt(i));
    }
    return value;
  }
}
