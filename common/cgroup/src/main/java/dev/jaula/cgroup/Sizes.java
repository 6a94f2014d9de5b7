package dev.jaula.cgroup;

import dev.jaula.linux.Ascii;

/** Sizes as people type them, in bytes; fixed point, no rounding surprises. */
public final class Sizes {
  private static final String UNITS = "KMGTP";
  private static final int STEP = 10;

  private Sizes() {}

  /**
   * Reads {@code 1024}, {@code 48m}, {@code 48M}, {@code 48MB}, {@code 48MiB}, {@code 1.5g}: units
   * are powers of 1024, as in Docker. what names the option or key in the message of a {@link
   * CgroupException}.
   */
  public static long parse(String what, String text) {
    String t = Ascii.upper(text.trim());
    int end = 0;
    while (end < t.length() && (isDigit(t.charAt(end)) || t.charAt(end) == '.')) {
      end++;
    }
    int shift = shift(t.substring(end));
    String number = t.substring(0, end);
    int dot = number.indexOf('.');
    String whole = dot < 0 ? number : number.substring(0, dot);
    String fraction = dot < 0 ? "" : number.substring(dot + 1);
    if (shift < 0
        || whole.isEmpty()
        || fraction.indexOf('.') >= 0
        || dot >= 0 && fraction.isEmpty()) {
      throw new CgroupException(
          what + ": " + text + " is no size; write bytes, or 512K, 48M, 1.5G");
    }
    if (whole.length() > 18 || Long.parseLong(whole) > (Long.MAX_VALUE >> shift) - 1) {
      throw new CgroupException(what + ": " + text + " is too large; the limit is 8191P");
    }
    return (Long.parseLong(whole) << shift) + fraction(fraction, 1L << shift);
  }

  /** As {@link #parse}, and -1 for {@code max}, {@code unlimited} and {@code -1}. */
  public static long limit(String what, String text) {
    String t = text.trim();
    return t.equals("-1") || t.equals("max") || t.equals("unlimited") ? -1 : parse(what, t);
  }

  /**
   * {@code 48M} for a whole number of units, else one decimal: {@code 1.5G}; {@code max} for -1.
   */
  public static String text(long bytes) {
    if (bytes < 0 || bytes == Long.MAX_VALUE) {
      return "max";
    }
    int unit = 0;
    while (unit < UNITS.length() && bytes >> STEP * (unit + 1) > 0) {
      unit++;
    }
    if (unit == 0) {
      return Long.toString(bytes);
    }
    long size = 1L << STEP * unit;
    long tenths = bytes / size * 10 + bytes % size * 10 / size;
    String decimal = tenths % 10 == 0 && bytes % size == 0 ? "" : "." + tenths % 10;
    return tenths / 10 + decimal + UNITS.charAt(unit - 1);
  }

  private static int shift(String unit) {
    if (unit.isEmpty() || unit.equals("B")) {
      return 0;
    }
    int at = UNITS.indexOf(unit.charAt(0));
    String rest = unit.substring(1);
    boolean known = rest.isEmpty() || rest.equals("B") || rest.equals("IB");
    return at >= 0 && known ? STEP * (at + 1) : -1;
  }

  /** The floor of 0.DIGITS times unit, from the last digit to the first. */
  private static long fraction(String digits, long unit) {
    long part = 0;
    for (int i = digits.length() - 1; i >= 0; i--) {
      part = (part + (digits.charAt(i) - '0') * unit) / 10;
    }
    return part;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
