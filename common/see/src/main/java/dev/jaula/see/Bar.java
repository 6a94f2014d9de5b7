package dev.jaula.see;

/** Bars and history lines, in block characters or in ASCII. */
final class Bar {
  private static final String EIGHTHS = " ▏▎▍▌▋▊▉█";
  private static final String HEIGHTS = " ▁▂▃▄▅▆▇█";
  private static final String ASCII_HEIGHTS = " .:-=+*#@";
  private static final int EIGHT = 8;

  private Bar() {}

  /** Green, then yellow from 60 %, red from 90 %. */
  static Style style(long thousandths) {
    return thousandths >= 900 ? Style.BAD : thousandths >= 600 ? Style.WARN : Style.GOOD;
  }

  /**
   * A bar of width columns.
   *
   * @param share thousandths
   * @param peak thousandths of the highest mark; -1 for none
   */
  static void draw(Line.Builder line, int width, long share, long peak, boolean unicode) {
    int eighths = Math.clamp(share, 0, 1000) * width * EIGHT / 1000;
    int full = eighths / EIGHT;
    int mark = peak < 0 ? -1 : Math.min(width - 1, Math.clamp(peak, 0, 1000) * width / 1000);
    Style style = style(share);
    for (int i = 0; i < width; i++) {
      if (i < full) {
        line.add(style, unicode ? "█" : "#");
      } else if (i == mark && mark >= full) {
        line.add(Style.WARN, unicode ? "│" : "|");
      } else if (i == full && eighths % EIGHT > 0) {
        line.add(style, unicode ? one(EIGHTHS, eighths % EIGHT) : "=");
      } else {
        line.add(Style.EMPTY, unicode ? "·" : ".");
      }
    }
  }

  private static String one(String letters, int index) {
    return letters.substring(index, index + 1);
  }

  /** One character a value, the newest at the right; values are thousandths of the full height. */
  static String history(History values, int width, boolean unicode) {
    StringBuilder text = new StringBuilder();
    for (int i = width - 1; i >= 0; i--) {
      int value = Math.clamp(values.back(i), -1, 1000);
      int height = value < 0 ? 0 : (value * EIGHT + 999) / 1000;
      text.append((unicode ? HEIGHTS : ASCII_HEIGHTS).charAt(height));
    }
    return text.toString();
  }
}
