package dev.jaula.format;

import java.util.ArrayList;
import java.util.List;

/**
 * Columns as Go's text/tabwriter aligns them with Docker's settings (minimal width 10, padding 3,
 * blanks): a cell ends with a tab; a column is as wide as its widest cell in consecutive lines.
 */
final class TabWriter {
  private static final int MIN_WIDTH = 10;
  private static final int PADDING = 3;

  private final List<List<String>> lines = new ArrayList<>();
  private final List<Integer> widths = new ArrayList<>();
  private final StringBuilder out = new StringBuilder();

  private TabWriter() {}

  /** The text, aligned. */
  static String align(String text) {
    TabWriter writer = new TabWriter();
    int from = 0;
    for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', from)) {
      writer.lines.add(cells(text.substring(from, at)));
      from = at + 1;
    }
    writer.lines.add(cells(text.substring(from)));
    writer.block(0, writer.lines.size());
    return writer.out.toString();
  }

  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    int from = 0;
    for (int at = line.indexOf('\t'); at >= 0; at = line.indexOf('\t', from)) {
      cells.add(line.substring(from, at));
      from = at + 1;
    }
    cells.add(line.substring(from));
    return cells;
  }

  /** Writes lines that have all columns whose widths are known so far. */
  private void block(int first, int end) {
    int column = widths.size();
    int written = first;
    int line = first;
    while (line < end) {
      if (column >= lines.get(line).size() - 1) {
        line++;
        continue;
      }
      write(written, line);
      int start = line;
      int width = MIN_WIDTH;
      while (line < end && column < lines.get(line).size() - 1) {
        width = Math.max(width, length(lines.get(line).get(column)) + PADDING);
        line++;
      }
      widths.add(width);
      block(start, line);
      widths.removeLast();
      written = line;
    }
    write(written, end);
  }

  private void write(int first, int end) {
    for (int i = first; i < end; i++) {
      List<String> cells = lines.get(i);
      for (int c = 0; c < cells.size(); c++) {
        out.append(cells.get(c));
        if (c < widths.size()) {
          out.append(" ".repeat(Math.max(0, widths.get(c) - length(cells.get(c)))));
        }
      }
      out.append(i + 1 < lines.size() ? "\n" : "");
    }
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
