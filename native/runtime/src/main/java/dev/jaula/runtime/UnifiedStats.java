package dev.jaula.runtime;

import dev.jaula.json.JsonText;
import java.util.List;

/** Statistics of cgroup v2's files (cgroup-v2.rst), in runc's terms of v1. */
final class UnifiedStats {
  private final CgroupTexts texts;
  private final JsonText out;

  UnifiedStats(CgroupTexts texts, JsonText out) {
    this.texts = texts;
    this.out = out;
  }

  void write() {
    cpu();
    cpuset();
    memory();
    StatsJson.pids(out, texts);
    io();
    hugetlb();
  }

  /** v2 counts in microseconds, runc tells nanoseconds. */
  private long nanos(String key) {
    return texts.keyed("cpu.stat", key) * 1000;
  }

  private void cpu() {
    out.object("cpu").object("usage");
    StatsJson.unlessZero(out, "total", nanos("usage_usec"));
    StatsJson.unsigned(out, "kernel", nanos("system_usec"));
    StatsJson.unsigned(out, "user", nanos("user_usec"));
    out.endObject().object("throttling");
    StatsJson.unlessZero(out, "periods", texts.keyed("cpu.stat", "nr_periods"));
    StatsJson.unlessZero(out, "throttledPeriods", texts.keyed("cpu.stat", "nr_throttled"));
    StatsJson.unlessZero(out, "throttledTime", nanos("throttled_usec"));
    out.endObject();
    pressure("cpu.pressure");
    out.endObject();
  }

  /** v2 has no such files; runc writes its zeros. */
  private void cpuset() {
    out.object("cpuset").member("cpu_exclusive", 0).member("mem_hardwall", 0);
    out.member("mem_exclusive", 0).member("memory_migrate", 0).member("memory_spread_page", 0);
    out.member("memory_spread_slab", 0).member("memory_pressure", 0);
    out.member("sched_load_balance", 0).member("sched_relax_domain_level", 0).endObject();
  }

  private void memory() {
    long usage = texts.number("memory.current");
    long limit = texts.number("memory.max");
    long swap = texts.number("memory.swap.max");
    out.object("memory");
    StatsJson.unlessZero(out, "cache", texts.keyed("memory.stat", "file"));
    StatsJson.entry(out, "usage", limit, usage, texts.number("memory.peak"), 0);
    // v1 counts memory and swap together
    long both = swap < 0 || limit < 0 ? -1 : swap + limit;
    StatsJson.entry(out, "swap", both, usage + texts.number("memory.swap.current"), 0, 0);
    StatsJson.entry(out, "kernel", 0, 0, 0, 0);
    StatsJson.entry(out, "kernelTCP", 0, 0, 0, 0);
    StatsJson.raw(out, texts);
    pressure("memory.pressure");
    out.endObject();
  }

  private void io() {
    out.object("blkio");
    devices("ioServiceBytesRecursive", "rbytes=", "wbytes=");
    devices("ioServicedRecursive", "rios=", "wios=");
    pressure("io.pressure");
    out.endObject();
  }

  private void devices(String name, String read, String write) {
    List<List<String>> rows = texts.rows("io.stat");
    if (rows.isEmpty()) {
      return;
    }
    out.array(name);
    for (List<String> row : rows) {
      device(row, read, "Read");
      device(row, write, "Write");
    }
    out.endArray();
  }

  private void device(List<String> row, String key, String op) {
    for (String word : row) {
      if (word.startsWith(key)) {
        StatsJson.device(out, row.get(0), op, CgroupTexts.count(word.substring(key.length())));
      }
    }
  }

  private void hugetlb() {
    out.object("hugetlb");
    for (String size : texts.names("hugetlb.", ".current")) {
      if (size.contains("rsvd")) {
        continue;
      }
      out.object(size);
      StatsJson.unlessZero(out, "usage", texts.number("hugetlb." + size + ".current"));
      StatsJson.unsigned(out, "failcnt", texts.keyed("hugetlb." + size + ".events", "max"));
      out.endObject();
    }
    out.endObject();
  }

  /** {@code some avg10=0.00 avg60=0.00 avg300=0.00 total=0}, and a line {@code full}. */
  private void pressure(String file) {
    List<List<String>> rows = texts.rows(file);
    if (rows.isEmpty()) {
      return;
    }
    out.object("psi");
    for (List<String> row : rows) {
      out.object(row.get(0));
      for (String word : row.subList(1, row.size())) {
        int equals = word.indexOf('=');
        if (equals > 0) {
          out.name(word.substring(0, equals)).number(shortest(word.substring(equals + 1)));
        }
      }
      out.endObject();
    }
    out.endObject();
  }

  /** A decimal without zeros at its end, as Go writes floating point. */
  static String shortest(String decimal) {
    int end = decimal.length();
    if (decimal.indexOf('.') >= 0) {
      while (decimal.charAt(end - 1) == '0') {
        end--;
      }
      if (decimal.charAt(end - 1) == '.') {
        end--;
      }
    }
    return decimal.substring(0, end);
  }
}
