package dev.jaula.registry;

import dev.jaula.json.JsonValue;
import dev.jaula.json.JsonValue.Arr;
import dev.jaula.json.JsonValue.Bool;
import dev.jaula.json.JsonValue.Num;
import dev.jaula.json.JsonValue.Obj;
import dev.jaula.json.JsonValue.Str;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the part of TOML 1.0 that configuration files of registries use: tables, arrays of tables,
 * keys with dots, strings in one line, integers, booleans, arrays, inline tables. Dates, floats and
 * strings of many lines are refused.
 */
final class Toml {
  private static final int MAX_DEPTH = 32;

  private final String text;
  private final String name;
  private final Obj root = new Obj();
  private int at;

  private Toml(String text, String name) {
    this.text = text;
    this.name = name;
  }

  /**
   * Reads a document.
   *
   * @param name of the file, for messages
   * @throws RegistryException naming the file and the line
   */
  static Obj parse(String text, String name) {
    return new Toml(text.replace("\r\n", "\n"), name).document();
  }

  private Obj document() {
    Obj table = root;
    for (blanks(true); at < text.length(); blanks(true)) {
      if (text.charAt(at) == '[') {
        table = header();
      } else {
        member(table, 0);
      }
      lineEnds();
    }
    return root;
  }

  private Obj header() {
    boolean array = text.startsWith("[[", at);
    at += array ? 2 : 1;
    List<String> path = path();
    expect(array ? "]]" : "]");
    Obj parent = descend(root, path.subList(0, path.size() - 1));
    String last = path.getLast();
    if (!array) {
      return descend(parent, List.of(last));
    }
    @Nullable JsonValue there = parent.get(last);
    if (there == null) {
      there = new Arr();
      parent.put(last, there);
    }
    if (!(there instanceof Arr items)) {
      throw wrong("[[" + last + "]] is something else already");
    }
    Obj item = new Obj();
    items.add(item);
    return item;
  }

  /** The table of this path, made where it is not; of an array of tables its last. */
  private Obj descend(Obj from, List<String> path) {
    Obj table = from;
    for (String key : path) {
      @Nullable JsonValue next = table.get(key);
      if (next instanceof Arr(List<JsonValue> items) && !items.isEmpty()) {
        next = items.getLast();
      }
      if (next == null) {
        next = new Obj();
        table.put(key, next);
      }
      if (!(next instanceof Obj inner)) {
        throw wrong("\"" + key + "\" is no table");
      }
      table = inner;
    }
    return table;
  }

  private void member(Obj table, int depth) {
    List<String> path = path();
    expect("=");
    blanks(false);
    Obj parent = descend(table, path.subList(0, path.size() - 1));
    if (parent.get(path.getLast()) != null) {
      throw wrong("\"" + path.getLast() + "\" is given twice");
    }
    parent.put(path.getLast(), value(depth));
  }

  private List<String> path() {
    List<String> path = new ArrayList<>();
    do {
      blanks(false);
      path.add(key());
      blanks(false);
    } while (accept("."));
    return path;
  }

  private String key() {
    if (at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\'')) {
      return string();
    }
    int start = at;
    while (at < text.length() && bare(text.charAt(at))) {
      at++;
    }
    if (at == start) {
      throw wrong("a key is expected");
    }
    return text.substring(start, at);
  }

  private static boolean bare(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '_'
        || c == '-';
  }

  private JsonValue value(int depth) {
    if (depth > MAX_DEPTH) {
      throw wrong("nested too deep");
    }
    char first = at < text.length() ? text.charAt(at) : '\n';
    if (first == '"' || first == '\'') {
      return new Str(string());
    }
    if (accept("[")) {
      return array(depth + 1);
    }
    if (accept("{")) {
      return inline(depth + 1);
    }
    int start = at;
    while (at < text.length() && (bare(text.charAt(at)) || text.charAt(at) == '+')) {
      at++;
    }
    return word(text.substring(start, at));
  }

  private JsonValue word(String word) {
    if (word.equals("true") || word.equals("false")) {
      return new Bool(word.equals("true"));
    }
    try {
      return new Num(Long.toString(Long.parseLong(word.replace("_", ""))));
    } catch (NumberFormatException e) {
      throw wrong("\"" + word + "\" is no string, integer or boolean, which are all that is read");
    }
  }

  private Arr array(int depth) {
    Arr items = new Arr();
    for (blanks(true); !accept("]"); blanks(true)) {
      items.add(value(depth));
      blanks(true);
      if (!accept(",")) {
        expect("]");
        return items;
      }
    }
    return items;
  }

  private Obj inline(int depth) {
    Obj table = new Obj();
    for (blanks(false); !accept("}"); blanks(false)) {
      member(table, depth);
      blanks(false);
      if (!accept(",")) {
        expect("}");
        return table;
      }
    }
    return table;
  }

  private String string() {
    char quote = text.charAt(at);
    if (text.startsWith(("" + quote).repeat(3), at)) {
      throw wrong("a string of many lines is not read");
    }
    StringBuilder string = new StringBuilder();
    for (at++; ; at++) {
      if (at >= text.length() || text.charAt(at) == '\n') {
        throw wrong("a string does not end");
      }
      char c = text.charAt(at);
      if (c == quote) {
        at++;
        return string.toString();
      }
      string.append(c == '\\' && quote == '"' ? escape() : Character.toString(c));
    }
  }

  private String escape() {
    at++;
    char c = at < text.length() ? text.charAt(at) : ' ';
    return switch (c) {
      case 'n' -> "\n";
      case 't' -> "\t";
      case 'r' -> "\r";
      case 'b' -> "\b";
      case 'f' -> "\f";
      case '"', '\\' -> Character.toString(c);
      case 'u' -> unicode(4);
      case 'U' -> unicode(8);
      default -> throw wrong("\\" + c + " is no escape");
    };
  }

  private String unicode(int digits) {
    try {
      int from = at + 1;
      at += digits;
      return Character.toString(Integer.parseInt(text.substring(from, from + digits), 16));
    } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
      throw new RegistryException(name + ": an escape of " + digits + " digits is expected", e);
    }
  }

  /** Passes blanks and, if lines may end here, comments and line ends. */
  private void blanks(boolean lines) {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '#' && lines) {
        comment();
      } else if (c == ' ' || c == '\t' || lines && c == '\n') {
        at++;
      } else {
        return;
      }
    }
  }

  private void comment() {
    while (at < text.length() && text.charAt(at) != '\n') {
      at++;
    }
  }

  private void lineEnds() {
    blanks(false);
    if (at < text.length() && text.charAt(at) == '#') {
      comment();
    }
    if (at < text.length() && text.charAt(at) != '\n') {
      throw wrong("the line should end here");
    }
  }

  private boolean accept(String token) {
    boolean there = text.startsWith(token, at);
    at += there ? token.length() : 0;
    return there;
  }

  private void expect(String token) {
    blanks(false);
    if (!accept(token)) {
      throw wrong(token + " is expected");
    }
  }

  private RegistryException wrong(String what) {
    long line =
        1 + text.substring(0, Math.min(at, text.length())).chars().filter(c -> c == '\n').count();
    return new RegistryException(name + ", line " + line + ": " + what);
  }
}
