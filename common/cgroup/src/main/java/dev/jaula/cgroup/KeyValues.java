package dev.jaula.cgroup;

/** Values as people type them, per kind of key, in v2's form. */
final class KeyValues {
  static final long DEFAULT_PERIOD = 100_000;
  private static final long MAX_PERCENT = 1_000_000;

  private KeyValues() {}

  /** A bandwidth: quota -1 is no limit; period 0 is "as it is". Microseconds. */
  record Quota(long quota, long period) {}

  /**
   * Reads {@code 20000}, {@code 20000 100000}, {@code 20%}, {@code max}, {@code max 50000}, {@code
   * -1}. A percentage is of one processor, of the period that the cgroup has.
   */
  static Quota quota(String key, String value, long currentPeriod) {
    java.util.List<String> words = Text.words(value);
    if (words.isEmpty() || words.size() > 2) {
      throw bad(key, value);
    }
    String first = words.get(0);
    long period = words.size() == 2 ? positive(key, value, words.get(1)) : 0;
    if (first.equals("max") || first.equals("-1")) {
      return new Quota(-1, period);
    }
    if (first.endsWith("%")) {
      long base = period == 0 ? currentPeriod : period;
      return new Quota(percent(key, first) * base / 100_000, period);
    }
    return new Quota(positive(key, value, first), period);
  }

  /** Thousandths of a percent. */
  private static long percent(String key, String value) {
    String number = value.substring(0, value.length() - 1);
    int dot = number.indexOf('.');
    String whole = dot < 0 ? number : number.substring(0, dot);
    String fraction = dot < 0 ? "" : number.substring(dot + 1);
    if (!isDigits(whole) || fraction.length() > 3 || dot >= 0 && !isDigits(fraction)) {
      throw bad(key, value);
    }
    StringBuilder thousandths = new StringBuilder(fraction);
    while (thousandths.length() < 3) {
      thousandths.append('0');
    }
    long result = Long.parseLong(whole) * 1000 + Long.parseLong(thousandths.toString());
    if (result == 0 || result > MAX_PERCENT * 1000) {
      throw bad(key, value);
    }
    return result;
  }

  private static long positive(String key, String value, String word) {
    if (!isDigits(word) || Long.parseLong(word) == 0) {
      throw bad(key, value);
    }
    return Long.parseLong(word);
  }

  private static boolean isDigits(String text) {
    return Text.isNumber(text) && text.charAt(0) != '-';
  }

  private static CgroupException bad(String key, String value) {
    return new CgroupException(
        key
            + "="
            + value
            + ": write a quota and a period in microseconds (20000 100000), a share (20%), or max");
  }

  /** A whole number, {@code max} or -1, as v2 writes it. */
  static String count(String key, String value) {
    if (value.equals("max") || value.equals("-1")) {
      return "max";
    }
    if (!isDigits(value)) {
      throw new CgroupException(key + "=" + value + ": write a whole number, or max");
    }
    return value;
  }

  /** A weight from low to high. */
  static long weight(String key, String value, long low, long high) {
    if (!isDigits(value) || Long.parseLong(value) < low || Long.parseLong(value) > high) {
      throw new CgroupException(
          key + "=" + value + ": write a whole number from " + low + " to " + high);
    }
    return Long.parseLong(value);
  }

  /** 1 to freeze, 0 to thaw; v1's words too. */
  static boolean freeze(String key, String value) {
    return switch (value) {
      case "1", "FROZEN" -> true;
      case "0", "THAWED" -> false;
      default -> throw new CgroupException(key + "=" + value + ": write 1 to freeze, 0 to thaw");
    };
  }

  static String bytes(String key, String value) {
    long bytes = Sizes.limit(key, value);
    return bytes < 0 ? "max" : Long.toString(bytes);
  }
}
