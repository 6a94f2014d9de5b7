package dev.jaula.cli;

import java.util.ArrayList;
import java.util.List;

/** Reads the values of options; each failure is one line with the option, the value and the fix. */
final class Values {
  private Values() {}

  static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int to = text.indexOf(separator); to >= 0; to = text.indexOf(separator, from)) {
      parts.add(text.substring(from, to));
      from = to + 1;
    }
    parts.add(text.substring(from));
    return parts;
  }

  static boolean isNumber(String text) {
    int from = text.startsWith("-") ? 1 : 0;
    if (text.length() == from || text.length() > 18) {
      return false;
    }
    for (int i = from; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
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
