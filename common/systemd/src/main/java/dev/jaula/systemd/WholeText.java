package dev.jaula.systemd;

/** A whole number of text, decimal, {@code 0x} hexadecimal or {@code 0} octal, within its type. */
final class WholeText {
  private WholeText() {}

  /** The value in the type's bits; that of t is unsigned. */
  static long parse(String text, char type) {
    boolean isNegative = text.startsWith("-");
    String digits = isNegative || text.startsWith("+") ? text.substring(1) : text;
    int base = 10;
    if (digits.startsWith("0x")) {
      base = 16;
      digits = digits.substring(2);
    } else if (digits.length() > 1 && digits.charAt(0) == '0') {
      base = 8;
      digits = digits.substring(1);
    }
    if (digits.isEmpty()) {
      throw new SystemdException("\"" + text + "\" is not a whole number");
    }
    long magnitude = 0;
    for (int i = 0; i < digits.length(); i++) {
      magnitude = appended(magnitude, Digits.digit(digits.charAt(i), base), base, text);
    }
    check(magnitude, isNegative, type, text);
    return isNegative ? -magnitude : magnitude;
  }

  /** One digit more, in 64 bits without sign. */
  private static long appended(long magnitude, int digit, int base, String text) {
    if (digit < 0) {
      throw new SystemdException("\"" + text + "\" is not a whole number");
    }
    // (2^64 - 1) / base, and what is left of it
    long most = (Long.MAX_VALUE / base * 2) + (Long.MAX_VALUE % base * 2 + 1) / base;
    long left = -1 - most * base;
    if (magnitude < 0 || magnitude > most || magnitude == most && digit > left) {
      throw range(text);
    }
    return magnitude * base + digit;
  }

  private static void check(long magnitude, boolean isNegative, char type, String text) {
    boolean isSigned = type == 'n' || type == 'i' || type == 'x';
    int bits =
        switch (type) {
          case 'y' -> 8;
          case 'n', 'q' -> 16;
          case 'i', 'u' -> 32;
          default -> 64;
        };
    long most = isSigned ? (1L << bits - 1) - 1 : bits == 64 ? -1 : (1L << bits) - 1;
    boolean fits =
        isNegative
            ? magnitude == 0 || isSigned && magnitude - 1 >= 0 && magnitude - 1 <= most
            : most == -1 || magnitude >= 0 && magnitude <= most;
    if (!fits) {
      throw range(text);
    }
  }

  private static SystemdException range(String text) {
    return new SystemdException("\"" + text + "\" is out of range of its type");
  }
}
