package dev.jaula.format;

import dev.jaula.json.JsonValue;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Walks through a template and writes it out. */
final class Walker {
  /** How a list of nodes was left. */
  private enum Left {
    AT_END,
    BY_BREAK,
    BY_CONTINUE
  }

  private final Evaluator evaluator;
  private final Variables variables;
  private final StringBuilder out;

  Walker(String template, JsonValue data, Rules rules, StringBuilder out) {
    this.variables = new Variables(data);
    this.evaluator = new Evaluator(new Place(template), variables, data, rules);
    this.out = out;
  }

  void walk(List<Node> nodes, @Nullable JsonValue dot) {
    steps(nodes, dot);
  }

  private Left steps(List<Node> nodes, @Nullable JsonValue dot) {
    for (Node node : nodes) {
      Left left = step(node, dot);
      if (left != Left.AT_END) {
        return left;
      }
    }
    return Left.AT_END;
  }

  private Left step(Node node, @Nullable JsonValue dot) {
    switch (node) {
      case Node.Text(String text) -> out.append(text);
      case Node.Action(Node.Pipe pipe) -> print(pipe, evaluator.pipeline(dot, pipe));
      case Node.Control control -> {
        int mark = variables.mark();
        Left left = control.word().equals("range") ? range(control, dot) : branch(control, dot);
        variables.release(mark);
        return left;
      }
      case Node.Leave(boolean isBreak) -> {
        return isBreak ? Left.BY_BREAK : Left.BY_CONTINUE;
      }
      case Node.Mark mark -> throw new IllegalStateException(mark.shown());
    }
    return Left.AT_END;
  }

  private void print(Node.Pipe pipe, @Nullable JsonValue value) {
    if (pipe.variables().isEmpty()) {
      out.append(value == null ? "<no value>" : Values.print(value));
    }
  }

  private Left branch(Node.Control control, @Nullable JsonValue dot) {
    JsonValue value = evaluator.pipeline(dot, control.pipe());
    if (!Values.isTrue(value)) {
      return steps(control.otherwise(), dot);
    }
    return steps(control.body(), control.word().equals("with") ? value : dot);
  }

  private Left range(Node.Control control, @Nullable JsonValue dot) {
    JsonValue value = evaluator.pipeline(dot, control.pipe());
    return switch (value) {
      case JsonValue.Arr(List<JsonValue> items) when !items.isEmpty() -> items(control, items);
      case JsonValue.Obj(Map<String, JsonValue> members) when !members.isEmpty() ->
          members(control, members);
      case null -> steps(control.otherwise(), dot);
      case JsonValue.Arr ignored -> steps(control.otherwise(), dot);
      case JsonValue.Obj ignored -> steps(control.otherwise(), dot);
      default ->
          throw evaluator.error(
              Evaluator.last(control.pipe()), "range can't iterate over " + Values.print(value));
    };
  }

  private Left items(Node.Control control, List<JsonValue> items) {
    for (int i = 0; i < items.size(); i++) {
      if (once(control, JsonValue.of(i), items.get(i)) == Left.BY_BREAK) {
        break;
      }
    }
    return Left.AT_END;
  }

  private Left members(Node.Control control, Map<String, JsonValue> members) {
    for (Map.Entry<String, JsonValue> member : Values.sorted(members).entrySet()) {
      if (once(control, new JsonValue.Str(member.getKey()), member.getValue()) == Left.BY_BREAK) {
        break;
      }
    }
    return Left.AT_END;
  }

  private Left once(Node.Control control, JsonValue index, JsonValue item) {
    Node.Pipe pipe = control.pipe();
    List<String> names = pipe.variables();
    int mark = variables.mark();
    if (!names.isEmpty()) {
      evaluator.assign(pipe, names.getLast(), item);
    }
    if (names.size() > 1) {
      evaluator.assign(pipe, names.getFirst(), index);
    }
    Left left = steps(control.body(), item);
    variables.release(mark);
    return left;
  }
}
