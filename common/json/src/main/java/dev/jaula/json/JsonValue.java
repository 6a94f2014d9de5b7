package dev.jaula.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value. Numbers keep their literal text, so no precision is lost. The readers answer with a
 * {@link JsonException} that names what was expected and what is there.
 */
public sealed interface JsonValue {

  /** {@code null}. */
  record Null() implements JsonValue {}

  /** {@code true} or {@code false}. */
  record Bool(boolean value) implements JsonValue {}

  /**
   * A number.
   *
   * @param literal its text, by the grammar of RFC 8259, section 6
   */
  record Num(String literal) implements JsonValue {}

  /** A string, without quotes and escapes. */
  record Str(String value) implements JsonValue {}

  /**
   * An array. The list is the caller's or the parser's own, and may be changed while the document
   * is built.
   */
  record Arr(List<JsonValue> items) implements JsonValue {
    /** An empty array to add to. */
    public Arr() {
      this(new ArrayList<>());
    }

    /** Adds an item, and returns this array. */
    public Arr add(JsonValue item) {
      items.add(item);
      return this;
    }

    /** Adds a string, and returns this array. */
    public Arr add(String item) {
      return add(new Str(item));
    }

    /** Adds a number, and returns this array. */
    public Arr add(long item) {
      return add(of(item));
    }
  }

  /**
   * An object; its members keep their order. The map is the caller's or the parser's own, as an
   * array's list.
   */
  record Obj(Map<String, JsonValue> members) implements JsonValue {
    /** An empty object to put members into. */
    public Obj() {
      this(new LinkedHashMap<>());
    }

    /** Sets a member, and returns this object. */
    public Obj put(String name, JsonValue value) {
      members.put(name, value);
      return this;
    }

    /** Sets a member to a string, or leaves it out if there is none, and returns this object. */
    public Obj put(String name, @Nullable String value) {
      return value == null ? this : put(name, new Str(value));
    }

    /** Sets a member to a number, and returns this object. */
    public Obj put(String name, long value) {
      return put(name, of(value));
    }

    /** Sets a member to true or false, and returns this object. */
    public Obj put(String name, boolean value) {
      return put(name, new Bool(value));
    }
  }

  /** A number. */
  static Num of(long value) {
    return new Num(Long.toString(value));
  }

  /** An array of strings. */
  static Arr of(List<String> strings) {
    Arr array = new Arr();
    for (String string : strings) {
      array.add(string);
    }
    return array;
  }

  /** The member called name, or null when this is no object or has no such member. */
  default @Nullable JsonValue get(String name) {
    return this instanceof Obj(Map<String, JsonValue> members) ? members.get(name) : null;
  }

  /** The text of this string. */
  default String string() {
    if (this instanceof Str(String value)) {
      return value;
    }
    throw new JsonException("string expected, found " + kind());
  }

  /** The value of this number, which must be whole, without exponent, and within 64 bits. */
  default long longValue() {
    if (this instanceof Num(String literal)) {
      return WholeNumber.parse(literal);
    }
    throw new JsonException("number expected, found " + kind());
  }

  /** The value of this boolean. */
  default boolean bool() {
    if (this instanceof Bool(boolean value)) {
      return value;
    }
    throw new JsonException("boolean expected, found " + kind());
  }

  /** The items of this array. */
  default List<JsonValue> array() {
    if (this instanceof Arr(List<JsonValue> items)) {
      return items;
    }
    throw new JsonException("array expected, found " + kind());
  }

  /** The members of this object, in order. */
  default Map<String, JsonValue> object() {
    if (this instanceof Obj(Map<String, JsonValue> members)) {
      return members;
    }
    throw new JsonException("object expected, found " + kind());
  }

  /** What this is, in a word for messages. */
  default String kind() {
    return switch (this) {
      case Null() -> "null";
      case Bool(boolean ignored) -> "boolean";
      case Num(String ignored) -> "number";
      case Str(String ignored) -> "string";
      case Arr(List<JsonValue> ignored) -> "array";
      case Obj(Map<String, JsonValue> ignored) -> "object";
    };
  }
}
