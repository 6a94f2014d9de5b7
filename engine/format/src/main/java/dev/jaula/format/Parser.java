package dev.jaula.format;

import dev.jaula.format.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Makes nodes of tokens, with the messages of Go's text/template/parse/parse.go. */
final class Parser {
  private static final int MAX_DEPTH = 200;

  private final List<Token> tokens;
  private final List<String> variables = new ArrayList<>(List.of("$"));
  private int next;
  private int line = 1;
  private int actionLine;
  private int ranges;
  private int depth;

  private Parser(List<Token> tokens) {
    this.tokens = tokens;
  }

  static List<Node> parse(String template) {
    return new Parser(Lexer.tokens(template)).document();
  }

  private List<Node> document() {
    List<Node> nodes = new ArrayList<>();
    while (!peek().is(Kind.EOF)) {
      Node node = textOrAction();
      if (node instanceof Node.Mark mark) {
        throw error("unexpected " + mark.shown());
      }
      nodes.add(node);
    }
    return nodes;
  }

  private Node textOrAction() {
    Token token = nextNonSpace();
    if (token.is(Kind.TEXT)) {
      return new Node.Text(token.text());
    }
    if (!token.is(Kind.LEFT_DELIMITER)) {
      throw unexpected(token, "input");
    }
    actionLine = token.line();
    Node node = action();
    actionLine = 0;
    return node;
  }

  private Node action() {
    Token token = nextNonSpace();
    return switch (token.kind()) {
      case IF, WITH, RANGE -> control(token.text());
      case BREAK, CONTINUE -> leave(token);
      case ELSE -> {
        if (!peekNonSpace().is(Kind.IF) && !peek().is(Kind.WITH)) {
          expect(Kind.RIGHT_DELIMITER, "else");
        }
        yield new Node.Mark(false);
      }
      case END -> {
        expect(Kind.RIGHT_DELIMITER, "end");
        yield new Node.Mark(true);
      }
      case UNSUPPORTED -> throw error("{{" + token.text() + "}} is not supported");
      default -> {
        next--;
        yield new Node.Action(pipeline("command", Kind.RIGHT_DELIMITER));
      }
    };
  }

  private Node leave(Token word) {
    String shown = "{{" + word.text() + "}}";
    expect(Kind.RIGHT_DELIMITER, shown);
    if (ranges == 0) {
      throw error(shown + " outside {{range}}");
    }
    return new Node.Leave(word.is(Kind.BREAK));
  }

  private Node control(String word) {
    enter();
    int mark = variables.size();
    boolean isRange = word.equals("range");
    Node.Pipe pipe = pipeline(word, Kind.RIGHT_DELIMITER);
    ranges += isRange ? 1 : 0;
    List<Node> body = new ArrayList<>();
    boolean ended = items(body);
    ranges -= isRange ? 1 : 0;
    List<Node> otherwise = new ArrayList<>();
    if (!ended) {
      otherwise(word, otherwise);
    }
    variables.subList(mark, variables.size()).clear();
    depth--;
    return new Node.Control(word, pipe, body, otherwise);
  }

  private void otherwise(String word, List<Node> nodes) {
    if (!word.equals("range") && peekNonSpace().text().equals(word) && peek().isKeyword()) {
      next++;
      nodes.add(control(word));
    } else if (!items(nodes)) {
      throw error("expected end; found {{else}}");
    }
  }

  /** Nodes up to an end (true) or an else. */
  private boolean items(List<Node> nodes) {
    while (!peekNonSpace().is(Kind.EOF)) {
      Node node = textOrAction();
      if (node instanceof Node.Mark(boolean isEnd)) {
        return isEnd;
      }
      nodes.add(node);
    }
    throw error("unexpected EOF");
  }

  private Node.Pipe pipeline(String context, Kind end) {
    enter();
    int at = peekNonSpace().at();
    List<String> declared = new ArrayList<>();
    boolean assigns = declarations(context, declared);
    List<Node.Command> commands = new ArrayList<>();
    Operands operands = new Operands(this);
    while (true) {
      Token token = nextNonSpace();
      if (token.is(end)) {
        check(commands, context);
        depth--;
        return new Node.Pipe(at, declared, assigns, commands);
      }
      if (!operands.begins(token)) {
        throw unexpected(token, context);
      }
      next--;
      commands.add(operands.command());
    }
  }

  /** Reads {@code $x :=}, {@code $x =}, {@code $k, $v :=}; true for the second form. */
  private boolean declarations(String context, List<String> declared) {
    while (peekNonSpace().is(Kind.VARIABLE)) {
      int before = next;
      Token variable = next();
      Token after = peekNonSpace();
      if (after.is(Kind.ASSIGN) || after.is(Kind.DECLARE)) {
        next++;
        declare(declared, variable);
        return after.is(Kind.ASSIGN);
      }
      if (!after.is(Kind.CHAR) || !after.text().equals(",")) {
        next = before;
        return false;
      }
      next++;
      declare(declared, variable);
      if (!context.equals("range") || declared.size() > 1) {
        throw error("too many declarations in " + context);
      }
      Kind kind = peekNonSpace().kind();
      if (kind != Kind.VARIABLE && kind != Kind.RIGHT_DELIMITER && kind != Kind.RIGHT_PAREN) {
        throw error("range can only initialize variables");
      }
    }
    return false;
  }

  private void declare(List<String> declared, Token variable) {
    declared.add(variable.text());
    variables.add(variable.text());
  }

  private void check(List<Node.Command> commands, String context) {
    if (commands.isEmpty()) {
      throw error("missing value for " + context);
    }
    for (int i = 1; i < commands.size(); i++) {
      Node.Operand first = commands.get(i).operands().getFirst();
      if (first instanceof Node.Constant || first instanceof Node.Dot) {
        throw error("non executable command in pipeline stage " + (i + 1));
      }
    }
  }

  Node.Pipe parenthesized() {
    return pipeline("parenthesized pipeline", Kind.RIGHT_PAREN);
  }

  boolean knows(String variable) {
    return variables.contains(variable);
  }

  private void enter() {
    if (++depth > MAX_DEPTH) {
      throw error("nested too deep");
    }
  }

  private void expect(Kind kind, String context) {
    Token token = nextNonSpace();
    if (!token.is(kind)) {
      throw unexpected(token, context);
    }
  }

  Token next() {
    Token token = peek();
    next++;
    return token;
  }

  void back() {
    next--;
  }

  Token peek() {
    Token token = tokens.get(Math.min(next, tokens.size() - 1));
    line = token.line();
    return token;
  }

  Token peekNonSpace() {
    while (peek().is(Kind.SPACE)) {
      next++;
    }
    return peek();
  }

  Token nextNonSpace() {
    peekNonSpace();
    return next();
  }

  FormatException unexpected(Token token, String context) {
    if (!token.is(Kind.ERROR)) {
      return error("unexpected " + token.shown() + " in " + context);
    }
    String more = "";
    if (actionLine != 0 && actionLine != token.line()) {
      more = (token.text().endsWith(" action") ? "" : " in action") + " started at :" + actionLine;
    }
    return error(token.text() + more);
  }

  FormatException error(String message) {
    return new FormatException("template parsing error: template: :" + line + ": " + message);
  }
}
