package dev.jaula.selftest;

import org.jspecify.annotations.Nullable;

/** Values that no compiler can know, so that it cannot decide a case beforehand. */
final class Opaque {
  private static int zero;

  private Opaque() {}

  static int zero() {
    return zero;
  }

  static int number(int value) {
    return value + zero;
  }

  static long number(long value) {
    return value + zero;
  }

  static double number(double value) {
    return value + zero;
  }

  static @Nullable Object nothing() {
    return zero == 0 ? null : "something";
  }

  @SuppressWarnings("NullAway") // the cases want a null where none is expected
  static String noString() {
    return (String) nothing();
  }

  @SuppressWarnings("NullAway")
  static int[] noArray() {
    return (int[]) nothing();
  }

  static Object anything(Object value) {
    return zero == 0 ? value : "something";
  }
}
