package dev.jaula.spec;

import dev.jaula.json.JsonValue;
import dev.jaula.json.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value and where it stands in its document, so that every error can say so. The path is put
 * into words only when there is an error.
 */
final class Field {
  private static final int SHOWN = 60;

  private final JsonValue value;
  private final @Nullable Field parent;
  private final String name;
  private final int index;

  private Field(JsonValue value, @Nullable Field parent, String name, int index) {
    this.value = value;
    this.parent = parent;
    this.name = name;
    this.index = index;
  }

  /** A document; its name stands in errors about the whole of it, as {@code config.json}. */
  static Field document(JsonValue value, String name) {
    return new Field(value, null, name, -1);
  }

  /** The same value where the paths of its members begin with a prefix, as {@code process}. */
  static Field part(JsonValue value, String prefix) {
    return new Field(value, new Field(value, null, prefix, -1), prefix, -1);
  }

  /** The member, or null when it is absent or JSON null (Go writes an empty slice so). */
  @Nullable Field get(String key) {
    JsonValue member = members().get(key);
    return member == null || member instanceof JsonValue.Null
        ? null
        : new Field(member, this, key, -1);
  }

  /** The member; an error with an example when it is absent. */
  Field need(String key, String example) {
    Field field = get(key);
    if (field == null) {
      Field absent = new Field(value, this, key, -1);
      throw new SpecException(absent.path() + ": is missing; add e.g. " + example);
    }
    return field;
  }

  /** The items of an array. */
  List<Field> items() {
    if (!(value instanceof JsonValue.Arr(List<JsonValue> items))) {
      throw bad("is not an array; write [...]");
    }
    List<Field> fields = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      fields.add(new Field(items.get(i), this, "", i));
    }
    return fields;
  }

  /** The items of an array that is a member; none when it is absent. */
  List<Field> items(String key) {
    Field field = get(key);
    return field == null ? List.of() : field.items();
  }

  /** The strings of an array that is a member; none when it is absent. */
  List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    for (Field item : items(key)) {
      texts.add(item.text());
    }
    return texts;
  }

  /** The members of an object of any keys, in order. */
  List<Field> entries() {
    List<Field> fields = new ArrayList<>();
    for (Map.Entry<String, JsonValue> entry : members().entrySet()) {
      fields.add(new Field(entry.getValue(), this, entry.getKey(), -1));
    }
    return fields;
  }

  /** An object of strings that is a member; empty when it is absent. */
  Map<String, String> strings(String key) {
    Map<String, String> map = new LinkedHashMap<>();
    Field field = get(key);
    if (field != null) {
      for (Field entry : field.entries()) {
        String text = entry.text();
        checkText(entry.name, entry);
        map.put(entry.name, text);
      }
    }
    return map;
  }

  /** The member's key. */
  String name() {
    return name;
  }

  String text() {
    if (!(value instanceof JsonValue.Str(String text))) {
      throw bad("is not a string; write \"...\"");
    }
    checkText(text, this);
    return text;
  }

  @Nullable String text(String key) {
    Field field = get(key);
    return field == null ? null : field.text();
  }

  String text(String key, String otherwise) {
    String text = text(key);
    return text == null ? otherwise : text;
  }

  /** A path inside the container that the spec wants absolute. */
  String absolute() {
    String path = text();
    if (!path.startsWith("/")) {
      String example = cut(JsonWriter.write(new JsonValue.Str("/" + path)));
      throw bad("is not an absolute path; write e.g. " + example);
    }
    return path;
  }

  /** false when it is absent. */
  boolean flag(String key) {
    Field field = get(key);
    if (field == null) {
      return false;
    }
    if (!(field.value instanceof JsonValue.Bool(boolean flag))) {
      throw field.bad("is not a boolean; write true or false");
    }
    return flag;
  }

  /** null when it is absent. */
  @Nullable Boolean choice(String key) {
    return get(key) == null ? null : Boolean.valueOf(flag(key));
  }

  long integer(long min, long max) {
    String range = "; write " + min + " to " + max;
    if (!(value instanceof JsonValue.Num(String literal)) || !Numbers.isWhole(literal)) {
      throw bad("is not a whole number" + range);
    }
    if (!Numbers.fitsLong(literal)) {
      throw bad("is out of range" + range);
    }
    long number = Long.parseLong(literal);
    if (number < min || number > max) {
      throw bad("is out of range" + range);
    }
    return number;
  }

  @Nullable Long integer(String key, long min, long max) {
    Field field = get(key);
    return field == null ? null : Long.valueOf(field.integer(min, max));
  }

  /** All 64 bits, 0 to 18446744073709551615. */
  long unsigned() {
    if (!(value instanceof JsonValue.Num(String literal)) || !Numbers.isWhole(literal)) {
      throw bad("is not a whole number; write 0 to 18446744073709551615");
    }
    if (!Numbers.fitsUnsigned(literal)) {
      throw bad("is out of range; write 0 to 18446744073709551615");
    }
    return Numbers.unsigned(literal);
  }

  /** A user or group id: 32 bits, without the -1 that stands for "no change" in the kernel. */
  int id() {
    return (int) integer(0, 4294967294L);
  }

  /** The position of a string in a list of words; the noun with its article as {@code a limit}. */
  int word(List<String> words, String noun) {
    String text = text();
    int at = words.indexOf(text);
    if (at < 0) {
      throw bad("is not " + noun + "; " + Suggestion.of(text, words));
    }
    return at;
  }

  /** The value of an enum whose word this is; the noun as in {@link #word}. */
  <T> T choice(T[] values, Function<T, String> word, String noun) {
    String text = text();
    for (T value : values) {
      if (word.apply(value).equals(text)) {
        return value;
      }
    }
    List<String> words = new ArrayList<>();
    for (T value : values) {
      words.add(word.apply(value));
    }
    throw bad("is not " + noun + "; " + Suggestion.of(text, words));
  }

  /** {@code path: value what}. */
  SpecException bad(String what) {
    return new SpecException(path() + ": " + shown() + " " + what);
  }

  /** As in {@code linux.sysctl["net.core.somaxconn"]} or {@code mounts[2].options[0]}. */
  String path() {
    if (parent == null) {
      return name;
    }
    StringBuilder path = new StringBuilder();
    describe(path);
    return path.toString();
  }

  private void describe(StringBuilder path) {
    if (parent == null) {
      return;
    }
    parent.describe(path);
    if (index >= 0) {
      path.append('[').append(index).append(']');
    } else if (isWord(name)) {
      path.append(path.length() == 0 ? "" : ".").append(name);
    } else {
      path.append('[').append(cut(JsonWriter.write(new JsonValue.Str(name)))).append(']');
    }
  }

  private Map<String, JsonValue> members() {
    if (!(value instanceof JsonValue.Obj(Map<String, JsonValue> members))) {
      throw bad("is not an object; write {...}");
    }
    return members;
  }

  private String shown() {
    return cut(JsonWriter.write(value));
  }

  /** Short, and free of half characters, which could not be encoded for a terminal. */
  private static String cut(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (out.length() >= SHOWN) {
        return out.append("...").toString();
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        out.append(c).append(text.charAt(++i));
      } else {
        out.append(c >= 0xD800 && c <= 0xDFFF ? '?' : c);
      }
    }
    return out.toString();
  }

  /** The kernel ends strings at a NUL; lone surrogates stand for bytes, see linux.Bytes. */
  private static void checkText(String text, Field where) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        throw where.bad("holds a NUL, which no string of the kernel can; remove it");
      }
      if (c < 0xD800 || c > 0xDFFF) {
        continue;
      }
      if (c < 0xDC00 && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (c < 0xDC80 || c > 0xDCFF) {
        throw new SpecException(where.path() + ": holds half a character; write valid Unicode");
      }
    }
  }

  private static boolean isWord(String key) {
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
      if (!letter && (c < '0' || c > '9')) {
        return false;
      }
    }
    return !key.isEmpty();
  }
}
