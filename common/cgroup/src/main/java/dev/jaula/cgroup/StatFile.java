package dev.jaula.cgroup;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parsers of the kernel's flat keyed and nested keyed files (cgroup-v2.rst, "Format"). */
final class StatFile {
  private StatFile() {}

  /** The number after {@code KEY } at the start of a line; 0 when there is no such line. */
  static long value(@Nullable String text, String key) {
    if (text == null) {
      return 0;
    }
    int at = 0;
    while (at < text.length()) {
      int end = text.indexOf('\n', at);
      end = end < 0 ? text.length() : end;
      int space = at + key.length();
      if (space < end && text.charAt(space) == ' ' && text.startsWith(key, at)) {
        return Text.number(text.substring(space + 1, end));
      }
      at = end + 1;
    }
    return 0;
  }

  /** The value of {@code KEY=VALUE} among words, or null. */
  static @Nullable String pair(List<String> words, String key) {
    for (String word : words) {
      if (word.length() > key.length()
          && word.startsWith(key)
          && word.charAt(key.length()) == '=') {
        return word.substring(key.length() + 1);
      }
    }
    return null;
  }

  /** The sum of {@code KEY=NUMBER} over all lines (io.stat has one a device). */
  static long sum(@Nullable String text, String key) {
    long sum = 0;
    for (String line : Text.lines(text == null ? "" : text)) {
      String value = pair(Text.words(line), key);
      sum += value == null ? 0 : Text.number(value);
    }
    return sum;
  }

  /** The sum of {@code MAJ:MIN KEY NUMBER} over all devices (v1's blkio files). */
  static long sumThird(@Nullable String text, String key) {
    long sum = 0;
    for (String line : Text.lines(text == null ? "" : text)) {
      List<String> words = Text.words(line);
      sum += words.size() == 3 && words.get(1).equals(key) ? Text.number(words.get(2)) : 0;
    }
    return sum;
  }

  /** A number with two decimals, as {@code 12.34}, in hundredths: 1234. */
  static long hundredths(@Nullable String text) {
    if (text == null) {
      return 0;
    }
    int dot = text.indexOf('.');
    if (dot < 0) {
      return Text.number(text) * 100;
    }
    String decimals = (text.substring(dot + 1) + "00").substring(0, 2);
    return Text.number(text.substring(0, dot)) * 100 + Text.number(decimals);
  }
}
