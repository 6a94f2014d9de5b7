package dev.jaula.format;

import dev.jaula.json.JsonValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A parsed template. Every node shows itself as Go's messages do. */
sealed interface Node {

  /** Text outside of actions. */
  record Text(String text) implements Node {}

  /** A pipeline whose value is printed, unless it sets variables. */
  record Action(Pipe pipe) implements Node {}

  /** {@code if}, {@code with} or {@code range}. */
  record Control(String word, Pipe pipe, List<Node> body, List<Node> otherwise) implements Node {}

  /** {@code break} or {@code continue}. */
  record Leave(boolean isBreak) implements Node {}

  /** {@code end} or {@code else}: only while parsing. */
  record Mark(boolean isEnd) implements Node {
    String shown() {
      return isEnd ? "{{end}}" : "{{else}}";
    }
  }

  /** What a command consists of; {@code at} is its place in the template. */
  sealed interface Operand {
    int at();

    String shown();
  }

  /** Commands, each of which gets the value of the one before as its last argument. */
  record Pipe(int at, List<String> variables, boolean assigns, List<Command> commands)
      implements Operand {
    @Override
    public String shown() {
      StringBuilder out = new StringBuilder(String.join(", ", variables));
      out.append(variables.isEmpty() ? "" : assigns ? " = " : " := ");
      for (int i = 0; i < commands.size(); i++) {
        out.append(i > 0 ? " | " : "").append(commands.get(i).shown());
      }
      return out.toString();
    }
  }

  /** A function or a value, and its arguments. */
  record Command(int at, List<Operand> operands) implements Operand {
    @Override
    public String shown() {
      StringBuilder out = new StringBuilder();
      for (Operand operand : operands) {
        out.append(out.isEmpty() ? "" : " ");
        out.append(operand instanceof Pipe ? "(" + operand.shown() + ")" : operand.shown());
      }
      return out.toString();
    }
  }

  /** The name of a function. */
  record Name(int at, String name) implements Operand {
    @Override
    public String shown() {
      return name;
    }
  }

  /** {@code .} */
  record Dot(int at) implements Operand {
    @Override
    public String shown() {
      return ".";
    }
  }

  /** {@code .A.B}, or fields of a variable, or of a value in parentheses. */
  record Fields(int at, @Nullable Operand of, List<String> names) implements Operand {
    @Override
    public String shown() {
      String from = of == null ? "" : of instanceof Pipe ? "(" + of.shown() + ")" : of.shown();
      return from + "." + String.join(".", names);
    }
  }

  /** {@code $} or {@code $name}. */
  record Variable(int at, String name) implements Operand {
    @Override
    public String shown() {
      return name;
    }
  }

  /** A literal; a value that is null is {@code nil}. */
  record Constant(int at, @Nullable JsonValue value, String shown) implements Operand {}
}
