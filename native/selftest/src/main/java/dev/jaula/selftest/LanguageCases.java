package dev.jaula.selftest;

import java.util.function.IntBinaryOperator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Records, sealed types, pattern switches, enums, lambdas, strings. */
@SuppressWarnings({"IdentityBinaryExpression", "EnumOrdinal"})
final class LanguageCases {
  private LanguageCases() {}

  private sealed interface Shape permits Circle, Square, Pair {}

  private record Circle(int radius) implements Shape {}

  private record Square(long side) implements Shape {
    Square {
      if (side < 0) {
        throw new IllegalArgumentException("side " + side);
      }
    }
  }

  private record Pair(Shape left, Shape right) implements Shape {}

  private enum Operation {
    ADD("+") {
      @Override
      int apply(int a, int b) {
        return a + b;
      }
    },
    NEGATE("-") {
      @Override
      int apply(int a, int b) {
        return -a;
      }
    };

    private final String sign;

    Operation(String sign) {
      this.sign = sign;
    }

    abstract int apply(int a, int b);
  }

  static void addTo(Suite suite) {
    Shape nested = new Pair(new Circle(2), new Pair(new Square(3), new Circle(Opaque.zero())));
    suite.add("pattern switch", () -> area(nested));
    suite.add("pattern with a guard", () -> describe(nested) + describe("ab") + describe(null));
    suite.add("record text", nested::toString);
    suite.add("record equality", () -> new Circle(1).equals(new Circle(1 + Opaque.zero())));
    suite.add("record hash", () -> new Square(1).hashCode() == new Square(1).hashCode());
    suite.add("record refuses", () -> new Square(Opaque.number(-1L)));
    suite.add("enum", () -> operations());
    suite.add("string switch", () -> word("Aa") + word("BB") + word("none"));
    suite.add("lambda", LanguageCases::lambdas);
    suite.add("inner class", () -> new LanguageCases().new Inner(4).twice());
    suite.add("varargs", () -> sum() + sum(1) + sum(1, 2, 3));
    suite.add("generic method", () -> later(() -> "a").get() + later(() -> 3).get());
    suite.add("labelled loops", LanguageCases::labels);
    suite.add(
        "text block",
        () ->
            """
            a "quoted"\tline
              b\
            """
                .replace('\n', '/'));
    suite.add("constant folding", () -> 'a' + 1 + "b" + 'c' + 1L + 1.5f + true + null);
    suite.add(
        "characters", () -> (char) ('a' + Opaque.number(1)) + "" + (int) 'é' + "\ud83d\ude00");
    suite.add("ternary types", () -> "" + (Opaque.zero() == 0 ? 1 : 'a') + (char) 98);
    suite.add("multi-dimensional", LanguageCases::matrix);
    suite.add("array clone", LanguageCases::cloned);
    suite.add("instanceof", () -> instance("abc") + instance(3) + instance(new int[2]));
  }

  private static long area(Shape shape) {
    return switch (shape) {
      case Circle(int radius) -> 3L * radius * radius;
      case Square(long side) -> side * side;
      case Pair(Circle(var r), Shape right) -> r + area(right);
      case Pair(Shape left, Shape right) -> area(left) + area(right);
    };
  }

  private static String describe(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case String s when s.length() > 3 -> "long";
      case String s -> s;
      case Pair(Circle c, Pair(Square _, var last)) when c.radius() > 1 -> "deep " + last;
      default -> "other";
    };
  }

  private static String operations() {
    StringBuilder text = new StringBuilder();
    for (Operation operation : Operation.values()) {
      text.append(operation).append(operation.ordinal()).append(operation.sign);
      text.append(operation.apply(Opaque.number(3), 4)).append(' ');
    }
    return text.append(Operation.valueOf("ADD").compareTo(Operation.NEGATE)).toString();
  }

  /** "Aa" and "BB" have the same hash. */
  private static int word(String word) {
    return switch (word) {
      case "Aa" -> 1;
      case "BB" -> 20;
      default -> 300;
    };
  }

  private static String lambdas() {
    IntBinaryOperator[] operators = {(a, b) -> a - b, Math::max, Integer::sum};
    StringBuilder text = new StringBuilder();
    for (IntBinaryOperator operator : operators) {
      text.append(operator.applyAsInt(Opaque.number(7), 9)).append(' ');
    }
    return text.toString();
  }

  private final int outer = 10;

  private final class Inner {
    private final int factor;

    Inner(int factor) {
      this.factor = factor;
    }

    int twice() {
      return 2 * factor * outer;
    }
  }

  private static int sum(int... values) {
    int sum = values.length * 100;
    for (int value : values) {
      sum += value;
    }
    return sum;
  }

  private static <T> Supplier<T> later(Supplier<T> supplier) {
    return Opaque.zero() == 0 ? supplier : () -> supplier.get();
  }

  private static String labels() {
    StringBuilder text = new StringBuilder();
    outer:
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        if (j == 2) {
          continue outer;
        }
        if (i == 3) {
          break outer;
        }
        text.append(i).append(j).append(' ');
      }
    }
    return text.toString();
  }

  private static int matrix() {
    int[][][] cube = new int[2][3][];
    cube[1][2] = new int[] {4, 5};
    long[][] grid = new long[Opaque.number(3)][Opaque.number(2)];
    grid[2][1] = 7;
    return cube[1][2][1] + cube.length * 10 + (int) grid[2][1] * 100 + grid[0].length * 1000;
  }

  private static String cloned() {
    int[][] original = {{1, 2}, {3}};
    int[][] copy = original.clone();
    copy[1] = new int[] {9};
    copy[0][0] = 8;
    return original[0][0] + " " + original[1][0] + " " + copy[1][0];
  }

  private static String instance(Object value) {
    if (value instanceof String s && !s.isEmpty()) {
      return s;
    }
    return value instanceof Integer i ? "" + (i + 1) : "" + (value instanceof int[]);
  }
}
