package dev.jaula.see;

import dev.jaula.cgroup.Sizes;

/** Numbers as text in fixed point. */
final class Amounts {
  private static final String UNITS = "KMGTP";
  private static final int STEP = 10;

  private Amounts() {}

  /** Docker's {@code 48MiB}, {@code 1.5GiB}, {@code 12.34MiB}: at most two decimals. */
  static String docker(long bytes) {
    int unit = 0;
    while (unit < UNITS.length() && bytes >> STEP * (unit + 1) > 0) {
      unit++;
    }
    if (unit == 0) {
      return bytes + "B";
    }
    long size = 1L << STEP * unit;
    return hundredths(bytes / size * 100 + bytes % size * 100 / size)
        + UNITS.charAt(unit - 1)
        + "iB";
  }

  /** {@code 12.34}, {@code 12.3}, {@code 12}. */
  private static String hundredths(long value) {
    long rest = value % 100;
    String whole = Long.toString(value / 100);
    if (rest == 0) {
      return whole;
    }
    return whole + "." + (rest % 10 == 0 ? rest / 10 : pair(rest));
  }

  private static String pair(long number) {
    return number < 10 ? "0" + number : Long.toString(number);
  }

  /** Docker's {@code 19.98%} of two numbers; 0.00% of nothing. */
  static String dockerPercent(long part, long whole) {
    long value = whole <= 0 ? 0 : part * 10_000 / whole;
    return value / 100 + "." + pair(value % 100) + "%";
  }

  /** Thousandths as {@code 19.9%}, {@code 5.0%}, and {@code 150%} from 100 on. */
  static String percent(long thousandths) {
    long whole = thousandths / 10;
    return whole >= 100 ? whole + "%" : whole + "." + thousandths % 10 + "%";
  }

  /** As {@link #percent} without a decimal; {@code max} for -1. */
  static String wholePercent(long thousandths) {
    return thousandths < 0 ? "max" : thousandths / 10 + "%";
  }

  /** Hundredths of a percent as {@code 12.3%}; {@code -} for -1. */
  static String pressure(long hundredths) {
    return hundredths < 0 ? "-" : percent(hundredths / 10);
  }

  /** At most five characters: {@code 48M}, {@code 1.5G}, {@code 1023M}; {@code max} for -1. */
  static String size(long bytes) {
    String text = Sizes.text(bytes);
    int dot = text.indexOf('.');
    // decimals say nothing more from two digits on
    return dot > 1 ? text.substring(0, dot) + text.substring(text.length() - 1) : text;
  }

  static String count(long number) {
    return number < 0 ? "max" : Long.toString(number);
  }
}
