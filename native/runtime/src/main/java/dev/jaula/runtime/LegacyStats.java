package dev.jaula.runtime;

import dev.jaula.json.JsonText;
import dev.jaula.linux.Words;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Statistics of cgroup v1's files (admin-guide/cgroup-v1). */
final class LegacyStats {
  /** Nanoseconds of a clock tick, of which there are 100 a second on Linux (man 3 sysconf). */
  private static final long TICK = 10_000_000;

  private static final int MOST_CPUS = 8192;

  private final CgroupTexts texts;
  private final JsonText out;

  LegacyStats(CgroupTexts texts, JsonText out) {
    this.texts = texts;
    this.out = out;
  }

  void write() {
    cpu();
    cpuset();
    memory();
    StatsJson.pids(out, texts);
    blkio();
    hugetlb();
  }

  private void cpu() {
    out.object("cpu").object("usage");
    StatsJson.unlessZero(out, "total", texts.number("cpuacct.usage"));
    each("percpu", firstRow("cpuacct.usage_percpu"));
    each("percpu_kernel", column("cpuacct.usage_all", 2));
    each("percpu_user", column("cpuacct.usage_all", 1));
    StatsJson.unsigned(out, "kernel", texts.keyed("cpuacct.stat", "system") * TICK);
    StatsJson.unsigned(out, "user", texts.keyed("cpuacct.stat", "user") * TICK);
    out.endObject().object("throttling");
    StatsJson.unlessZero(out, "periods", texts.keyed("cpu.stat", "nr_periods"));
    StatsJson.unlessZero(out, "throttledPeriods", texts.keyed("cpu.stat", "nr_throttled"));
    StatsJson.unlessZero(out, "throttledTime", texts.keyed("cpu.stat", "throttled_time"));
    out.endObject().endObject();
  }

  private List<String> firstRow(String name) {
    List<List<String>> rows = texts.rows(name);
    return rows.isEmpty() ? List.of() : rows.get(0);
  }

  /** A column below its title. */
  private List<String> column(String name, int index) {
    List<String> column = new ArrayList<>();
    for (List<String> row : texts.rows(name)) {
      if (row.size() > index && Words.isNumber(row.get(0))) {
        column.add(row.get(index));
      }
    }
    return column;
  }

  private void each(String name, List<String> numbers) {
    if (numbers.isEmpty()) {
      return;
    }
    out.array(name);
    for (String number : numbers) {
      out.unsigned(CgroupTexts.count(number));
    }
    out.endArray();
  }

  private void cpuset() {
    out.object("cpuset");
    each("cpus", numbers("cpuset.cpus"));
    plain("cpu_exclusive");
    each("mems", numbers("cpuset.mems"));
    plain("mem_hardwall");
    plain("mem_exclusive");
    plain("memory_migrate");
    plain("memory_spread_page");
    plain("memory_spread_slab");
    plain("memory_pressure");
    plain("sched_load_balance");
    out.member("sched_relax_domain_level", texts.number("cpuset.sched_relax_domain_level"));
    out.endObject();
  }

  private void plain(String name) {
    StatsJson.unsigned(out, name, texts.number("cpuset." + name));
  }

  /** {@code 0-2,5} as its numbers. */
  private List<String> numbers(String name) {
    @Nullable String text = texts.read(name);
    return text == null ? List.of() : expand(text.trim());
  }

  static List<String> expand(String list) {
    List<String> numbers = new ArrayList<>();
    for (String range : Words.split(list, ',')) {
      List<String> ends = Words.split(range, '-');
      long first = CgroupTexts.count(ends.get(0));
      long last = CgroupTexts.count(ends.get(ends.size() - 1));
      for (long n = first; !range.isEmpty() && n <= last && numbers.size() < MOST_CPUS; n++) {
        numbers.add(Long.toString(n));
      }
    }
    return numbers;
  }

  private void memory() {
    out.object("memory");
    StatsJson.unlessZero(out, "cache", texts.keyed("memory.stat", "cache"));
    entry("usage", "memory.");
    entry("swap", "memory.memsw.");
    entry("kernel", "memory.kmem.");
    entry("kernelTCP", "memory.kmem.tcp.");
    StatsJson.raw(out, texts);
    out.endObject();
  }

  private void entry(String name, String files) {
    StatsJson.entry(
        out,
        name,
        texts.number(files + "limit_in_bytes"),
        texts.number(files + "usage_in_bytes"),
        texts.number(files + "max_usage_in_bytes"),
        texts.number(files + "failcnt"));
  }

  private void blkio() {
    out.object("blkio");
    devices("ioServiceBytesRecursive", "io_service_bytes");
    devices("ioServicedRecursive", "io_serviced");
    out.endObject();
  }

  /** BFQ counts what it schedules, the throttle what passes: the first that has counted. */
  private void devices(String name, String file) {
    List<List<String>> rows = devices("blkio.bfq." + file + "_recursive");
    if (rows.isEmpty()) {
      rows = devices("blkio.throttle." + file + "_recursive");
    }
    if (rows.isEmpty()) {
      return;
    }
    out.array(name);
    for (List<String> row : rows) {
      StatsJson.device(out, row.get(0), row.get(1), CgroupTexts.count(row.get(2)));
    }
    out.endArray();
  }

  /** Without the last line, the total of all devices. */
  private List<List<String>> devices(String file) {
    List<List<String>> devices = new ArrayList<>();
    for (List<String> row : texts.rows(file)) {
      if (row.size() == 3) {
        devices.add(row);
      }
    }
    return devices;
  }

  private void hugetlb() {
    out.object("hugetlb");
    for (String size : texts.names("hugetlb.", ".max_usage_in_bytes")) {
      if (size.contains("rsvd")) {
        continue;
      }
      String file = "hugetlb." + size + ".";
      out.object(size);
      StatsJson.unlessZero(out, "usage", texts.number(file + "usage_in_bytes"));
      StatsJson.unlessZero(out, "max", texts.number(file + "max_usage_in_bytes"));
      StatsJson.unsigned(out, "failcnt", texts.number(file + "failcnt"));
      out.endObject();
    }
    out.endObject();
  }
}
