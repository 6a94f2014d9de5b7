package dev.jaula.format;

import dev.jaula.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Computes pipelines (Go's text/template/exec.go). No value, null, is Go's invalid value. */
final class Evaluator {
  private final Place place;
  private final Variables variables;
  private final JsonValue data;
  private final Rules rules;

  Evaluator(Place place, Variables variables, JsonValue data, Rules rules) {
    this.place = place;
    this.variables = variables;
    this.data = data;
    this.rules = rules;
  }

  FormatException error(Node.Operand at, String message) {
    return place.error(at, message);
  }

  @Nullable JsonValue pipeline(@Nullable JsonValue dot, Node.Pipe pipe) {
    Argument last = null;
    for (Node.Command command : pipe.commands()) {
      last = new Argument(command, Values.unwrap(command(dot, command, last)));
    }
    JsonValue value = last == null ? null : last.value();
    for (String name : pipe.variables()) {
      assign(pipe, name, value);
    }
    return value;
  }

  /** Sets a variable that the pipeline declares, or that was declared before. */
  void assign(Node.Pipe pipe, String name, @Nullable JsonValue value) {
    if (!pipe.assigns()) {
      variables.push(name, value);
    } else if (!variables.set(name, value)) {
      throw error(last(pipe), "undefined variable: " + name);
    }
  }

  /** What of a pipeline is computed last. */
  static Node.Operand last(Node.Pipe pipe) {
    Node.Command command = pipe.commands().getLast();
    return command.operands().size() > 1 ? command : command.operands().getFirst();
  }

  private @Nullable JsonValue command(
      @Nullable JsonValue dot, Node.Command command, @Nullable Argument piped) {
    Node.Operand first = command.operands().getFirst();
    if (first instanceof Node.Name name) {
      return call(dot, command, name, piped);
    }
    boolean hasArguments = command.operands().size() > 1 || piped != null;
    if (hasArguments) {
      throw first instanceof Node.Fields fields
          ? error(first, fields.names().getLast() + " is not a method but has arguments")
          : error(first, "can't give argument to non-function " + first.shown());
    }
    if (first instanceof Node.Constant constant && constant.value() == null) {
      throw error(first, "nil is not a command");
    }
    return operand(dot, first);
  }

  private @Nullable JsonValue operand(@Nullable JsonValue dot, Node.Operand operand) {
    return switch (operand) {
      case Node.Dot ignored -> dot;
      case Node.Constant constant -> constant.value();
      case Node.Variable variable -> variables.get(variable.name());
      case Node.Pipe pipe -> pipeline(dot, pipe);
      case Node.Fields fields -> fields(dot, fields);
      case Node.Name name -> call(dot, new Node.Command(name.at(), List.of(name)), name, null);
      case Node.Command command -> command(dot, command, null);
    };
  }

  private @Nullable JsonValue fields(@Nullable JsonValue dot, Node.Fields fields) {
    JsonValue value = fields.of() == null ? dot : operand(dot, fields.of());
    for (int i = 0; i < fields.names().size(); i++) {
      value = field(fields, value, i);
    }
    return value;
  }

  private @Nullable JsonValue field(Node.Fields fields, @Nullable JsonValue from, int index) {
    String name = fields.names().get(index);
    return switch (from) {
      case null -> {
        if (rules.strict()) {
          throw error(fields, "nil data; no entry for key " + Quote.quote(name));
        }
        yield null;
      }
      case JsonValue.Null() -> throw error(fields, "nil pointer evaluating interface {}." + name);
      case JsonValue.Obj(Map<String, JsonValue> members) -> {
        JsonValue member = members.get(name);
        if (member == null) {
          missing(fields, from, name);
        }
        yield member;
      }
      default ->
          throw error(
              fields,
              "can't evaluate field "
                  + name
                  + " in type "
                  + (index == 0 ? Values.type(from) : "interface {}"));
    };
  }

  @SuppressWarnings("ReferenceEquality") // the data itself, not something equal in it
  private void missing(Node.Fields fields, JsonValue from, String name) {
    if (rules.struct() != null && from == data) {
      throw error(fields, "can't evaluate field " + name + " in type " + rules.struct());
    }
    if (rules.strict()) {
      throw error(fields, "map has no entry for key " + Quote.quote(name));
    }
  }

  private @Nullable JsonValue call(
      @Nullable JsonValue dot, Node.Command command, Node.Name name, @Nullable Argument piped) {
    Functions function = Functions.named(name.name(), rules.header());
    List<Node.Operand> written = command.operands().subList(1, command.operands().size());
    int given = written.size() + (piped == null ? 0 : 1);
    if (!function.takes(given)) {
      throw error(name, function.wrongNumber(given));
    }
    List<Argument> arguments = new ArrayList<>();
    for (Node.Operand operand : written) {
      if (function.isDecided(arguments)) {
        return arguments.getLast().value();
      }
      arguments.add(new Argument(operand, operand(dot, operand)));
    }
    if (piped != null && !function.isDecided(arguments)) {
      arguments.add(new Argument(name, piped.value()));
    }
    checkTypes(function, arguments);
    try {
      return function.call(arguments);
    } catch (CallException e) {
      throw error(command, "error calling " + name.name() + ": " + e.getMessage());
    }
  }

  private void checkTypes(Functions function, List<Argument> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      Argument argument = arguments.get(i);
      String wanted = function.type(i);
      if (wanted.equals("any") || Functions.fits(wanted, argument.value())) {
        continue;
      }
      throw error(argument.from(), wrongType(wanted, argument));
    }
  }

  private static String wrongType(String wanted, Argument argument) {
    if (argument.from() instanceof Node.Constant constant) {
      String noun = wanted.equals("int") ? "integer" : wanted;
      return "expected " + noun + "; found " + constant.shown();
    }
    if (argument.value() == null) {
      return "invalid value; expected " + wanted;
    }
    boolean isNull = argument.value() instanceof JsonValue.Null;
    String got = isNull ? "interface {}" : Values.type(argument.value());
    return "wrong type for value; expected " + wanted + "; got " + got;
  }
}
