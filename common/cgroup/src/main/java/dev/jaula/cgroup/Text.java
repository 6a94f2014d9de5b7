package dev.jaula.cgroup;

import dev.jaula.linux.Words;
import java.util.List;

/** The kernel's texts of cgroups. */
final class Text {
  private Text() {}

  /** The parts between separators; empty parts are left out. */
  static List<String> split(String text, char separator) {
    return Words.filled(text, separator);
  }

  static List<String> lines(String text) {
    return split(text, '\n');
  }

  static List<String> words(String text) {
    return split(text.replace('\t', ' ').replace('\n', ' '), ' ');
  }

  static boolean isNumber(String text) {
    return Words.isNumber(text);
  }

  /**
   * A number of the kernel: {@code max}, or one beyond 18 digits (v1 says "no limit" with 2^63 less
   * a page), is Long.MAX_VALUE; anything else that is no number is 0.
   */
  static long number(String text) {
    String t = text.trim();
    if (isNumber(t)) {
      return Long.parseLong(t);
    }
    boolean beyond = t.length() > 18 && t.charAt(0) >= '0' && t.charAt(0) <= '9';
    return beyond || t.equals("max") ? Long.MAX_VALUE : 0;
  }

  static String join(List<String> parts, String separator) {
    StringBuilder text = new StringBuilder();
    for (String part : parts) {
      text.append(text.length() == 0 ? "" : separator).append(part);
    }
    return text.toString();
  }
}
