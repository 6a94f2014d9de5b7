package dev.jaula.selftest;

/** Java source without its comments and the contents of its literals; lines stay where they are. */
final class SourceText {
  private final String source;
  private final StringBuilder code = new StringBuilder();
  private int at;

  private SourceText(String source) {
    this.source = source;
  }

  static String code(String source) {
    return new SourceText(source).strip();
  }

  private String strip() {
    while (at < source.length()) {
      if (source.startsWith("//", at)) {
        skip(0, "\n", false);
      } else if (source.startsWith("/*", at)) {
        skip(2, "*/", false);
        at += 2;
      } else if (source.startsWith("\"\"\"", at)) {
        literal("\"\"\"");
      } else if (source.charAt(at) == '"' || source.charAt(at) == '\'') {
        literal(source.substring(at, at + 1));
      } else {
        code.append(source.charAt(at++));
      }
    }
    return code.toString();
  }

  private void literal(String quote) {
    code.append(quote);
    skip(quote.length(), quote, true);
    code.append(quote);
    at += quote.length();
  }

  /** Leaves {@code at} before the end; line breaks stay. */
  private void skip(int start, String end, boolean escapes) {
    at += start;
    while (at < source.length() && !source.startsWith(end, at)) {
      if (source.charAt(at) == '\n') {
        code.append('\n');
      }
      at += escapes && source.charAt(at) == '\\' ? 2 : 1;
    }
  }
}
