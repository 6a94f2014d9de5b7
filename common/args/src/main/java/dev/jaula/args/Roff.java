package dev.jaula.args;

/** Puts plain text into roff so that it comes out as it was; see groff(7), "Escape sequences". */
final class Roff {
  private Roff() {}

  /** Text for the middle of a line. */
  static String escape(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\' -> out.append("\\e");
        // a bare one is a hyphen, not the minus that a person can copy into a shell
        case '-' -> out.append("\\-");
        case '\'' -> out.append("\\(aq");
        case '`' -> out.append("\\(ga");
        case '^' -> out.append("\\(ha");
        case '~' -> out.append("\\(ti");
        default -> out.append(c);
      }
    }
    return out.toString();
  }

  /** Text for a macro's argument in double quotes. */
  static String quoted(String text) {
    StringBuilder out = new StringBuilder();
    String escaped = escape(text);
    for (int i = 0; i < escaped.length(); i++) {
      char c = escaped.charAt(i);
      out.append(c == '"' ? "\\(dq" : String.valueOf(c));
    }
    return out.toString();
  }

  /** A line of its own: a dot at its begin is text, not a request. */
  static void line(StringBuilder out, String text) {
    out.append(text.startsWith(".") ? "\\&" : "").append(escape(text)).append('\n');
  }

  /** Paragraphs that are separated by empty lines. */
  static void paragraphs(StringBuilder out, String text) {
    int pos = 0;
    while (pos < text.length()) {
      int end = text.indexOf("\n\n", pos);
      end = end < 0 ? text.length() : end;
      out.append(pos == 0 ? "" : ".PP\n");
      line(out, text.substring(pos, end).replace('\n', ' '));
      pos = end + 2;
    }
  }
}
