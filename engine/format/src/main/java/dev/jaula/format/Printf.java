package dev.jaula.format;

import dev.jaula.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Go's fmt.Sprintf: verbs v s q x X d b o c t T U e f g, flags, width and precision. */
final class Printf {
  private static final int MAX_WIDTH = 1_000_000;

  private final String format;
  private final List<@Nullable JsonValue> values;
  private final StringBuilder out = new StringBuilder();
  private int at;
  private int used;
  private String flags = "";
  private int width;
  private int precision;

  private Printf(String format, List<@Nullable JsonValue> values) {
    this.format = format;
    this.values = values;
  }

  static String format(String format, List<@Nullable JsonValue> values) {
    Printf printf = new Printf(format, values);
    printf.run();
    return printf.out.toString();
  }

  private void run() {
    while (at < format.length()) {
      char c = format.charAt(at++);
      if (c == '%') {
        verb();
      } else {
        out.append(c);
      }
    }
    if (used < values.size()) {
      extra();
    }
  }

  private void extra() {
    out.append("%!(EXTRA ");
    for (int i = used; i < values.size(); i++) {
      JsonValue value = values.get(i);
      out.append(i > used ? ", " : "");
      out.append(value == null ? "<nil>" : Values.type(value) + "=" + Values.print(value));
    }
    out.append(')');
  }

  private void verb() {
    int start = at;
    while (at < format.length() && "+-# 0".indexOf(format.charAt(at)) >= 0) {
      at++;
    }
    flags = format.substring(start, at);
    width = number(0);
    precision = -1;
    if (at < format.length() && format.charAt(at) == '.') {
      at++;
      precision = number(0);
    }
    if (at >= format.length()) {
      out.append("%!(NOVERB)");
      return;
    }
    int verb = format.codePointAt(at);
    at += Character.charCount(verb);
    if (verb == '%') {
      out.append('%');
    } else if (used >= values.size()) {
      out.append("%!").appendCodePoint(verb).append("(MISSING)");
    } else {
      out.append(one(verb, values.get(used++)));
    }
  }

  /** Decimal digits, or the next argument for a star. */
  private int number(int none) {
    if (at < format.length() && format.charAt(at) == '*') {
      at++;
      JsonValue value = used < values.size() ? values.get(used++) : null;
      return Functions.fits("int", value) && value != null ? clamp(value.longValue()) : none;
    }
    int start = at;
    long number = 0;
    while (at < format.length() && format.charAt(at) >= '0' && format.charAt(at) <= '9') {
      number = Math.min(MAX_WIDTH, number * 10 + format.charAt(at++) - '0');
    }
    return at == start ? none : (int) number;
  }

  private int clamp(long width) {
    if (width < 0) {
      flags += "-";
    }
    return (int) Math.min(MAX_WIDTH, Math.abs(width));
  }

  private boolean has(char flag) {
    return flags.indexOf(flag) >= 0;
  }

  private String one(int verb, @Nullable JsonValue value) {
    if (verb == 'T') {
      return pad(Values.type(value));
    }
    if (verb == 'v') {
      return plain(value);
    }
    return switch (value) {
      case null -> wrong(verb, null);
      case JsonValue.Null() -> wrong(verb, null);
      case JsonValue.Str(String text) -> string(verb, text);
      case JsonValue.Bool(boolean bool) ->
          verb == 't' ? pad(Boolean.toString(bool)) : wrong(verb, value);
      case JsonValue.Num number -> number(verb, number);
      case JsonValue.Arr(List<JsonValue> items) -> array(verb, items);
      case JsonValue.Obj(Map<String, JsonValue> members) -> object(verb, members);
    };
  }

  private String plain(@Nullable JsonValue value) {
    return switch (value) {
      case JsonValue.Num number when !Numbers.isFloat(number) -> number('d', number);
      case JsonValue.Num number -> number('g', number);
      case JsonValue.Str(String text) when has('#') -> pad(Quote.quote(text));
      case JsonValue.Str(String text) -> string('s', text);
      case JsonValue.Arr(List<JsonValue> items) -> array('v', items);
      case JsonValue.Obj(Map<String, JsonValue> members) -> object('v', members);
      case null, default -> pad(Values.print(value));
    };
  }

  private String array(int verb, List<JsonValue> items) {
    StringBuilder text = new StringBuilder("[");
    for (JsonValue item : items) {
      text.append(text.length() > 1 ? " " : "").append(one(verb, item));
    }
    return text.append(']').toString();
  }

  private String object(int verb, Map<String, JsonValue> members) {
    StringBuilder text = new StringBuilder("map[");
    for (Map.Entry<String, JsonValue> member : Values.sorted(members).entrySet()) {
      text.append(text.length() > 4 ? " " : "");
      text.append(one(verb, new JsonValue.Str(member.getKey()))).append(':');
      text.append(one(verb, member.getValue()));
    }
    return text.append(']').toString();
  }

  private static String wrong(int verb, @Nullable JsonValue value) {
    String what = value == null ? "<nil>" : Values.type(value) + "=" + Values.print(value);
    return "%!" + Character.toString(verb) + "(" + what + ")";
  }

  private String string(int verb, String text) {
    return switch (verb) {
      case 's' -> pad(cut(text));
      case 'q' ->
          pad(has('#') && text.indexOf('`') < 0 ? "`" + cut(text) + "`" : Quote.quote(cut(text)));
      case 'x' -> pad(hex(text));
      case 'X' -> pad(hex(text).toUpperCase(Locale.ROOT));
      default -> wrong(verb, new JsonValue.Str(text));
    };
  }

  private String cut(String text) {
    int runes = text.codePointCount(0, text.length());
    boolean whole = precision < 0 || runes <= precision;
    return whole ? text : text.substring(0, text.offsetByCodePoints(0, precision));
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }

  private String number(int verb, JsonValue.Num number) {
    return Numbers.isFloat(number) ? floating(verb, number) : integer(verb, number);
  }

  private String integer(int verb, JsonValue.Num number) {
    long value = number.longValue();
    return switch (verb) {
      case 'd' -> digits(Long.toString(value));
      case 'b' -> digits(Long.toString(value, 2));
      case 'o' -> digits(Long.toString(value, 8));
      case 'x' -> digits(prefixed("0x", Long.toString(value, 16)));
      case 'X' -> digits(prefixed("0X", Long.toString(value, 16).toUpperCase(Locale.ROOT)));
      case 'c' ->
          pad(Character.isValidCodePoint((int) value) ? Character.toString((int) value) : "\uFFFD");
      case 'q' -> pad(Quote.quote((int) value));
      case 'U' -> pad(String.format("U+%04X", value));
      default -> wrong(verb, number);
    };
  }

  private String prefixed(String prefix, String digits) {
    return !has('#')
        ? digits
        : digits.startsWith("-") ? "-" + prefix + digits.substring(1) : prefix + digits;
  }

  private String floating(int verb, JsonValue.Num number) {
    double value = Double.parseDouble(number.literal());
    int places = precision < 0 ? 6 : precision;
    return switch (verb) {
      case 'g' ->
          signed(
              precision < 0
                  ? Numbers.shortest(value)
                  : Numbers.general(value, Math.max(1, precision)));
      case 'f', 'F' -> signed(Numbers.fixed(value, places));
      case 'e' -> signed(String.format(Locale.ROOT, "%." + places + "e", value));
      default -> wrong(verb, number);
    };
  }

  private String digits(String text) {
    boolean minus = text.startsWith("-");
    String bare = minus ? text.substring(1) : text;
    return signed((minus ? "-" : "") + "0".repeat(Math.max(0, precision - bare.length())) + bare);
  }

  /** With the sign that is asked for, and zeros up to the width if those are. */
  private String signed(String text) {
    String sign = text.startsWith("-") ? "-" : has('+') ? "+" : has(' ') ? " " : "";
    String bare = text.startsWith("-") ? text.substring(1) : text;
    int zeros = has('0') && !has('-') ? width - sign.length() - bare.length() : 0;
    return pad(sign + "0".repeat(Math.max(0, zeros)) + bare);
  }

  private String pad(String text) {
    int missing = width - text.codePointCount(0, text.length());
    if (missing <= 0) {
      return text;
    }
    return has('-') ? text + " ".repeat(missing) : " ".repeat(missing) + text;
  }
}
