package dev.jaula.json;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON value. Numbers keep their literal text, so no precision is lost. */
public sealed interface JsonValue {

    record Null() implements JsonValue { }

    record Bool(boolean value) implements JsonValue { }

    record Num(String literal) implements JsonValue {
        public long longValue() {
            return Long.parseLong(literal);
        }
    }

    record Str(String value) implements JsonValue { }

    record Arr(List<JsonValue> items) implements JsonValue { }

    record Obj(Map<String, JsonValue> members) implements JsonValue { }

    /** The member called name, or null when this is no object or has no such member. */
    default @Nullable JsonValue get(String name) {
        return this instanceof Obj(Map<String, JsonValue> members) ? members.get(name) : null;
    }

    default String string() {
        if (this instanceof Str(String value)) {
            return value;
        }
        throw new JsonException("string expected, found " + kind());
    }

    default List<JsonValue> array() {
        if (this instanceof Arr(List<JsonValue> items)) {
            return items;
        }
        throw new JsonException("array expected, found " + kind());
    }

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
