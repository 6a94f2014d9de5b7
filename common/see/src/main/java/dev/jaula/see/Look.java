package dev.jaula.see;

import dev.jaula.args.Language;

/**
 * The terminal that a screen is drawn for.
 *
 * @param unicode whether it shows block characters
 */
public record Look(int width, int height, boolean unicode, Language language) {
  private static final int LEAST = 20;
  private static final int LEAST_LINES = 4;
  private static final int MOST = 500;

  public Look {
    width = Math.clamp(width, LEAST, MOST);
    height = Math.clamp(height, LEAST_LINES, MOST);
  }

  String say(String en, String pt) {
    return language == Language.PT ? pt : en;
  }
}
