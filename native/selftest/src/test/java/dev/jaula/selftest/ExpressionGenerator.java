package dev.jaula.selftest;

import java.util.List;

/** Random expressions with side effects, every operand a call that can be seen. */
final class ExpressionGenerator {
  private final Dice dice;
  private final int methods;
  private int names;

  ExpressionGenerator(Dice dice, int methods) {
    this.dice = dice;
    this.methods = methods;
  }

  String integer(int depth, Scope scope) {
    if (depth <= 0 || dice.chance(25)) {
      return dice.chance(60) ? dice.of(scope.ints()) : literal();
    }
    return switch (dice.below(6)) {
      case 0, 1 -> arithmetic(depth - 1, scope);
      case 2 -> memory(depth - 1, scope);
      case 3 -> object(depth - 1, scope);
      case 4 -> library(depth - 1, scope);
      default -> call(depth - 1, scope);
    };
  }

  private String literal() {
    return dice.of(
        "0", "1", "-1", "2", "7", "31", "33", "63", "255", "65535", "2147483647", "-2147483648");
  }

  private String arithmetic(int depth, Scope scope) {
    String a = integer(depth, scope);
    String b = integer(depth, scope);
    return switch (dice.below(8)) {
      case 0, 1 -> "(" + a + " " + dice.of("+", "-", "*", "&", "|", "^") + " " + b + ")";
      case 2 -> "(" + a + " " + dice.of("/", "%") + " " + b + ")";
      case 3 -> "(" + a + " " + dice.of("<<", ">>", ">>>") + " " + b + ")";
      case 4 -> "(int) (" + wide(depth, scope) + ")";
      case 5 -> "(" + condition(depth, scope) + " ? " + a + " : " + b + ")";
      case 6 -> "(" + dice.of("byte", "char", "short") + ") " + a;
      default -> "(int) (" + a + " * " + dice.of("1.5", "1e3", "-1e9", "0.1", "1e300") + ")";
    };
  }

  private String memory(int depth, Scope scope) {
    String a = integer(depth, scope);
    String b = integer(depth, scope);
    return switch (dice.below(8)) {
      case 0 -> "(shared " + dice.of("+=", "-=", "^=", "=") + " " + a + ")";
      case 1 -> "array[(" + a + ") & 7]";
      case 2 -> "array[" + a + "]";
      case 3 -> "(array[(" + a + ") & 7] " + dice.of("=", "+=", "^=") + " " + b + ")";
      case 4 -> "new int[(" + a + ") % 9].length";
      case 5 -> "store((" + a + ") & 3, " + any(depth, scope) + ")";
      case 6 -> "copy(" + a + ", " + b + ")";
      default -> dice.of("shared++", "--shared", "array[3]++", "node(1).value");
    };
  }

  private String object(int depth, Scope scope) {
    String node = dice.of(scope.nodes());
    String a = integer(depth, scope);
    String b = integer(depth, scope);
    return switch (dice.below(9)) {
      case 0 -> node + ".value";
      case 1 -> node + ".set(" + a + ", " + b + ")";
      case 2 -> "(" + node + " == null ? " + a + " : " + node + ".value)";
      case 3 -> node + ".next.value";
      case 4 -> node + ".twice(" + a + ")";
      case 5 -> "node(" + a + ").set(" + a + ", " + b + ")";
      case 6 -> pattern(depth, scope);
      case 7 ->
          "(any(%s) instanceof String s# ? s#.length() : %s)"
              .replace("#", "" + names++)
              .formatted(a, b);
      default -> "((String) any(" + a + ")).length()";
    };
  }

  /** The selector may be null, and so may the components; a guard sees no locals that change. */
  private String pattern(int depth, Scope scope) {
    return """
    switch (shape(%s)) { case null -> %s; case Leaf(int x#) when x# > %s -> tick(x#); \
    case Leaf leaf# -> leaf#.size(); \
    case Fork(Leaf(var x#), int w#, var r#) -> x# + w# + (r# == null ? 1 : 2); \
    case Fork fork# -> tick(fork#.weight()) + %s; }\
    """
        .replace("#", "" + names++)
        .formatted(
            integer(depth, scope),
            integer(depth, scope),
            dice.of("shared", "array[3]", literal()),
            integer(0, scope));
  }

  private String library(int depth, Scope scope) {
    String a = integer(depth, scope);
    return switch (dice.below(8)) {
      case 0 -> "(int) list.get(" + a + ")";
      case 1 -> "(int) list.get((" + a + ") & 3)";
      case 2 -> "remember(" + a + ", " + integer(depth, scope) + ")";
      case 3 -> "(int) map.getOrDefault(\"k\" + ((" + a + ") & 7), 5)";
      case 4 -> "text.charAt(" + a + ")";
      case 5 -> "text.indexOf((char) (48 + ((" + a + ") & 7)))";
      case 6 -> "Math.max(" + a + ", " + integer(depth, scope) + ")";
      default -> "Integer.parseInt(\"1\" + (" + a + ") % 1000)";
    };
  }

  private String call(int depth, Scope scope) {
    String a = integer(depth, scope);
    String b = integer(depth, scope);
    return switch (dice.below(5)) {
      case 0, 1 -> "tick(" + a + ")";
      case 2 -> "three(" + a + ", " + b + ", " + integer(depth, scope) + ")";
      case 3 -> "apply(" + lambda(depth) + ", " + a + ")";
      default ->
          "m"
              + dice.below(methods)
              + "("
              + a
              + ", "
              + wide(depth, scope)
              + ", "
              + node(depth, scope)
              + ")";
    };
  }

  /** A lambda sees no locals: they are assigned elsewhere, so not effectively final. */
  private String lambda(int depth) {
    String parameter = "x" + names++;
    Scope scope = new Scope(List.of("shared", parameter), List.of("3L"), List.of("head"));
    return parameter + " -> " + integer(depth, scope);
  }

  String wide(int depth, Scope scope) {
    if (depth <= 0 || dice.chance(30)) {
      return dice.chance(50)
          ? dice.of(scope.longs())
          : dice.of("3L", "-1L", "Long.MIN_VALUE", "0x123456789abcdefL");
    }
    String a = wide(depth - 1, scope);
    String b = wide(depth - 1, scope);
    String i = integer(depth - 1, scope);
    return switch (dice.below(7)) {
      case 0, 1 -> "(" + a + " " + dice.of("+", "-", "*", "&", "|", "^") + " " + b + ")";
      case 2 -> "(" + a + " " + dice.of("/", "%") + " " + b + ")";
      case 3 -> "(" + a + " " + dice.of("<<", ">>", ">>>") + " " + i + ")";
      case 4 -> "(long) (" + i + ")";
      case 5 -> "(long) ((" + i + ") * 1e" + dice.below(20) + ")";
      default -> "wide(" + a + ", " + i + ", " + b + ")";
    };
  }

  String node(int depth, Scope scope) {
    if (depth <= 0 || dice.chance(50)) {
      return dice.of(scope.nodes());
    }
    return switch (dice.below(4)) {
      case 0 -> "new Node()";
      case 1 -> "head";
      case 2 -> dice.of(scope.nodes()) + ".next";
      default -> "pick(" + integer(depth - 1, scope) + ")";
    };
  }

  String condition(int depth, Scope scope) {
    if (depth <= 0 || dice.chance(50)) {
      return "("
          + integer(depth - 1, scope)
          + " "
          + dice.of("<", "<=", "==", "!=", ">")
          + " "
          + integer(depth - 1, scope)
          + ")";
    }
    return switch (dice.below(4)) {
      case 0, 1 ->
          "("
              + condition(depth - 1, scope)
              + " "
              + dice.of("&&", "||", "^", "&")
              + " "
              + condition(depth - 1, scope)
              + ")";
      case 2 -> "(" + wide(depth - 1, scope) + " < " + wide(depth - 1, scope) + ")";
      default -> "!(" + condition(depth - 1, scope) + ")";
    };
  }

  private String any(int depth, Scope scope) {
    return dice.of("\"s\"", "null", "text", "Integer.valueOf(" + integer(depth, scope) + ")");
  }
}
