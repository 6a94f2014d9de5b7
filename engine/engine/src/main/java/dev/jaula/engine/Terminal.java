package dev.jaula.engine;

/** What the terminal is like. */
final class Terminal {
  private static final int WIDTH = 80;

  private Terminal() {}

  /** Columns, which the shell may have told; 80 where it has not. */
  static int width(Call call) {
    try {
      int columns = Integer.parseInt(call.environment().getOrDefault("COLUMNS", ""));
      return columns < 40 ? WIDTH : Math.min(columns, 120);
    } catch (NumberFormatException e) {
      return WIDTH;
    }
  }
}
