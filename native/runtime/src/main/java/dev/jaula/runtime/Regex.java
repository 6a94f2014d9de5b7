package dev.jaula.runtime;

import java.util.List;

/**
 * An extended regular expression of POSIX (man 7 regex) without back references and collating
 * elements, matched by trying: ids are short.
 */
final class Regex {
  private static final int MOST_STEPS = 2_000_000;

  private final String pattern;
  private final Node root;
  private String text = "";
  private int steps;

  /** What matches a piece of the text. */
  sealed interface Node {
    record Any() implements Node {}

    record Literal(char c) implements Node {}

    /**
     * A bracket expression.
     *
     * @param ranges pairs of first and last characters
     */
    record Bracket(boolean negated, String ranges) implements Node {}

    record Begin() implements Node {}

    record End() implements Node {}

    record Sequence(List<Node> parts) implements Node {}

    record Choice(List<Node> branches) implements Node {}

    /** most is -1 for any number. */
    record Repeat(Node part, int least, int most) implements Node {}
  }

  /** What must match behind a piece. */
  private interface Next {
    boolean at(int index);
  }

  private Regex(String pattern, Node root) {
    this.pattern = pattern;
    this.root = root;
  }

  /** An error for a pattern that is none. */
  static Regex of(String pattern) {
    return new Regex(pattern, new RegexParser(pattern).parse());
  }

  /** Whether it matches anywhere in the text, as regexec(3) does. */
  boolean find(String where) {
    text = where;
    steps = 0;
    for (int from = 0; from <= text.length(); from++) {
      if (match(root, from, end -> true)) {
        return true;
      }
    }
    return false;
  }

  private boolean match(Node node, int at, Next next) {
    if (++steps > MOST_STEPS) {
      throw new OciException("--regex: \"" + pattern + "\" takes too long; write a simpler one");
    }
    return switch (node) {
      case Node.Any any -> at < text.length() && next.at(at + 1);
      case Node.Literal(char c) -> at < text.length() && text.charAt(at) == c && next.at(at + 1);
      case Node.Bracket(boolean negated, String ranges) ->
          at < text.length() && holds(ranges, text.charAt(at)) != negated && next.at(at + 1);
      case Node.Begin begin -> at == 0 && next.at(at);
      case Node.End end -> at == text.length() && next.at(at);
      case Node.Sequence(List<Node> parts) -> sequence(parts, 0, at, next);
      case Node.Choice(List<Node> branches) -> choice(branches, at, next);
      case Node.Repeat repeat -> repeat(repeat, 0, at, next);
    };
  }

  private static boolean holds(String ranges, char c) {
    for (int i = 0; i < ranges.length(); i += 2) {
      if (c >= ranges.charAt(i) && c <= ranges.charAt(i + 1)) {
        return true;
      }
    }
    return false;
  }

  private boolean sequence(List<Node> parts, int index, int at, Next next) {
    return index == parts.size()
        ? next.at(at)
        : match(parts.get(index), at, end -> sequence(parts, index + 1, end, next));
  }

  private boolean choice(List<Node> branches, int at, Next next) {
    for (Node branch : branches) {
      if (match(branch, at, next)) {
        return true;
      }
    }
    return false;
  }

  /** As many as possible first; a part that matched nothing is not tried again. */
  private boolean repeat(Node.Repeat repeat, int count, int at, Next next) {
    boolean mayMore = repeat.most() < 0 || count < repeat.most();
    if (mayMore
        && match(
            repeat.part(),
            at,
            end -> (end > at || count < repeat.least()) && repeat(repeat, count + 1, end, next))) {
      return true;
    }
    return count >= repeat.least() && next.at(at);
  }
}
