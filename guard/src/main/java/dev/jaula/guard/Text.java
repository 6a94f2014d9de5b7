package dev.jaula.guard;

import org.jspecify.annotations.Nullable;

/** The part of TeaVM's StringBuilder that {@link Builders} replaces. */
public final class Text {
  /** A path fits, so that most texts are moved once at most. */
  private static final int LEAST = 96;

  private Text() {}

  /**
   * The builder's characters with text put in at an index; a larger array when this one is full.
   *
   * @param length how many of the characters are in use
   */
  public static char[] insert(char[] buffer, int length, int index, @Nullable String text) {
    if (index < 0 || index > length) {
      throw new StringIndexOutOfBoundsException();
    }
    String added = orNull(text);
    int more = added.length();
    char[] to = buffer;
    if (length + more > buffer.length) {
      to = new char[Math.max(LEAST, Math.max(2 * buffer.length, length + more))];
      System.arraycopy(buffer, 0, to, 0, index);
    }
    if (index < length) {
      System.arraycopy(buffer, index, to, index + more, length - index);
    }
    added.getChars(0, more, to, index);
    return to;
  }

  /** {@code "null"} for null, as the Java Language Specification says of concatenation. */
  public static String orNull(@Nullable String text) {
    return text == null ? "null" : text;
  }
}
