package dev.jaula.cli;

import dev.jaula.linux.Files;

/**
 * What the machine has.
 *
 * @param memory in bytes
 */
record MachineFacts(int processors, long memory) {
  static MachineFacts read(Files files) {
    return new MachineFacts(processors(files), memory(files));
  }

  /** The lines {@code cpuN} of /proc/stat (man 5 proc_stat). */
  private static int processors(Files files) {
    String stat = files.tryRead("/proc/stat");
    int count = 0;
    for (String line : Values.split(stat == null ? "" : stat, '\n')) {
      boolean isOne = line.startsWith("cpu") && line.length() > 3 && line.charAt(3) != ' ';
      count += isOne ? 1 : 0;
    }
    return Math.max(1, count);
  }

  /** {@code MemTotal: 4000000 kB} of /proc/meminfo. */
  private static long memory(Files files) {
    String info = files.tryRead("/proc/meminfo");
    for (String line : Values.split(info == null ? "" : info, '\n')) {
      if (line.startsWith("MemTotal:") && line.endsWith(" kB")) {
        String number = line.substring(9, line.length() - 3).trim();
        return Values.isNumber(number) ? Long.parseLong(number) * 1024 : 0;
      }
    }
    return 0;
  }
}
