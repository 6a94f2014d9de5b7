package dev.jaula.json;

/** Reads whole numbers of 64 bits without an exception from the class library. */
final class WholeNumber {
  private WholeNumber() {}

  static long parse(String literal) {
    boolean negative = literal.startsWith("-");
    int start = negative ? 1 : 0;
    if (start == literal.length()) {
      throw not(literal);
    }
    // counted downwards, as the least value has no positive counterpart
    long least = negative ? Long.MIN_VALUE : -Long.MAX_VALUE;
    long value = 0;
    for (int i = start; i < literal.length(); i++) {
      int digit = literal.charAt(i) - '0';
      if (digit < 0 || digit > 9 || value < least / 10 || value * 10 < least + digit) {
        throw not(literal);
      }
      value = value * 10 - digit;
    }
    return negative ? value : -value;
  }

  private static JsonException not(String literal) {
    return new JsonException("whole number of 64 bits expected, found " + literal);
  }
}
