package dev.jaula.selftest;

import java.util.ArrayList;
import java.util.List;

/** Random statements: branches, loops, handlers, jumps out of them. */
final class StatementGenerator {
  private static final String[] CAUGHT = {
    "RuntimeException",
    "ArithmeticException",
    "ArrayIndexOutOfBoundsException",
    "IndexOutOfBoundsException",
    "IllegalStateException",
    "NullPointerException",
    "ClassCastException",
    "ArrayStoreException",
    "NegativeArraySizeException",
    "IllegalStateException | ArithmeticException"
  };

  private final Dice dice;
  private final ExpressionGenerator expressions;
  private int names;

  StatementGenerator(Dice dice, ExpressionGenerator expressions) {
    this.dice = dice;
    this.expressions = expressions;
  }

  /** Two to four statements; inLoop allows break and continue. */
  List<String> block(int depth, Scope outer, boolean inLoop) {
    Scope scope = outer.copy();
    List<String> lines = new ArrayList<>();
    for (int i = 1 + dice.below(4); i > 0; i--) {
      statement(lines, depth, scope, inLoop);
    }
    return lines;
  }

  private void statement(List<String> lines, int depth, Scope scope, boolean inLoop) {
    if (depth <= 0) {
      declare(lines, scope);
      return;
    }
    switch (dice.below(13)) {
      case 0, 1 -> declare(lines, scope);
      case 2, 3 -> assign(lines, scope);
      case 4 -> branch(lines, depth, scope, inLoop);
      case 5 -> loop(lines, depth, scope);
      case 6, 7, 8 -> handle(lines, depth, scope, inLoop);
      case 9 -> choose(lines, depth, scope);
      case 10 -> leave(lines, scope, inLoop);
      case 11 -> string(lines, scope);
      default -> lines.add("tick(" + expressions.integer(3, scope) + ");");
    }
  }

  /** Every value is read at once: TeaVM drops what nobody reads, its exceptions included. */
  private void declare(List<String> lines, Scope scope) {
    String name = "" + names++;
    switch (dice.below(4)) {
      case 0 -> {
        lines.add("long l" + name + " = " + expressions.wide(3, scope) + ";");
        lines.add("tick((int) l" + name + ");");
        scope.longs().add("l" + name);
      }
      case 1 -> {
        lines.add("Node n" + name + " = " + expressions.node(2, scope) + ";");
        lines.add("tick(n" + name + " == null ? 1 : 2);");
        scope.nodes().add("n" + name);
      }
      default -> {
        lines.add("int i" + name + " = " + expressions.integer(3, scope) + ";");
        lines.add("tick(i" + name + ");");
        scope.ints().add("i" + name);
      }
    }
  }

  private void assign(List<String> lines, Scope scope) {
    List<String> ints = Scope.locals(scope.ints(), "i");
    List<String> nodes = Scope.locals(scope.nodes(), "n");
    if (!nodes.isEmpty() && dice.chance(40)) {
      String name = dice.of(nodes);
      lines.add(name + " = " + expressions.node(2, scope) + ";");
      lines.add("tick(" + name + " == null ? 3 : 4);");
    } else if (!ints.isEmpty()) {
      String name = dice.of(ints);
      String operator = dice.of("=", "+=", "^=", "-=", "<<=", "/=");
      lines.add(name + " " + operator + " " + expressions.integer(3, scope) + ";");
      lines.add("tick(" + name + ");");
    } else {
      declare(lines, scope);
    }
  }

  private void branch(List<String> lines, int depth, Scope scope, boolean inLoop) {
    String condition =
        dice.chance(30) ? dice.of(scope.nodes()) + " != null" : expressions.condition(2, scope);
    lines.add("if (" + condition + ") {");
    lines.addAll(block(depth - 1, scope, inLoop));
    if (dice.chance(50)) {
      lines.add("} else {");
      lines.addAll(block(depth - 1, scope, inLoop));
    }
    lines.add("}");
  }

  private void loop(List<String> lines, int depth, Scope scope) {
    String name = "k" + names++;
    Scope inner = scope.copy();
    inner.ints().add(name);
    String end = "" + (1 + dice.below(5));
    lines.add("for (int " + name + " = 0; " + name + " < " + end + "; " + name + "++) {");
    lines.addAll(block(depth - 1, inner, true));
    lines.add("}");
  }

  /** The handler reads a variable twice: the second check must not be taken as done. */
  private void handle(List<String> lines, int depth, Scope scope, boolean inLoop) {
    String name = "e" + names++;
    String node = dice.of(scope.nodes());
    boolean caught = dice.chance(80);
    lines.add("try {");
    lines.addAll(block(depth - 1, scope, inLoop));
    if (caught) {
      lines.add("} catch (" + dice.of(CAUGHT) + " " + name + ") {");
      lines.add("shared ^= code(" + name + ");");
      lines.add("tick(" + node + " == null ? 3 : " + node + ".value);");
      if (dice.chance(30)) {
        lines.add("tick(" + node + ".value + array[" + expressions.integer(1, scope) + "]);");
      }
      if (dice.chance(25)) {
        lines.add("if (" + expressions.condition(1, scope) + ") { throw " + name + "; }");
      }
      lines.addAll(block(depth - 1, scope, inLoop));
    }
    if (!caught || dice.chance(50)) {
      lines.add("} finally {");
      lines.add("tick(" + expressions.integer(1, scope) + ");");
    }
    lines.add("}");
  }

  private void choose(List<String> lines, int depth, Scope scope) {
    lines.add("switch ((" + expressions.integer(2, scope) + ") & 3) {");
    for (int i = 0; i < 3; i++) {
      lines.add("case " + i + ": {");
      lines.addAll(block(depth - 1, scope, false));
      lines.add("}");
      if (dice.chance(60)) {
        lines.add("break;");
      }
    }
    lines.add("default:");
    lines.add("}");
  }

  private void leave(List<String> lines, Scope scope, boolean inLoop) {
    String how =
        inLoop && dice.chance(60)
            ? dice.of("break", "continue")
            : dice.chance(70)
                ? "throw new IllegalStateException(\"x\" + (int) ("
                    + expressions.integer(1, scope)
                    + "))"
                : "return " + expressions.integer(1, scope);
    lines.add("if (" + expressions.condition(1, scope) + ") { " + how + "; }");
  }

  /** Cast to int: TeaVM fails at a concatenation with the constant character 1 or 2. */
  private void string(List<String> lines, Scope scope) {
    String more =
        dice.of("text.hashCode()", "(char) 65", "null", expressions.wide(1, scope), "list.size()");
    lines.add(
        "text = text.length() > 40 ? \"\" : text + (int) ("
            + expressions.integer(2, scope)
            + ") + "
            + more
            + ";");
    lines.add("shared ^= text.substring((" + expressions.integer(1, scope) + ") & 15).hashCode();");
  }
}
