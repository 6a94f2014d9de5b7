package dev.jaula.cli;

import dev.jaula.linux.Words;
import java.util.List;

/** Reads the values of options; each failure is one line with the option, the value and the fix. */
final class Values {
  private Values() {}

  static List<String> split(String text, char separator) {
    return Words.split(text, separator);
  }

  static boolean isNumber(String text) {
    return Words.isNumber(text);
  }

  static long number(String option, String text, long least, long most) {
    if (!isNumber(text) || Long.parseLong(text) < least || Long.parseLong(text) > most) {
      throw bad(option, text, "a whole number from " + least + " to " + most);
    }
    return Long.parseLong(text);
  }

  static CliException bad(String option, String value, String wanted) {
    return new CliException("--" + option + ": \"" + value + "\" is not " + wanted);
  }

  /** {@code KEY=VALUE} as two strings. */
  static String[] pair(String option, String text) {
    int equals = text.indexOf('=');
    if (equals <= 0) {
      throw bad(option, text, "KEY=VALUE");
    }
    return new String[] {text.substring(0, equals), text.substring(equals + 1)};
  }

  /**
   * A fixed-point number such as 0.2 in units of a 10th, 100th ... as digits says; -1 when it is
   * none.
   */
  static long fixed(String text, int digits) {
    int dot = text.indexOf('.');
    String whole = dot < 0 ? text : text.substring(0, dot);
    String fraction = dot < 0 ? "" : text.substring(dot + 1);
    boolean empty = whole.isEmpty() && fraction.isEmpty();
    if (empty
        || whole.length() > 9
        || fraction.length() > digits
        || whole.startsWith("-")
        || fraction.startsWith("-")) {
      return -1;
    }
    StringBuilder all = new StringBuilder(whole).append(fraction);
    for (int i = fraction.length(); i < digits; i++) {
      all.append('0');
    }
    return isNumber(all.toString()) ? Long.parseLong(all.toString()) : -1;
  }
}
