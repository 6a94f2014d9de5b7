package dev.jaula.runtime;

import dev.jaula.runtime.Regex.Node;
import java.util.ArrayList;
import java.util.List;

/** Reads an extended regular expression (man 7 regex). */
final class RegexParser {
  private static final int MOST_NESTED = 50;

  /** RE_DUP_MAX of man 7 regex. */
  private static final int MOST_REPEATED = 255;

  private final String pattern;
  private int at;
  private int depth;

  RegexParser(String pattern) {
    this.pattern = pattern;
  }

  Node parse() {
    Node all = choice();
    if (at < pattern.length()) {
      throw bad("has a ) without its (");
    }
    return all;
  }

  private OciException bad(String why) {
    return new OciException(
        "--regex: \"" + pattern + "\" " + why + "; write an extended regular expression");
  }

  private Node choice() {
    List<Node> branches = new ArrayList<>();
    branches.add(sequence());
    while (peek() == '|') {
      at++;
      branches.add(sequence());
    }
    return branches.size() == 1 ? branches.get(0) : new Node.Choice(branches);
  }

  /** NUL at the end: no argument of a program holds one. */
  private char peek() {
    return at < pattern.length() ? pattern.charAt(at) : 0;
  }

  private Node sequence() {
    List<Node> parts = new ArrayList<>();
    while (at < pattern.length() && peek() != '|' && peek() != ')') {
      parts.add(repeated(atom()));
    }
    return new Node.Sequence(parts);
  }

  private Node repeated(Node part) {
    Node node = part;
    while (true) {
      switch (peek()) {
        case '*' -> node = new Node.Repeat(node, 0, -1);
        case '+' -> node = new Node.Repeat(node, 1, -1);
        case '?' -> node = new Node.Repeat(node, 0, 1);
        case '{' -> {
          node = bounded(node);
          continue;
        }
        default -> {
          return node;
        }
      }
      at++;
    }
  }

  /** {@code {n}}, {@code {n,}} or {@code {n,m}}. */
  private Node bounded(Node node) {
    at++;
    int least = number();
    int most = least;
    if (peek() == ',') {
      at++;
      most = peek() == '}' ? -1 : number();
    }
    if (peek() != '}' || most >= 0 && most < least) {
      throw bad("has a bound that is none");
    }
    at++;
    return new Node.Repeat(node, least, most);
  }

  private int number() {
    int from = at;
    int value = 0;
    while (peek() >= '0' && peek() <= '9' && value <= MOST_REPEATED) {
      value = value * 10 + peek() - '0';
      at++;
    }
    if (from == at || value > MOST_REPEATED) {
      throw bad("has a bound that is none");
    }
    return value;
  }

  private Node atom() {
    char c = pattern.charAt(at++);
    return switch (c) {
      case '.' -> new Node.Any();
      case '^' -> new Node.Begin();
      case '$' -> new Node.End();
      case '[' -> bracket();
      case '(' -> group();
      case '\\' -> {
        if (at == pattern.length()) {
          throw bad("ends with a \\");
        }
        yield new Node.Literal(pattern.charAt(at++));
      }
      case '*', '+', '?', '{' -> throw bad("has a " + c + " with nothing before it");
      default -> new Node.Literal(c);
    };
  }

  private Node group() {
    if (++depth > MOST_NESTED) {
      throw bad("has too many ( in each other");
    }
    Node inner = choice();
    if (peek() != ')') {
      throw bad("has a ( without its )");
    }
    at++;
    depth--;
    return inner;
  }

  private Node bracket() {
    boolean negated = peek() == '^';
    at += negated ? 1 : 0;
    StringBuilder ranges = new StringBuilder();
    boolean first = true;
    while (at < pattern.length() && (first || peek() != ']')) {
      first = false;
      if (pattern.startsWith("[:", at)) {
        named(ranges);
      } else {
        range(ranges);
      }
    }
    if (at == pattern.length()) {
      throw bad("has a [ without its ]");
    }
    at++;
    return new Node.Bracket(negated, ranges.toString());
  }

  private void range(StringBuilder ranges) {
    char low = pattern.charAt(at++);
    char high = low;
    if (peek() == '-' && at + 1 < pattern.length() && pattern.charAt(at + 1) != ']') {
      high = pattern.charAt(at + 1);
      at += 2;
    }
    if (high < low) {
      throw bad("has a range whose end is before its beginning");
    }
    ranges.append(low).append(high);
  }

  private void named(StringBuilder ranges) {
    int end = pattern.indexOf(":]", at);
    String name = end < 0 ? "" : pattern.substring(at + 2, end);
    ranges.append(
        switch (name) {
          case "alpha" -> "azAZ";
          case "digit" -> "09";
          case "alnum" -> "azAZ09";
          case "lower" -> "az";
          case "upper" -> "AZ";
          case "xdigit" -> "09afAF";
          case "punct" -> "!/:@[`{~";
          case "space" -> "\t\r  ";
          case "blank" -> "\t\t  ";
          default -> throw bad("has a character class that is none");
        });
    at = end + 2;
  }
}
