package dev.jaula.systemd;

import dev.jaula.linux.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * Values in GVariant's text form (docs.gtk.org/glib, "GVariant Text Format"): {@code 5}, {@code
 * uint64 5}, {@code true}, {@code 'text'}, {@code ['a', 'b']}, {@code ('a', uint32 1)}, {@code @as
 * []}, {@code <5>}, {@code b'bytes'}. A bare number is an int32. Dictionaries and floating point
 * are refused: no property of a unit takes one.
 */
final class VariantText {
  private static final String ANY = "";

  private final String text;
  private int at;

  private VariantText(String text) {
    this.text = text;
  }

  static Value parse(String text) {
    VariantText parser = new VariantText(text);
    Value value = parser.value(ANY, 0);
    parser.blanks();
    if (parser.at < text.length()) {
      throw new SystemdException("\"" + text.substring(parser.at) + "\" is left over");
    }
    return value;
  }

  /** A value of a type, or of its own when none is asked for. */
  private Value value(String type, int depth) {
    if (depth > Signature.DEPTH) {
      throw new SystemdException("nested too deeply");
    }
    blanks();
    char c = peek();
    return switch (c) {
      case '@' -> typed(type, depth);
      case '\'', '"' -> new Value.Text(textType(type), quoted());
      case '[' -> array(type, depth);
      case '(' -> tuple(type, depth);
      case '<' -> variant(type, depth);
      default -> isLetter(c) ? word(type, depth) : number(type);
    };
  }

  /** {@code @TYPE VALUE}. */
  private Value typed(String type, int depth) {
    at++;
    int start = at;
    at = Signature.end(text, start);
    String given = text.substring(start, at);
    require(type, given);
    return value(given, depth + 1);
  }

  private Value array(String type, int depth) {
    if (!type.isEmpty() && type.charAt(0) != 'a') {
      throw mismatch(type, "an array");
    }
    String element = type.isEmpty() ? ANY : type.substring(1);
    List<Value> items = new ArrayList<>();
    at++;
    while (more(']', items.isEmpty())) {
      Value item = value(element, depth + 1);
      element = item.signature();
      items.add(item);
    }
    if (element.isEmpty()) {
      throw new SystemdException("an empty array needs its type in front, such as @as []");
    }
    return new Value.Items(element, items);
  }

  private Value tuple(String type, int depth) {
    if (!type.isEmpty() && type.charAt(0) != '(') {
      throw mismatch(type, "a tuple");
    }
    List<Value> items = new ArrayList<>();
    int next = 1;
    at++;
    while (more(')', items.isEmpty())) {
      String element = ANY;
      if (!type.isEmpty()) {
        int end = Signature.end(type, next);
        element = type.substring(next, end);
        next = end;
      }
      items.add(value(element, depth + 1));
    }
    Value tuple = new Value.Fields(items);
    if (items.isEmpty()) {
      throw new SystemdException("an empty tuple is nothing that D-Bus can carry");
    }
    require(type, tuple.signature());
    return tuple;
  }

  /** Whether an element follows: past the comma before it, or past the end. */
  private boolean more(char end, boolean isFirst) {
    blanks();
    if (!isFirst && peek() == ',') {
      at++;
      blanks();
      // a comma may stand after the last too
    } else if (!isFirst && peek() != end) {
      throw new SystemdException("\"" + rest() + "\": a comma or " + end + " is missing");
    }
    if (peek() == end) {
      at++;
      return false;
    }
    return true;
  }

  private Value variant(String type, int depth) {
    require(type, "v");
    at++;
    Value inner = value(ANY, depth + 1);
    blanks();
    if (peek() != '>') {
      throw new SystemdException("\"" + rest() + "\": > is missing");
    }
    at++;
    return new Value.Variant(inner);
  }

  private Value word(String type, int depth) {
    int start = at;
    while (isLetter(peek()) || peek() >= '0' && peek() <= '9') {
      at++;
    }
    String word = text.substring(start, at);
    if (word.equals("true") || word.equals("false")) {
      require(type, "b");
      return Value.bool(word.equals("true"));
    }
    if (word.equals("b") && (peek() == '\'' || peek() == '"')) {
      require(type, "ay");
      return byteString();
    }
    String given = keyword(word);
    require(type, given);
    return value(given, depth + 1);
  }

  private static String keyword(String word) {
    return switch (word) {
      case "boolean" -> "b";
      case "byte" -> "y";
      case "int16" -> "n";
      case "uint16" -> "q";
      case "int32" -> "i";
      case "uint32" -> "u";
      case "int64" -> "x";
      case "uint64" -> "t";
      case "string" -> "s";
      case "objectpath" -> "o";
      case "signature" -> "g";
      default ->
          throw new SystemdException(
              "\"" + word + "\" is no value; text stands between quotes, as 'text'");
    };
  }

  private Value number(String type) {
    char kind = type.isEmpty() ? 'i' : type.charAt(0);
    if ("ynqiuxt".indexOf(kind) < 0) {
      throw mismatch(type, "a number");
    }
    int start = at;
    while (at < text.length() && ",])> \t".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return new Value.Whole(kind, WholeText.parse(text.substring(start, at), kind));
  }

  /** Bytes end with a NUL in this form. */
  private Value byteString() {
    byte[] bytes = Bytes.encode(quoted());
    byte[] ended = new byte[bytes.length + 1];
    System.arraycopy(bytes, 0, ended, 0, bytes.length);
    return Value.bytes(ended);
  }

  private String quoted() {
    char quote = text.charAt(at++);
    StringBuilder result = new StringBuilder();
    while (peek() != quote) {
      if (at >= text.length()) {
        throw new SystemdException("the closing " + quote + " is missing");
      }
      char c = text.charAt(at++);
      if (c == '\\') {
        escape(result);
      } else {
        result.append(c);
      }
    }
    at++;
    return result.toString();
  }

  private void escape(StringBuilder result) {
    char c = peek();
    at++;
    switch (c) {
      case 'u' -> result.appendCodePoint(hex(4));
      case 'U' -> result.appendCodePoint(hex(8));
      case 'a' -> result.append('\u0007');
      case 'b' -> result.append('\b');
      case 'f' -> result.append('\f');
      case 'n' -> result.append('\n');
      case 'r' -> result.append('\r');
      case 't' -> result.append('\t');
      case 'v' -> result.append('\u000B');
      default -> result.append(c);
    }
  }

  private int hex(int digits) {
    long code = 0;
    for (int i = 0; i < digits; i++) {
      int digit = Digits.digit(peek(), 16);
      if (digit < 0) {
        throw new SystemdException("\\u is followed by 4 hexadecimal digits, \\U by 8");
      }
      code = code * 16 + digit;
      at++;
    }
    if (code == 0 || code > 0x10FFFF || code >= 0xD800 && code < 0xE000) {
      throw new SystemdException("an escape stands for no character");
    }
    return (int) code;
  }

  private static char textType(String type) {
    if (type.isEmpty()) {
      return 's';
    }
    if (type.length() == 1 && "sog".indexOf(type) >= 0) {
      return type.charAt(0);
    }
    throw mismatch(type, "text");
  }

  private static void require(String type, String given) {
    if (!type.isEmpty() && !type.equals(given)) {
      throw mismatch(type, given);
    }
  }

  private static SystemdException mismatch(String type, String given) {
    return new SystemdException("the type " + type + " is wanted, and " + given + " is given");
  }

  /** The next character; NUL at the end. */
  private char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  private String rest() {
    return text.substring(at);
  }

  private void blanks() {
    while (peek() == ' ' || peek() == '\t' || peek() == '\n') {
      at++;
    }
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }
}
