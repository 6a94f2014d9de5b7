package dev.jaula.engine;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** A table as Docker prints it: columns as wide as their longest cell and three blanks more. */
final class Rows {
  private static final int GAP = 3;
  private static final int NARROWEST = 10;

  private final List<List<String>> lines = new ArrayList<>();

  Rows(String... header) {
    lines.add(List.of(header));
  }

  void add(String... cells) {
    lines.add(List.of(cells));
  }

  void print(PrintStream out) {
    int columns = lines.getFirst().size();
    int[] widths = new int[columns];
    for (List<String> line : lines) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], Math.max(NARROWEST, line.get(i).length() + GAP));
      }
    }
    for (List<String> line : lines) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < columns - 1; i++) {
        text.append(line.get(i)).repeat(' ', widths[i] - line.get(i).length());
      }
      out.println(text.append(line.getLast()));
    }
  }
}
