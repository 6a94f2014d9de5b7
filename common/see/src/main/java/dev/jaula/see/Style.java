package dev.jaula.see;

/** How a piece of a line looks; the text says the same without it. */
public enum Style {
  PLAIN("", ""),
  BOLD("1", "1"),
  DIM("2", ""),
  REVERSE("7", "7"),
  GOOD("32", ""),
  WARN("33", "1"),
  BAD("1;31", "1"),
  ACCENT("36", ""),
  /** A bar's empty part. */
  EMPTY("90", ""),
  /** The first line. */
  TITLE("1;97;44", "7");

  private final String colored;
  private final String plain;

  Style(String colored, String plain) {
    this.colored = colored;
    this.plain = plain;
  }

  /** The parameters of SGR (ECMA-48 8.3.117); without colour only bold and reverse are left. */
  String code(boolean color) {
    return color ? colored : plain;
  }
}
