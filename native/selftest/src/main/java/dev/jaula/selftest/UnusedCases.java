package dev.jaula.selftest;

/**
 * Violations whose value nobody reads: an optimiser must not lose the exception with the value.
 *
 * <p>Two cases are missing, for TeaVM fails them. Both read nothing, so they are harmless to
 * memory:
 *
 * <ul>
 *   <li>A local variable that is never read loses its initialiser, exception and all, before any
 *       transformer runs. Error Prone refuses such variables.
 *   <li>An array element out of bounds that an inlined method returns and its caller drops is not
 *       missed. Checks at every element before inlining would cost 18 KB of the binary.
 * </ul>
 */
@SuppressWarnings({"NullAway", "ReturnValueIgnored", "CheckReturnValue"})
final class UnusedCases {
  private UnusedCases() {}

  static void addTo(Suite suite) {
    suite.add("unused element of null", () -> element(Opaque.noArray(), 0));
    suite.add("unused string", () -> string("abc", 7));
    suite.add("unused parse", () -> parse("x"));
    suite.add("unused quotient", () -> quotient(1, 0));
    suite.add("unused array", () -> array(-1));
  }

  private static String element(int[] array, int index) {
    get(array, index + Opaque.zero());
    return "returned";
  }

  private static int get(int[] array, int index) {
    return array[index];
  }

  private static String string(String text, int index) {
    text.charAt(index + Opaque.zero());
    return "returned";
  }

  private static String parse(String text) {
    Integer.parseInt(text + Opaque.zero());
    return "returned";
  }

  private static String quotient(int a, int b) {
    divide(a, b + Opaque.zero());
    return "returned";
  }

  private static int divide(int a, int b) {
    return a / b;
  }

  private static String array(int length) {
    make(length + Opaque.zero());
    return "returned";
  }

  private static int[] make(int length) {
    return new int[length];
  }
}
