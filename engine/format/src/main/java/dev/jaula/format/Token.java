package dev.jaula.format;

/**
 * A piece of a template.
 *
 * @param at its first character in the template, from 0
 * @param line the line that it begins in, from 1
 * @param text what is written there; for {@link Kind#ERROR} the message
 */
record Token(Kind kind, int at, int line, String text) {

  enum Kind {
    ERROR,
    EOF,
    TEXT,
    LEFT_DELIMITER,
    RIGHT_DELIMITER,
    SPACE,
    ASSIGN,
    DECLARE,
    PIPE,
    LEFT_PAREN,
    RIGHT_PAREN,
    CHAR,
    STRING,
    RAW_STRING,
    RUNE,
    NUMBER,
    BOOL,
    DOT,
    FIELD,
    VARIABLE,
    IDENTIFIER,
    NIL,
    BREAK,
    CONTINUE,
    ELSE,
    END,
    IF,
    RANGE,
    WITH,
    UNSUPPORTED
  }

  boolean is(Kind other) {
    return kind == other;
  }

  boolean isKeyword() {
    return kind == Kind.DOT || kind.compareTo(Kind.NIL) >= 0;
  }

  /** The kind of a word. */
  static Kind ofWord(String word) {
    return switch (word) {
      case "break" -> Kind.BREAK;
      case "continue" -> Kind.CONTINUE;
      case "else" -> Kind.ELSE;
      case "end" -> Kind.END;
      case "if" -> Kind.IF;
      case "range" -> Kind.RANGE;
      case "with" -> Kind.WITH;
      case "nil" -> Kind.NIL;
      case "define", "template", "block" -> Kind.UNSUPPORTED;
      case "true", "false" -> Kind.BOOL;
      default -> Kind.IDENTIFIER;
    };
  }

  /** How Go's messages show it. */
  String shown() {
    if (kind == Kind.EOF) {
      return "EOF";
    }
    if (kind == Kind.ERROR) {
      return text;
    }
    if (isKeyword()) {
      return "<" + text + ">";
    }
    int runes = text.codePointCount(0, text.length());
    return runes <= 10
        ? Quote.quote(text)
        : Quote.quote(text.substring(0, text.offsetByCodePoints(0, 10))) + "...";
  }
}
