package dev.jaula.see;

import java.util.ArrayList;
import java.util.List;

/** Brings a terminal from one screen to the next: only the lines that differ are sent. */
public final class Painter {
  /** The other screen, no cursor, no wrapping. */
  public static final String ENTER = "\033[?1049h\033[?25l\033[?7l\033[2J";

  /** All that {@link #ENTER} changed, back. */
  public static final String LEAVE = "\033[0m\033[?7h\033[?25h\033[?1049l";

  private final boolean color;
  private List<Line> shown = new ArrayList<>();

  public Painter(boolean color) {
    this.color = color;
  }

  /** After a change of size, or another program's output: everything is sent again. */
  public void forget() {
    shown = new ArrayList<>();
  }

  /**
   * What to write to a terminal of so many columns. A line as wide as the terminal is not followed
   * by an erasure: the cursor stands on its last character then.
   */
  public String paint(List<Line> lines, int width) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      if (i < shown.size() && shown.get(i).equals(lines.get(i))) {
        continue;
      }
      text.append("\033[").append(i + 1).append(";1H");
      text.append(lines.get(i).ansi(color));
      text.append(lines.get(i).text().length() < width ? "\033[K" : "");
    }
    shown = List.copyOf(lines);
    return text.toString();
  }

  /** For a terminal without escape sequences: the lines that say something, then an empty one. */
  public static String plain(List<Line> lines) {
    StringBuilder text = new StringBuilder();
    for (Line line : lines) {
      String words = trimEnd(line.text());
      if (!words.isEmpty()) {
        text.append(words).append('\n');
      }
    }
    return text.append('\n').toString();
  }

  private static String trimEnd(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == ' ') {
      end--;
    }
    return text.substring(0, end);
  }
}
