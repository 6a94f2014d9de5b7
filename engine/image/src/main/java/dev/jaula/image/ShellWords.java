package dev.jaula.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Words of a Dockerfile's line as its builder reads them: quotes, backslashes, and variables as
 * {@code $NAME}, {@code ${NAME}}, {@code ${NAME:-word}} and {@code ${NAME:+word}} (Dockerfile
 * reference, "Environment replacement"). Nothing is executed.
 */
final class ShellWords {
  private static final int DEEPEST = 8;

  private final String line;
  private final Map<String, String> variables;
  private final int depth;
  private int at;

  private ShellWords(String line, Map<String, String> variables, int depth) {
    this.line = line;
    this.variables = variables;
    this.depth = depth;
  }

  /** The words between blanks. */
  static List<String> split(String line, Map<String, String> variables) {
    ShellWords words = new ShellWords(line, variables, 0);
    List<String> all = new ArrayList<>();
    while (words.skipBlanks()) {
      StringBuilder word = new StringBuilder();
      words.word(word, true);
      all.add(word.toString());
    }
    return all;
  }

  /** The whole line as one word. */
  static String one(String line, Map<String, String> variables) {
    return one(line, variables, 0);
  }

  private static String one(String line, Map<String, String> variables, int depth) {
    StringBuilder word = new StringBuilder();
    new ShellWords(line, variables, depth).word(word, false);
    return word.toString();
  }

  static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }

  private boolean skipBlanks() {
    while (at < line.length() && isBlank(line.charAt(at))) {
      at++;
    }
    return at < line.length();
  }

  private void word(StringBuilder word, boolean untilBlank) {
    while (at < line.length() && !(untilBlank && isBlank(line.charAt(at)))) {
      char c = line.charAt(at++);
      switch (c) {
        case '\'' -> literal(word);
        case '"' -> quoted(word);
        case '\\' -> word.append(at < line.length() ? line.charAt(at++) : c);
        case '$' -> variable(word);
        default -> word.append(c);
      }
    }
  }

  private void literal(StringBuilder word) {
    int end = line.indexOf('\'', at);
    if (end < 0) {
      throw unclosed("'");
    }
    word.append(line, at, end);
    at = end + 1;
  }

  private void quoted(StringBuilder word) {
    while (at < line.length()) {
      char c = line.charAt(at++);
      switch (c) {
        case '"' -> {
          return;
        }
        case '$' -> variable(word);
        case '\\' -> {
          char next = at < line.length() ? line.charAt(at) : '\\';
          if (next == '"' || next == '$' || next == '\\') {
            at++;
            word.append(next);
          } else {
            word.append(c);
          }
        }
        default -> word.append(c);
      }
    }
    throw unclosed("\"");
  }

  private ImageException unclosed(String mark) {
    return new ImageException("\"" + line + "\": there is no second " + mark);
  }

  private void variable(StringBuilder word) {
    if (at < line.length() && line.charAt(at) == '{') {
      int end = line.indexOf('}', at);
      if (end < 0) {
        throw unclosed("brace }");
      }
      word.append(braced(line.substring(at + 1, end)));
      at = end + 1;
      return;
    }
    int begin = at;
    while (at < line.length() && isName(line.charAt(at), at > begin)) {
      at++;
    }
    word.append(at == begin ? "$" : value(line.substring(begin, at)));
  }

  private String braced(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      return value(text);
    }
    String value = value(text.substring(0, colon));
    char how = colon + 1 < text.length() ? text.charAt(colon + 1) : ' ';
    if ((how != '-' && how != '+') || depth == DEEPEST) {
      throw new ImageException("\"${" + text + "}\": only :- and :+ are known");
    }
    boolean other = (how == '-') == value.isEmpty();
    return other ? one(text.substring(colon + 2), variables, depth + 1) : how == '-' ? value : "";
  }

  private String value(String name) {
    String value = variables.get(name);
    return value == null ? "" : value;
  }

  private static boolean isName(char c, boolean digits) {
    return c == '_'
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (digits && c >= '0' && c <= '9');
  }
}
