package dev.jaula.see;

import java.util.ArrayList;
import java.util.List;

/**
 * One line of a screen: pieces of text with a style each. Two lines are equal when they look the
 * same.
 */
public record Line(List<Span> spans) {
  public static final Line EMPTY = new Line(List.of());

  public Line {
    spans = List.copyOf(spans);
  }

  /** A piece of text without line breaks or control characters. */
  public record Span(Style style, String text) {}

  public static Line of(Style style, String text) {
    return new Line(List.of(new Span(style, clean(text))));
  }

  /** Its characters alone. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (Span span : spans) {
      text.append(span.text());
    }
    return text.toString();
  }

  /** With escape sequences; it ends in the plain style. */
  public String ansi(boolean color) {
    StringBuilder text = new StringBuilder();
    for (Span span : spans) {
      String code = span.style().code(color);
      if (code.isEmpty()) {
        text.append(span.text());
      } else {
        text.append("\033[").append(code).append('m').append(span.text()).append("\033[0m");
      }
    }
    return text.toString();
  }

  /** What a container named or printed must not steer the terminal. */
  static String clean(String text) {
    StringBuilder clean = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // lone surrogates stand for bytes that are no UTF-8
      if (c < ' ' || c >= 0x7f && c < 0xa0 || c >= 0xd800 && c < 0xe000) {
        clean = clean == null ? new StringBuilder(text) : clean;
        clean.setCharAt(i, '?');
      }
    }
    return clean == null ? text : clean.toString();
  }

  /** Collects spans and knows the column it has come to. */
  static final class Builder {
    private final List<Span> spans = new ArrayList<>();
    private final int width;
    private int column;

    Builder(int width) {
      this.width = width;
    }

    int column() {
      return column;
    }

    int room() {
      return width - column;
    }

    /** What does not fit is cut. */
    Builder add(Style style, String text) {
      String clean = clean(text);
      int room = Math.min(clean.length(), width - column);
      if (room > 0) {
        spans.add(new Span(style, clean.substring(0, room)));
        column += room;
      }
      return this;
    }

    Builder spaces(Style style, int count) {
      return add(style, repeat(' ', count));
    }

    /** Spaces up to a column. */
    Builder to(Style style, int target) {
      return spaces(style, target - column);
    }

    /** Right aligned in a field. */
    Builder right(Style style, String text, int field) {
      spaces(Style.PLAIN, field - text.length());
      return add(style, text);
    }

    Builder left(Style style, String text, int field) {
      int start = column;
      add(style, text.length() > field ? text.substring(0, field) : text);
      return to(Style.PLAIN, start + field);
    }

    Line build() {
      return new Line(spans);
    }
  }

  static String repeat(char c, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(c);
    }
    return text.toString();
  }
}
