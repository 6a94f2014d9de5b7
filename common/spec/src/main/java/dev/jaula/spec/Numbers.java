package dev.jaula.spec;

/** Whole numbers in JSON's notation, without exceptions for the ones that do not fit. */
final class Numbers {
  private static final String MAX = "9223372036854775807";
  private static final String MIN = "9223372036854775808";
  private static final String MAX_UNSIGNED = "18446744073709551615";

  private Numbers() {}

  /** Whether there is neither fraction nor exponent; JSON has no leading zeros. */
  static boolean isWhole(String literal) {
    for (int i = 0; i < literal.length(); i++) {
      char c = literal.charAt(i);
      if ((c < '0' || c > '9') && !(c == '-' && i == 0)) {
        return false;
      }
    }
    return true;
  }

  static boolean fitsLong(String whole) {
    return whole.startsWith("-") ? atMost(whole.substring(1), MIN) : atMost(whole, MAX);
  }

  static boolean fitsUnsigned(String whole) {
    return !whole.startsWith("-") && atMost(whole, MAX_UNSIGNED);
  }

  /** The bits of a number that {@link #fitsUnsigned}. */
  static long unsigned(String whole) {
    long number = 0;
    for (int i = 0; i < whole.length(); i++) {
      number = number * 10 + (whole.charAt(i) - '0');
    }
    return number;
  }

  private static boolean atMost(String digits, String max) {
    return digits.length() < max.length()
        || digits.length() == max.length() && digits.compareTo(max) <= 0;
  }
}
