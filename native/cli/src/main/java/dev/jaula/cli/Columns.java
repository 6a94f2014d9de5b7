package dev.jaula.cli;

import java.util.List;

/** A table of text: columns as wide as their widest cell, three spaces apart, as Docker prints. */
final class Columns {
  private static final int GAP = 3;

  private Columns() {}

  static String text(String[] headings, List<String[]> rows) {
    int[] widths = new int[headings.length];
    widen(widths, headings);
    for (String[] row : rows) {
      widen(widths, row);
    }
    StringBuilder text = new StringBuilder();
    line(text, widths, headings);
    for (String[] row : rows) {
      line(text, widths, row);
    }
    return text.toString();
  }

  private static void widen(int[] widths, String[] row) {
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Math.max(widths[i], row[i].length());
    }
  }

  private static void line(StringBuilder text, int[] widths, String[] row) {
    for (int i = 0; i < widths.length; i++) {
      text.append(row[i]);
      for (int n = row[i].length(); i < widths.length - 1 && n < widths[i] + GAP; n++) {
        text.append(' ');
      }
    }
    text.append('\n');
  }
}
