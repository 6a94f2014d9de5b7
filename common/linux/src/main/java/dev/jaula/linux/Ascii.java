package dev.jaula.linux;

/**
 * Upper and lower case of the letters a to z, which is all that the names of this field have. Other
 * characters stay; the platform's own conversion depends on the locale on the JVM, and in the
 * native binary unpacks a table of all of Unicode, a third of the time of a start.
 */
public final class Ascii {
  private Ascii() {}

  public static String upper(String text) {
    return shifted(text, 'a', 'z', 'A' - 'a');
  }

  public static String lower(String text) {
    return shifted(text, 'A', 'Z', 'a' - 'A');
  }

  /** The text and then blanks, at least width characters: a cell of a table. */
  public static String pad(String text, int width) {
    StringBuilder padded = new StringBuilder(text);
    while (padded.length() < width) {
      padded.append(' ');
    }
    return padded.toString();
  }

  private static String shifted(String text, char first, char last, int by) {
    char[] chars = text.toCharArray();
    for (int i = 0; i < chars.length; i++) {
      if (chars[i] >= first && chars[i] <= last) {
        chars[i] = (char) (chars[i] + by);
      }
    }
    return new String(chars);
  }
}
