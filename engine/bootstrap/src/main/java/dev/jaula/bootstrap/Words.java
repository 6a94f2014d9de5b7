package dev.jaula.bootstrap;

import java.util.ArrayList;
import java.util.List;

/** Text cut into pieces, without regular expressions, which are dear to start. */
final class Words {
  private Words() {}

  /** The pieces between blanks, tabs and line ends, none empty. */
  static List<String> of(String text) {
    List<String> words = new ArrayList<>();
    int from = -1;
    for (int i = 0; i <= text.length(); i++) {
      boolean blank = i == text.length() || text.charAt(i) <= ' ';
      if (!blank && from < 0) {
        from = i;
      } else if (blank && from >= 0) {
        words.add(text.substring(from, i));
        from = -1;
      }
    }
    return words;
  }

  /** The pieces between a separator, blanks around them taken away; an empty text has none. */
  static List<String> split(String text, char separator) {
    List<String> pieces = new ArrayList<>();
    if (text.isBlank()) {
      return pieces;
    }
    int from = 0;
    while (true) {
      int to = text.indexOf(separator, from);
      pieces.add(text.substring(from, to < 0 ? text.length() : to).trim());
      if (to < 0) {
        return pieces;
      }
      from = to + 1;
    }
  }

  /** The lines of a text, whatever ends them. */
  static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    int from = 0;
    while (from < text.length()) {
      int to = text.indexOf('\n', from);
      int end = to < 0 ? text.length() : to;
      int cut = end > from && text.charAt(end - 1) == '\r' ? end - 1 : end;
      lines.add(text.substring(from, cut));
      from = end + 1;
    }
    return lines;
  }

  /** The pieces of a comma separated option, none empty. */
  static List<String> list(String text) {
    List<String> list = new ArrayList<>(split(text, ','));
    list.removeIf(String::isEmpty);
    return list;
  }
}
