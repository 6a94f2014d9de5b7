package dev.jaula.format;

import dev.jaula.format.Token.Kind;
import dev.jaula.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The part of the parser that reads commands. */
final class Operands {
  private final Parser in;

  Operands(Parser in) {
    this.in = in;
  }

  boolean begins(Token token) {
    return switch (token.kind()) {
      case BOOL,
          RUNE,
          DOT,
          FIELD,
          IDENTIFIER,
          NUMBER,
          NIL,
          RAW_STRING,
          STRING,
          VARIABLE,
          LEFT_PAREN ->
          true;
      default -> false;
    };
  }

  Node.Command command() {
    int at = in.peekNonSpace().at();
    List<Node.Operand> operands = new ArrayList<>();
    while (true) {
      in.peekNonSpace();
      Node.Operand operand = operand();
      if (operand != null) {
        operands.add(operand);
      }
      Token token = in.next();
      if (token.is(Kind.RIGHT_DELIMITER) || token.is(Kind.RIGHT_PAREN)) {
        in.back();
      } else if (token.is(Kind.SPACE)) {
        continue;
      } else if (!token.is(Kind.PIPE)) {
        throw in.unexpected(token, "operand");
      }
      break;
    }
    if (operands.isEmpty()) {
      throw in.error("empty command");
    }
    return new Node.Command(at, operands);
  }

  private Node.@Nullable Operand operand() {
    Node.Operand term = term();
    if (term == null || !in.peek().is(Kind.FIELD)) {
      return term;
    }
    int at = in.peek().at();
    List<String> names = new ArrayList<>();
    while (in.peek().is(Kind.FIELD)) {
      names.add(in.next().text().substring(1));
    }
    return switch (term) {
      case Node.Constant constant -> throw afterTerm(constant);
      case Node.Dot dot -> throw afterTerm(dot);
      case Node.Fields fields -> {
        names.addAll(0, fields.names());
        yield new Node.Fields(at, fields.of(), names);
      }
      case Node.Variable variable -> new Node.Fields(at, variable, names);
      default -> new Node.Fields(at, term, names);
    };
  }

  private FormatException afterTerm(Node.Operand term) {
    return in.error("unexpected . after term " + Quote.quote(term.shown()));
  }

  private Node.@Nullable Operand term() {
    Token token = in.nextNonSpace();
    int at = token.at();
    String text = token.text();
    return switch (token.kind()) {
      case IDENTIFIER -> name(token);
      case DOT -> new Node.Dot(at);
      case NIL -> new Node.Constant(at, null, "nil");
      case VARIABLE -> variable(token);
      case FIELD -> new Node.Fields(at, null, List.of(text.substring(1)));
      case BOOL -> new Node.Constant(at, new JsonValue.Bool(text.equals("true")), text);
      case NUMBER -> new Node.Constant(at, number(text), text);
      case RUNE -> new Node.Constant(at, rune(text), text);
      case STRING, RAW_STRING -> new Node.Constant(at, new JsonValue.Str(unquote(text)), text);
      case LEFT_PAREN -> in.parenthesized();
      default -> {
        in.back();
        yield null;
      }
    };
  }

  private Node.Name name(Token token) {
    if (!Functions.has(token.text())) {
      throw in.error("function " + Quote.quote(token.text()) + " not defined");
    }
    return new Node.Name(token.at(), token.text());
  }

  private Node.Variable variable(Token token) {
    if (!in.knows(token.text())) {
      throw in.error("undefined variable " + Quote.quote(token.text()));
    }
    return new Node.Variable(token.at(), token.text());
  }

  private String unquote(String literal) {
    try {
      return Quote.unquote(literal);
    } catch (FormatException e) {
      throw in.error("invalid syntax");
    }
  }

  private JsonValue rune(String literal) {
    String text = unquote(literal);
    if (text.codePointCount(0, text.length()) > 1) {
      throw in.error("malformed character constant: " + literal);
    }
    return JsonValue.of(text.codePointAt(0));
  }

  private JsonValue number(String text) {
    JsonValue value = Numbers.literal(text);
    if (value == null) {
      boolean isDecimal = text.length() > 1 && text.chars().noneMatch(c -> c > '9' || c == '.');
      String what = isDecimal ? "integer overflow: " : "illegal number syntax: ";
      throw in.error(what + Quote.quote(text));
    }
    return value;
  }
}
