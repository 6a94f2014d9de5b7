package dev.jaula.format;

import dev.jaula.format.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Cuts a template into tokens, by the rules of Go's text/template/parse/lex.go. */
final class Lexer {
  private static final int END = -1;

  private final String in;
  private final List<Token> out = new ArrayList<>();
  private int start;
  private int startLine = 1;
  private int pos;
  private int parens;

  private Lexer(String in) {
    this.in = in;
  }

  /** The tokens; the last one is an error or the end. */
  static List<Token> tokens(String template) {
    Lexer lexer = new Lexer(template);
    lexer.run();
    return lexer.out;
  }

  private void run() {
    boolean going = true;
    while (going && text()) {
      going = action();
    }
  }

  /** Up to the next action; false at the end of the template. */
  private boolean text() {
    int open = in.indexOf("{{", pos);
    int end = open < 0 ? in.length() : open;
    int kept = open >= 0 && trimsLeft(open + 2) ? trimmedEnd(end) : end;
    pos = kept;
    if (pos > start) {
      emit(Kind.TEXT);
    }
    pos = end;
    ignore();
    if (open < 0) {
      emit(Kind.EOF);
    }
    return open >= 0;
  }

  private int trimmedEnd(int end) {
    int at = end;
    while (at > start && isSpace(in.charAt(at - 1))) {
      at--;
    }
    return at;
  }

  /** From the opening braces to the closing ones; false after an error. */
  private boolean action() {
    int marker = trimsLeft(pos + 2) ? 2 : 0;
    pos += 2;
    if (in.startsWith("/*", pos + marker)) {
      pos += marker;
      ignore();
      return comment();
    }
    emit(Kind.LEFT_DELIMITER);
    pos += marker;
    ignore();
    parens = 0;
    while (!rightDelimiter()) {
      if (!inside()) {
        return false;
      }
    }
    return true;
  }

  private boolean comment() {
    int end = in.indexOf("*/", pos + 2);
    if (end < 0) {
      return error("unclosed comment");
    }
    pos = end + 2;
    boolean trims = trimsRight(pos);
    if (!trims && !in.startsWith("}}", pos)) {
      return error("comment ends before closing delimiter");
    }
    pos += trims ? 4 : 2;
    skipSpaceIf(trims);
    ignore();
    return true;
  }

  /** Takes the closing braces when they are next and every parenthesis is closed. */
  private boolean rightDelimiter() {
    boolean trims = trimsRight(pos);
    if (parens > 0 || !trims && !in.startsWith("}}", pos)) {
      return false;
    }
    pos += trims ? 2 : 0;
    ignore();
    pos += 2;
    emit(Kind.RIGHT_DELIMITER);
    skipSpaceIf(trims);
    ignore();
    return true;
  }

  private void skipSpaceIf(boolean trims) {
    while (trims && pos < in.length() && isSpace(in.charAt(pos))) {
      pos++;
    }
  }

  private boolean inside() {
    if (in.startsWith("}}", pos) || trimsRight(pos)) {
      return error("unclosed left paren");
    }
    int c = next();
    return switch (c) {
      case END -> error("unclosed action");
      case ' ', '\t', '\r', '\n' -> space();
      case '=' -> emit(Kind.ASSIGN);
      case ':' -> next() == '=' ? emit(Kind.DECLARE) : error("expected :=");
      case '|' -> emit(Kind.PIPE);
      case '"' -> quoted('"', Kind.STRING, "unterminated quoted string");
      case '\'' -> quoted('\'', Kind.RUNE, "unterminated character constant");
      case '`' -> rawString();
      case '$' -> name(Kind.VARIABLE);
      case '.' -> isDigit(peek()) || peek() == END ? number() : name(Kind.FIELD);
      case '(' -> paren(Kind.LEFT_PAREN, 1);
      case ')' -> paren(Kind.RIGHT_PAREN, -1);
      default -> other(c);
    };
  }

  private boolean other(int c) {
    if (c == '+' || c == '-' || isDigit(c)) {
      return number();
    }
    if (isAlphaNumeric(c)) {
      return word();
    }
    return c > ' ' && c < 0x7F
        ? emit(Kind.CHAR)
        : error("unrecognized character in action: " + Quote.unicode(c));
  }

  private boolean paren(Kind kind, int change) {
    parens += change;
    emit(kind);
    return parens >= 0 || error("unexpected right paren " + Quote.unicode(')'));
  }

  /** Blanks, but for the last one when it belongs to the marker of the closing braces. */
  private boolean space() {
    while (isSpace(peek()) && !trimsRight(pos)) {
      pos++;
    }
    return emit(Kind.SPACE);
  }

  private boolean quoted(char quote, Kind kind, String unclosed) {
    while (true) {
      int c = next();
      if (c == '\\') {
        c = next();
        if (c == END || c == '\n') {
          return error(unclosed);
        }
      } else if (c == END || c == '\n') {
        return error(unclosed);
      } else if (c == quote) {
        return emit(kind);
      }
    }
  }

  private boolean rawString() {
    int end = in.indexOf('`', pos);
    if (end < 0) {
      return error("unterminated raw quoted string");
    }
    pos = end + 1;
    return emit(Kind.RAW_STRING);
  }

  private boolean name(Kind kind) {
    if (atTerminator()) {
      return emit(kind == Kind.FIELD ? Kind.DOT : kind);
    }
    skipAlphaNumeric();
    return atTerminator() ? emit(kind) : error("bad character " + Quote.unicode(peek()));
  }

  private boolean word() {
    skipAlphaNumeric();
    return atTerminator()
        ? emit(Token.ofWord(in.substring(start, pos)))
        : error("bad character " + Quote.unicode(peek()));
  }

  private void skipAlphaNumeric() {
    while (isAlphaNumeric(peek())) {
      next();
    }
  }

  private boolean number() {
    pos = start;
    boolean isReal = real();
    if (isReal && (peek() == '+' || peek() == '-')) {
      real(); // the other part of a complex number, which nobody needs here
      isReal = false;
    }
    return isReal
        ? emit(Kind.NUMBER)
        : error("bad number syntax: " + Quote.quote(in.substring(start, pos)));
  }

  /** Passes over a number; false when a letter follows, which is then passed over too. */
  private boolean real() {
    accept("+-");
    String digits = "0123456789_";
    if (accept("0")) {
      digits =
          accept("xX")
              ? "0123456789abcdefABCDEF_"
              : accept("oO") ? "01234567_" : accept("bB") ? "01_" : digits;
    }
    acceptRun(digits);
    if (accept(".")) {
      acceptRun(digits);
    }
    if (digits.length() == 11 && accept("eE")) {
      accept("+-");
      acceptRun("0123456789_");
    }
    accept("i");
    boolean ends = !isAlphaNumeric(peek());
    if (!ends) {
      next();
    }
    return ends;
  }

  private boolean accept(String valid) {
    boolean there = pos < in.length() && valid.indexOf(in.charAt(pos)) >= 0;
    pos += there ? 1 : 0;
    return there;
  }

  private void acceptRun(String valid) {
    while (accept(valid)) {}
  }

  private boolean atTerminator() {
    return isSpace(peek())
        || peek() == END
        || ".,|:()".indexOf(peek()) >= 0
        || in.startsWith("}}", pos);
  }

  private boolean trimsLeft(int at) {
    return at + 1 < in.length() && in.charAt(at) == '-' && isSpace(in.charAt(at + 1));
  }

  private boolean trimsRight(int at) {
    return at + 1 < in.length() && isSpace(in.charAt(at)) && in.startsWith("-}}", at + 1);
  }

  private int peek() {
    return pos < in.length() ? in.codePointAt(pos) : END;
  }

  private int next() {
    int c = peek();
    pos += c == END ? 0 : Character.charCount(c);
    return c;
  }

  private boolean emit(Kind kind) {
    out.add(new Token(kind, start, startLine, in.substring(start, pos)));
    ignore();
    return true;
  }

  private boolean error(String message) {
    out.add(new Token(Kind.ERROR, start, startLine, message));
    return false;
  }

  private void ignore() {
    for (int i = start; i < pos; i++) {
      startLine += in.charAt(i) == '\n' ? 1 : 0;
    }
    start = pos;
  }

  private static boolean isSpace(int c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isAlphaNumeric(int c) {
    return c == '_' || c >= 0 && Character.isLetterOrDigit(c);
  }
}
