package dev.jaula.see;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The columns of {@code jaula top} after the name, from left to right. */
@SuppressWarnings("ImmutableEnumChecker") // Text is a record of two strings
enum Column {
  CPU("CPU", "CPU", 6),
  CPU_BAR("", "", 8),
  CPU_LIMIT("LIMIT", "LIM", 5),
  THROTTLED("THR", "FREIO", 5),
  MEMORY("MEM", "MEM", 5),
  MEMORY_BAR("", "", 6),
  MEMORY_LIMIT("LIMIT", "LIM", 5),
  PEAK("PEAK", "PICO", 5),
  PIDS("PIDS", "PIDS", 4),
  PRESSURE("PSI", "PSI", 6),
  IO("IO/s", "E/S", 5),
  READ("RD/s", "LÊ/s", 5),
  WRITE("WR/s", "GR/s", 5),
  OOM("OOM", "OOM", 3);

  private static final int NAME = 14;
  private static final int NAME_MOST = 32;
  private static final int BAR_MOST = 20;

  /** What a wider screen shows next. */
  private static final List<Column> BY_WORTH =
      List.of(
          CPU,
          MEMORY,
          CPU_LIMIT,
          CPU_BAR,
          THROTTLED,
          MEMORY_LIMIT,
          MEMORY_BAR,
          PIDS,
          OOM,
          IO,
          PEAK,
          PRESSURE);

  private final String en;
  private final String pt;
  final int width;

  Column(String en, String pt, int width) {
    this.en = en;
    this.pt = pt;
    this.width = width;
  }

  String head(Look look) {
    return look.say(en, pt);
  }

  /**
   * The width of each column that fits; what is left is the name's.
   *
   * @param longest the longest name
   */
  static Map<Column, Integer> fit(int screen, int longest) {
    Map<Column, Integer> widths = new HashMap<>();
    int room = screen - 1 - Math.min(NAME, Math.max(10, longest));
    for (Column column : BY_WORTH) {
      if (room >= column.width + 1) {
        widths.put(column, column.width);
        room -= column.width + 1;
      }
    }
    int more = READ.width + WRITE.width + 1 - IO.width;
    if (widths.containsKey(PRESSURE) && room >= more) {
      widths.remove(IO);
      widths.put(READ, READ.width);
      widths.put(WRITE, WRITE.width);
      room -= more;
    }
    int left = room - Math.max(0, Math.min(NAME_MOST, longest) - NAME);
    left -= widen(widths, CPU_BAR, left / 2);
    widen(widths, MEMORY_BAR, left);
    return widths;
  }

  private static int widen(Map<Column, Integer> widths, Column bar, int room) {
    Integer width = widths.get(bar);
    if (width == null || room <= 0) {
      return 0;
    }
    int more = Math.min(room, BAR_MOST - width);
    widths.put(bar, width + more);
    return more;
  }
}
