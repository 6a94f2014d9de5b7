package dev.jaula.format;

import dev.jaula.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Docker's functions on strings (docker/cli, templates/templates.go). */
final class Strings {
  private Strings() {}

  static JsonValue call(Functions function, List<@Nullable JsonValue> values) {
    JsonValue first = values.getFirst();
    String text = Functions.string(first);
    return switch (function) {
      case SPLIT -> split(text, Functions.string(values.get(1)));
      case JOIN -> Functions.text(join(first, Functions.string(values.get(1))));
      case TITLE -> Functions.text(title(text));
      case LOWER -> Functions.text(text.toLowerCase(Locale.ROOT));
      case UPPER -> Functions.text(text.toUpperCase(Locale.ROOT));
      case PAD -> Functions.text(pad(text, number(values.get(1)), number(values.get(2))));
      case TRUNCATE -> Functions.text(truncate(text, number(values.get(1))));
      default -> throw new IllegalStateException(function.name());
    };
  }

  private static int number(@Nullable JsonValue value) {
    long number = value == null ? 0 : value.longValue();
    if (number < -(1 << 20) || number > 1 << 20) {
      throw new CallException("number out of range: " + number);
    }
    return (int) number;
  }

  private static JsonValue split(String text, String by) {
    if (by.isEmpty()) {
      return JsonValue.of(text.codePoints().mapToObj(Character::toString).toList());
    }
    JsonValue.Arr parts = new JsonValue.Arr();
    int from = 0;
    for (int at = text.indexOf(by); at >= 0; at = text.indexOf(by, from)) {
      parts.add(text.substring(from, at));
      from = at + by.length();
    }
    return parts.add(text.substring(from));
  }

  private static String join(@Nullable JsonValue items, String by) {
    List<String> parts = new ArrayList<>();
    if (items != null) {
      items.array().forEach(item -> parts.add(item.string()));
    }
    return String.join(by, parts);
  }

  /** Every letter that begins a word in upper case. */
  private static String title(String text) {
    StringBuilder out = new StringBuilder();
    boolean inWord = false;
    for (int c : text.codePoints().toArray()) {
      out.appendCodePoint(inWord ? c : Character.toTitleCase(c));
      inWord = Character.isLetterOrDigit(c) || c == '_' || c >= 0x80 && !Character.isSpaceChar(c);
    }
    return out.toString();
  }

  private static String pad(String text, int before, int after) {
    if (text.isEmpty()) {
      return text;
    }
    if (before < 0 || after < 0) {
      throw new CallException("strings: negative Repeat count");
    }
    return " ".repeat(before) + text + " ".repeat(after);
  }

  /** At most that many characters; Docker cuts bytes, which is the same for names and digests. */
  private static String truncate(String text, int length) {
    if (length < 0) {
      throw new CallException("slice bounds out of range [:" + length + "]");
    }
    int runes = text.codePointCount(0, text.length());
    return runes <= length ? text : text.substring(0, text.offsetByCodePoints(0, length));
  }
}
