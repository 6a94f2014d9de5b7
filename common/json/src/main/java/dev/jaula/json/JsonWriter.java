package dev.jaula.json;

import java.util.List;
import java.util.Map;

/** Writes a value as compact JSON. */
public final class JsonWriter {
    private static final String HEX = "0123456789abcdef";

    private JsonWriter() {
    }

    public static String write(JsonValue v) {
        StringBuilder sb = new StringBuilder();
        write(sb, v);
        return sb.toString();
    }

    private static void write(StringBuilder sb, JsonValue v) {
        switch (v) {
            case JsonValue.Null() -> sb.append("null");
            case JsonValue.Bool(boolean b) -> sb.append(b);
            case JsonValue.Num(String n) -> sb.append(n);
            case JsonValue.Str(String s) -> quote(sb, s);
            case JsonValue.Arr(List<JsonValue> items) -> {
                sb.append('[');
                String sep = "";
                for (JsonValue item : items) {
                    sb.append(sep);
                    write(sb, item);
                    sep = ",";
                }
                sb.append(']');
            }
            case JsonValue.Obj(Map<String, JsonValue> members) -> {
                sb.append('{');
                String sep = "";
                for (Map.Entry<String, JsonValue> e : members.entrySet()) {
                    sb.append(sep);
                    quote(sb, e.getKey());
                    sb.append(':');
                    write(sb, e.getValue());
                    sep = ",";
                }
                sb.append('}');
            }
        }
    }

    private static void quote(StringBuilder sb, String s) {
        sb.append('"');
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            switch (c) {
                case '"' -> sb.append("\\\"");
                case '\\' -> sb.append("\\\\");
                case '\n' -> sb.append("\\n");
                case '\r' -> sb.append("\\r");
                case '\t' -> sb.append("\\t");
                default -> {
                    if (c < 0x20) {
                        sb.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
                    } else {
                        sb.append(c);
                    }
                }
            }
        }
        sb.append('"');
    }
}
