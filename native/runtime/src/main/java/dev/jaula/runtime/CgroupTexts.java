package dev.jaula.runtime;

import dev.jaula.linux.Files;
import dev.jaula.linux.Words;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The files of a container's cgroups, whichever hierarchy holds them. */
final class CgroupTexts {
  private final Files files;
  private final List<String> directories;

  CgroupTexts(Files files, List<String> directories) {
    this.files = files;
    this.directories = directories;
  }

  /** The text of the first file of that name, or null. */
  @Nullable String read(String name) {
    for (String directory : directories) {
      @Nullable String text = files.tryRead(directory + "/" + name);
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  /** The number in a file; 0 when there is none, -1 for {@code max} and what no long holds. */
  long number(String name) {
    @Nullable String text = read(name);
    return text == null ? 0 : number(text, 0);
  }

  private static long number(String text, long otherwise) {
    String word = text.trim();
    if (word.equals("max")) {
      return -1;
    }
    return Words.isNumber(word) ? Long.parseLong(word) : unusual(word, otherwise);
  }

  /** 9223372036854771712 is v1's word for no limit, and has 19 digits. */
  private static long unusual(String word, long otherwise) {
    if (word.length() != 19 || !Words.isNumber(word.substring(1))) {
      return otherwise;
    }
    int first = word.charAt(0) - '0';
    return first >= 1 && first <= 9 && word.compareTo("9223372036854775807") <= 0
        ? Long.parseLong(word)
        : otherwise;
  }

  /** Names in the first directory that has some with this beginning and end, sorted. */
  List<String> names(String beginning, String end) {
    List<String> found = new ArrayList<>();
    for (String directory : directories) {
      for (String name : files.directories().tryList(directory)) {
        if (name.startsWith(beginning) && name.endsWith(end)) {
          found.add(name.substring(beginning.length(), name.length() - end.length()));
        }
      }
      if (!found.isEmpty()) {
        break;
      }
    }
    java.util.Collections.sort(found);
    return found;
  }

  /** The lines of a file, each split at spaces; none when there is no such file. */
  List<List<String>> rows(String name) {
    List<List<String>> rows = new ArrayList<>();
    @Nullable String text = read(name);
    if (text == null) {
      return rows;
    }
    for (String line : Words.split(text, '\n')) {
      List<String> row = Words.filled(line.trim(), ' ');
      if (!row.isEmpty()) {
        rows.add(row);
      }
    }
    return rows;
  }

  /** The number after a key in a flat keyed file, or 0. */
  long keyed(String name, String key) {
    for (List<String> row : rows(name)) {
      if (row.size() == 2 && row.get(0).equals(key)) {
        return number(row.get(1), 0);
      }
    }
    return 0;
  }

  static long count(String word) {
    return number(word, 0);
  }
}
