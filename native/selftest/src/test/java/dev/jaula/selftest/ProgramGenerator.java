package dev.jaula.selftest;

import java.util.ArrayList;
import java.util.List;

/**
 * One random program: a class whose static method {@code run} prints lines that depend on the order
 * of evaluation, exceptions, overflow and the heap. It always ends: fuel and depth are limited.
 */
final class ProgramGenerator {
  private static final int METHODS = 8;

  private ProgramGenerator() {}

  /** The source of a class of the package {@code generated}. */
  static String generate(long seed, String name) {
    Dice dice = new Dice(seed);
    ExpressionGenerator expressions = new ExpressionGenerator(dice, METHODS);
    StatementGenerator statements = new StatementGenerator(dice, expressions);
    StringBuilder source =
        new StringBuilder(FRAME.replace("NAME", name).replace("SEED", "" + seed));
    for (int i = 0; i < METHODS; i++) {
      Scope scope = new Scope(list("a", "shared"), list("b"), list("p", "head"));
      source.append("  static int m").append(i).append("(int a, long b, Node p) {\n");
      source.append(
          "    if (--fuel < 0 || depth > 12) { return shared; }\n    depth++;\n    try {\n");
      for (String line : statements.block(3, scope, false)) {
        source.append("      ").append(line).append('\n');
      }
      source.append("      if (fuel >= 0) { return ").append(expressions.integer(3, scope));
      source.append("; }\n      return 0;\n    } finally {\n      depth--;\n    }\n  }\n");
    }
    source.append(
        "  static int call(int which, int a, long b, Node p) {\n    return switch (which) {\n");
    for (int i = 0; i < METHODS; i++) {
      source.append("      case ").append(i).append(" -> m").append(i).append("(a, b, p);\n");
    }
    return source.append("      default -> 0;\n    };\n  }\n}\n").toString();
  }

  private static List<String> list(String... names) {
    return new ArrayList<>(List.of(names));
  }

  private static final String FRAME =
      """
      package generated;

      import dev.jaula.selftest.Sink;
      import java.util.ArrayList;
      import java.util.LinkedHashMap;
      import java.util.List;
      import java.util.Map;
      import java.util.function.IntUnaryOperator;

      public final class NAME {
        sealed interface Shape permits Leaf, Fork {}
        record Leaf(int size) implements Shape {}
        record Fork(Shape left, int weight, Shape right) implements Shape {}
        static final class Node {
          int value;
          Node next;
          int twice(int n) { value += n; return tick(value) + value; }
          int set(int a, int b) { int old = value; value = a * 31 + b; tick(old); return old; }
        }
        static Sink sink;
        static int shared = SEED;
        static int fuel;
        static int depth;
        static int[] array = new int[8];
        static Object[][] stores = {new Object[2], new String[2], new Integer[2], new Comparable<?>[2]};
        static String text = "";
        static Node head = new Node();
        static List<Integer> list = new ArrayList<>();
        static Map<String, Integer> map = new LinkedHashMap<>();

        static int tick(int n) {
          if (--fuel < 0) { throw new IllegalStateException("fuel"); }
          shared = shared * 31 + n;
          if ((fuel & 31) == 0) { sink.collect(); }
          return shared >>> 7;
        }
        static int three(int a, int b, int c) { tick(a); tick(b); tick(c); return a ^ b * 3 ^ c * 7; }
        static long wide(long a, int b, long c) { tick((int) a); tick(b); return a * 5 + b + c * 11; }
        static int apply(IntUnaryOperator operator, int n) { tick(n); return operator.applyAsInt(n); }
        static Node node(int n) { tick(n); return n == 77 ? null : head; }
        static Node pick(int n) {
          tick(n);
          if ((n & 3) == 0) { return null; }
          Node made = new Node();
          made.value = n;
          made.next = (n & 4) == 0 ? head : null;
          if ((n & 24) == 8) { head.next = made; }
          return made;
        }
        static Object any(int n) {
          tick(n);
          return (n & 3) == 0 ? null : (n & 3) == 1 ? (Object) Integer.valueOf(n) : text;
        }
        static Shape shape(int n) {
          tick(n);
          return switch (n & 7) {
            case 0 -> null;
            case 1, 2 -> new Leaf(n >> 3);
            case 3 -> new Fork(null, n, null);
            case 4 -> new Fork(new Leaf(n), 3, shape(1));
            default -> new Fork(new Fork(null, n, new Leaf(1)), n >> 5, new Leaf(n));
          };
        }
        static int store(int which, Object value) {
          tick(which);
          stores[which][shared & 1] = value;
          return value == null ? 1 : 2;
        }
        static int copy(int at, int length) {
          int[] target = new int[6];
          System.arraycopy(array, at & 15, target, at >> 4 & 3, length & 7);
          return target[3] + tick(target[5]);
        }
        static int remember(int key, int value) {
          tick(key);
          if (list.size() < 20) { list.add(value); } else { list.subList(3, 15).clear(); }
          map.merge("k" + (key & 7), value, Integer::sum);
          return map.size();
        }
        static int code(RuntimeException e) {
          return switch (e) {
            case ArithmeticException _ -> 1;
            case ArrayIndexOutOfBoundsException _ -> 2;
            case IndexOutOfBoundsException _ -> 3;
            case NullPointerException _ -> 4;
            case IllegalStateException s -> s.getMessage().hashCode();
            case ClassCastException _ -> 5;
            case ArrayStoreException _ -> 6;
            case NegativeArraySizeException _ -> 7;
            case NumberFormatException _ -> 8;
            default -> 9;
          };
        }

        public static void run(Sink host) {
          sink = host;
          for (int i = 0; i < 64; i++) {
            fuel = 400;
            depth = 0;
            String how = "";
            int result = 0;
            try {
              Node p = i % 3 == 0 ? null : i % 3 == 1 ? head : new Node();
              result = call(i % 8, i * 7 - 3, (long) i << (i % 50), p);
            } catch (RuntimeException e) {
              how = "!" + code(e);
            }
            host.line("NAME " + i + " " + result + how + " " + shared + " " + array[i & 7] + " "
                + text.hashCode() + " " + head.value + " " + list.size() + " " + map.size());
          }
        }
      """;
}
