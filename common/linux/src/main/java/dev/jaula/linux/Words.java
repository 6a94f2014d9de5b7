package dev.jaula.linux;

import java.util.ArrayList;
import java.util.List;

/**
 * The fields of the kernel's and the system's texts. String.split would bring the regex engine into
 * the native binary.
 */
public final class Words {
  private Words() {}

  /** What lies between the separators; at least one, possibly empty. */
  public static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int to = text.indexOf(separator); to >= 0; to = text.indexOf(separator, from)) {
      parts.add(text.substring(from, to));
      from = to + 1;
    }
    parts.add(text.substring(from));
    return parts;
  }

  /** As {@link #split}, without the empty ones; possibly none. */
  public static List<String> filled(String text, char separator) {
    List<String> parts = split(text, separator);
    parts.removeIf(String::isEmpty);
    return parts;
  }

  /**
   * Whether it is a decimal number, possibly negative, of at most 18 digits, which a long holds.
   */
  public static boolean isNumber(String text) {
    int from = text.startsWith("-") ? 1 : 0;
    if (text.length() == from || text.length() - from > 18) {
      return false;
    }
    for (int i = from; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }
}
