package dev.jaula.args;

/**
 * Breaks text into lines of a width, in columns of a terminal, each character taken as one column
 * wide.
 */
final class Paragraphs {
  private Paragraphs() {}

  /**
   * Appends text, words moved to a new line where they would pass the width.
   *
   * @param column the column in which the output stands already
   * @param indent the column in which all further lines begin
   */
  static void wrap(StringBuilder out, String text, int column, int indent, int width) {
    int at = column;
    boolean first = true;
    int pos = 0;
    while (pos < text.length()) {
      int end = text.indexOf(' ', pos);
      end = end < 0 ? text.length() : end;
      int length = end - pos;
      if (!first && at + 1 + length > width) {
        out.append('\n');
        spaces(out, indent);
        at = indent;
      } else if (!first) {
        out.append(' ');
        at++;
      }
      out.append(text, pos, end);
      at += length;
      first = false;
      pos = end + 1;
    }
    out.append('\n');
  }

  /** Appends paragraphs, separated by empty lines. */
  static void all(StringBuilder out, String text, int width) {
    int pos = 0;
    while (pos < text.length()) {
      int end = text.indexOf("\n\n", pos);
      end = end < 0 ? text.length() : end;
      wrap(out, text.substring(pos, end).replace('\n', ' '), 0, 0, width);
      pos = end + 2;
      if (pos < text.length()) {
        out.append('\n');
      }
    }
  }

  static void spaces(StringBuilder out, int count) {
    for (int i = 0; i < count; i++) {
      out.append(' ');
    }
  }
}
