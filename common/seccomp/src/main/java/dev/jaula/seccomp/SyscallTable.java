package dev.jaula.seccomp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** System call numbers by name, read from {@link SyscallNumbers} when it is constructed. */
public final class SyscallTable {
  /** Set in the number of every x32 call (man 2 syscall). */
  static final int X32_BIT = 0x40000000;

  private static final int COLUMNS = 5;
  private final Map<String, int[]> rows = new HashMap<>(1024);

  /** Parses the table, some 490 lines. */
  public SyscallTable() {
    String text = SyscallNumbers.TEXT;
    List<String> words = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != ' ' && c != '\n') {
        continue;
      }
      words.add(text.substring(start, i));
      start = i + 1;
      if (c == '\n') {
        rows.put(words.get(0), row(words));
        words.clear();
      }
    }
  }

  /**
   * The number of a call as the kernel's filter sees it (x32: with bit 30), or -1 where it does not
   * exist.
   */
  public int number(String name, Architecture architecture) {
    int[] row = rows.get(name);
    int column = column(architecture);
    if (row == null || row[column] < 0) {
      return -1;
    }
    return architecture == Architecture.X32 ? row[column] | X32_BIT : row[column];
  }

  /** Every name in the table, in no order. */
  public List<String> names() {
    return new ArrayList<>(rows.keySet());
  }

  private static int[] row(List<String> words) {
    int[] row = new int[COLUMNS];
    for (int i = 0; i < COLUMNS; i++) {
      boolean same = words.size() == 2 || i == COLUMNS - 1 && words.size() == COLUMNS;
      String word = words.get(same ? 1 : i + 1);
      row[i] = word.equals("-") ? -1 : Integer.parseInt(word);
    }
    return row;
  }

  private static int column(Architecture architecture) {
    return switch (architecture) {
      case X86_64 -> 0;
      case X86 -> 1;
      case AARCH64 -> 2;
      case ARM -> 3;
      case X32 -> 4;
      default ->
          throw new SeccompException(
              "seccomp architecture "
                  + architecture.ociName()
                  + " is not supported; Jaula knows X86_64, X86, X32, AARCH64 and ARM");
    };
  }
}
