package dev.jaula.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A strict RFC 8259 parser over UTF-8 bytes: no comments, no trailing commas, no duplicate keys, no invalid UTF-8.
 * Nesting is limited because compiled code has no stack-overflow check: a deep document would be a SIGSEGV.
 */
public final class JsonParser {
    private static final int MAX_DEPTH = 128;

    private final byte[] in;
    private final int end;
    private int pos;

    private JsonParser(byte[] in, int length) {
        this.in = in;
        this.end = length;
    }

    public static JsonValue parse(byte[] utf8) {
        return parse(utf8, utf8.length);
    }

    public static JsonValue parse(byte[] utf8, int length) {
        JsonParser p = new JsonParser(utf8, length);
        p.space();
        JsonValue v = p.value(0);
        p.space();
        if (p.pos != p.end) {
            throw p.bad("trailing data");
        }
        return v;
    }

    private JsonValue value(int depth) {
        if (depth > MAX_DEPTH) {
            throw bad("nested too deep");
        }
        return switch (peek()) {
            case '{' -> object(depth);
            case '[' -> arrayValue(depth);
            case '"' -> new JsonValue.Str(string());
            case 't' -> literal("true", new JsonValue.Bool(true));
            case 'f' -> literal("false", new JsonValue.Bool(false));
            case 'n' -> literal("null", new JsonValue.Null());
            default -> new JsonValue.Num(number());
        };
    }

    private JsonValue object(int depth) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        pos++;
        space();
        if (peek() == '}') {
            pos++;
            return new JsonValue.Obj(members);
        }
        while (true) {
            space();
            if (peek() != '"') {
                throw bad("key expected");
            }
            String key = string();
            space();
            expect(':');
            space();
            if (members.put(key, value(depth + 1)) != null) {
                throw bad("duplicate key " + key);
            }
            space();
            if (peek() == '}') {
                pos++;
                return new JsonValue.Obj(members);
            }
            expect(',');
        }
    }

    private JsonValue arrayValue(int depth) {
        List<JsonValue> items = new ArrayList<>();
        pos++;
        space();
        if (peek() == ']') {
            pos++;
            return new JsonValue.Arr(items);
        }
        while (true) {
            space();
            items.add(value(depth + 1));
            space();
            if (peek() == ']') {
                pos++;
                return new JsonValue.Arr(items);
            }
            expect(',');
        }
    }

    private String string() {
        pos++;
        int start = pos;
        while (pos < end && in[pos] >= 0x20 && in[pos] != '"' && in[pos] != '\\') {
            pos++;
        }
        if (peek() == '"') {
            char[] plain = new char[pos - start];
            for (int i = 0; i < plain.length; i++) {
                plain[i] = (char) in[start + i];
            }
            pos++;
            return new String(plain);
        }
        StringBuilder sb = new StringBuilder();
        for (int i = start; i < pos; i++) {
            sb.append((char) in[i]);
        }
        while (true) {
            int c = peek();
            if (c == '"') {
                pos++;
                return sb.toString();
            } else if (c == '\\') {
                pos++;
                escape(sb);
            } else if (c < 0x20) {
                throw bad("control character in string");
            } else {
                sb.appendCodePoint(codePoint());
            }
        }
    }

    private void escape(StringBuilder sb) {
        int c = peek();
        pos++;
        switch (c) {
            case '"', '\\', '/' -> sb.append((char) c);
            case 'b' -> sb.append('\b');
            case 'f' -> sb.append('\f');
            case 'n' -> sb.append('\n');
            case 'r' -> sb.append('\r');
            case 't' -> sb.append('\t');
            case 'u' -> {
                int u = 0;
                for (int i = 0; i < 4; i++) {
                    int d = Character.digit(peek(), 16);
                    if (d < 0) {
                        throw bad("bad \\u escape");
                    }
                    u = u << 4 | d;
                    pos++;
                }
                sb.append((char) u);
            }
            default -> throw bad("bad escape");
        }
    }

    private int codePoint() {
        int b = peek();
        pos++;
        if (b < 0x80) {
            return b;
        }
        int more = b >= 0xF0 ? 3 : b >= 0xE0 ? 2 : 1;
        if (b < 0xC2 || b > 0xF4) {
            throw bad("invalid UTF-8");
        }
        int cp = b & (0x3F >> more);
        for (int i = 0; i < more; i++) {
            int x = peek();
            if ((x & 0xC0) != 0x80) {
                throw bad("invalid UTF-8");
            }
            cp = cp << 6 | (x & 0x3F);
            pos++;
        }
        boolean shortest = cp >= (more == 3 ? 0x10000 : more == 2 ? 0x800 : 0x80);
        if (!shortest || cp > 0x10FFFF || (cp >= 0xD800 && cp < 0xE000)) {
            throw bad("invalid UTF-8");
        }
        return cp;
    }

    private String number() {
        int start = pos;
        if (peek() == '-') {
            pos++;
        }
        if (peek() == '0') {
            pos++;
        } else {
            digits();
        }
        if (pos < end && in[pos] == '.') {
            pos++;
            digits();
        }
        if (pos < end && (in[pos] | 0x20) == 'e') {
            pos++;
            if (peek() == '+' || peek() == '-') {
                pos++;
            }
            digits();
        }
        char[] text = new char[pos - start];
        for (int i = 0; i < text.length; i++) {
            text[i] = (char) in[start + i];
        }
        return new String(text);
    }

    private void digits() {
        int start = pos;
        while (pos < end && in[pos] >= '0' && in[pos] <= '9') {
            pos++;
        }
        if (pos == start) {
            throw bad("unexpected character");
        }
    }

    private JsonValue literal(String word, JsonValue v) {
        for (int i = 0; i < word.length(); i++) {
            expect(word.charAt(i));
        }
        return v;
    }

    private void expect(char c) {
        if (peek() != c) {
            throw bad("'" + c + "' expected");
        }
        pos++;
    }

    private int peek() {
        if (pos >= end) {
            throw bad("unexpected end");
        }
        return in[pos] & 0xFF;
    }

    private void space() {
        while (pos < end && (in[pos] == ' ' || in[pos] == '\n' || in[pos] == '\r' || in[pos] == '\t')) {
            pos++;
        }
    }

    private JsonException bad(String what) {
        return new JsonException(what + " at byte " + pos);
    }
}
