package dev.jaula.cgroup;

import java.util.ArrayList;
import java.util.List;

/** Cutting kernel text: String.split would bring the regex engine into the native binary. */
final class Text {
  private Text() {}

  /** The parts between separators; empty parts are left out. */
  static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    while (start <= text.length()) {
      int end = text.indexOf(separator, start);
      if (end < 0) {
        end = text.length();
      }
      if (end > start) {
        parts.add(text.substring(start, end));
      }
      start = end + 1;
    }
    return parts;
  }

  static List<String> lines(String text) {
    return split(text, '\n');
  }

  static List<String> words(String text) {
    return split(text.replace('\t', ' ').replace('\n', ' '), ' ');
  }

  /** Whether text is a decimal number that fits a long. */
  static boolean isNumber(String text) {
    int digits = text.startsWith("-") ? 1 : 0;
    if (text.length() == digits || text.length() - digits > 18) {
      return false;
    }
    for (int i = digits; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
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
