package dev.jaula.see;

import dev.jaula.args.Text;
import java.util.EnumMap;
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

  final Text head;
  final int width;

  Column(String en, String pt, int width) {
    this.head = new Text(en, pt);
    this.width = width;
  }

  /**
   * The columns of a screen and their widths; the name's is what is left.
   *
   * @param longest the longest name
   */
  static Map<Column, Integer> fit(int screen, int longest) {
    int room = screen - 1 - Math.min(NAME, Math.max(10, longest));
    Map<Column, Integer> fitting = new EnumMap<>(Column.class);
    for (Column column : BY_WORTH) {
      if (room >= column.width + 1) {
        fitting.put(column, column.width);
        room -= column.width + 1;
      }
    }
    int both = READ.width + WRITE.width + 2;
    if (fitting.containsKey(PRESSURE) && room + IO.width + 1 >= both) {
      fitting.remove(IO);
      fitting.put(READ, READ.width);
      fitting.put(WRITE, WRITE.width);
      room += IO.width + 1 - both;
    }
    widen(fitting, room - Math.max(0, Math.min(NAME_MOST, longest) - NAME));
    return fitting;
  }

  private static void widen(Map<Column, Integer> fitting, int room) {
    int left = room;
    for (Column bar : List.of(CPU_BAR, MEMORY_BAR)) {
      Integer width = fitting.get(bar);
      int more = bar == CPU_BAR ? left / 2 : left;
      if (width != null && more > 0) {
        int wider = Math.min(BAR_MOST, width + more);
        fitting.put(bar, wider);
        left -= wider - width;
      }
    }
  }
}
