package dev.jaula.selftest;

/** Operands and arguments are evaluated from left to right (JLS 15.7). */
@SuppressWarnings("ShortCircuitBoolean")
final class OrderCases {
  private final StringBuilder trace = new StringBuilder();
  private final int[] array = {1, 2, 3, 4};
  private int field = 1;

  private OrderCases() {}

  static void addTo(Suite suite) {
    suite.add("order of arguments", () -> new OrderCases().arguments());
    suite.add("order of operands", () -> new OrderCases().operands());
    suite.add("order of nested calls", () -> new OrderCases().nested());
    suite.add("order in an array", () -> new OrderCases().array());
    suite.add("order of compound assignment", () -> new OrderCases().compound());
    suite.add("order of concatenation", () -> new OrderCases().concatenation());
    suite.add("order of constructor arguments", () -> new OrderCases().constructor());
    suite.add("order of increments", () -> new OrderCases().increments());
    suite.add("order up to an exception", () -> new OrderCases().exception());
    suite.add("order of a null receiver", () -> new OrderCases().receiver());
    suite.add("order of a store", () -> new OrderCases().store());
    suite.add("short circuit", () -> new OrderCases().shortCircuit());
  }

  private record Triple(int a, int b, int c) {}

  /** Recursive, so never inlined: the calls stay nested in one C expression. */
  private int next(int n) {
    trace.append(n).append(' ');
    field = field * 3 + n;
    return n > 9 ? next(n - 9) : n;
  }

  private int three(int a, int b, int c) {
    trace.append('(').append(a).append(b).append(c).append(')');
    return a > 9 ? three(b, c, a - 9) : a * 100 + b * 10 + c;
  }

  private String arguments() {
    return three(next(1), next(2), next(3)) + " " + trace;
  }

  private String operands() {
    int value = next(1) - next(2) * next(3) + (next(4) ^ field) - field;
    return value + " " + trace;
  }

  private String nested() {
    return three(next(three(next(1), next(2), next(3)) & 7), next(field & 7), field & 7)
        + " "
        + trace;
  }

  private String array() {
    int[] made = {next(3), field, next(2), field, next(1)};
    return made[0] + " " + made[1] + " " + made[2] + " " + made[3] + " " + made[4] + " " + trace;
  }

  private String compound() {
    array[next(1)] += field * next(2);
    field += next(3) + field;
    return array[1] + " " + field + " " + trace;
  }

  private String concatenation() {
    return "" + next(1) + field + next(2) + field + trace;
  }

  private String constructor() {
    return new Triple(next(1), field, next(2)) + " " + trace;
  }

  private String increments() {
    int i = Opaque.zero();
    i = i++ + ++i * 2 + i-- * 3 + i;
    int j = array[i & 3]++ + array[i & 3]-- * 10 + array[i & 3];
    return i + " " + j + " " + array[i & 3];
  }

  private int fails(int n) {
    trace.append('!');
    if (n + Opaque.zero() > 0) {
      throw new IllegalStateException();
    }
    return n;
  }

  private String exception() {
    try {
      return "" + three(next(1), fails(next(2)), next(3));
    } catch (IllegalStateException e) {
      return trace + "caught " + field;
    }
  }

  private String receiver() {
    try {
      return "" + Opaque.noString().concat("" + next(1)).length();
    } catch (NullPointerException e) {
      return trace + "caught";
    }
  }

  private String store() {
    int[] none = Opaque.noArray();
    try {
      none[next(1)] = next(2);
    } catch (NullPointerException e) {
      trace.append("null ");
    }
    try {
      array[next(4)] = fails(next(3));
    } catch (IllegalStateException | ArrayIndexOutOfBoundsException e) {
      trace.append(Outcome.kind(e));
    }
    return trace.toString();
  }

  private String shortCircuit() {
    boolean a = next(1) > 1 && next(2) > 1 || next(3) > 1;
    boolean b = next(4) > 1 | next(5) > 1 & next(6) > 9;
    return a + " " + b + " " + trace;
  }
}
