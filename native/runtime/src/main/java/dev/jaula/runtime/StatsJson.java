package dev.jaula.runtime;

import dev.jaula.json.JsonText;
import dev.jaula.linux.Words;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The keys that both versions of cgroups share in runc's statistics (types/events.go). */
final class StatsJson {
  private StatsJson() {}

  /** {@code {"type":"stats","id":ID,"data":{...}}}. */
  static String line(String id, CgroupTexts texts, boolean unified) {
    JsonText out = JsonText.compact().object().member("type", "stats").member("id", id);
    out.object("data");
    if (unified) {
      new UnifiedStats(texts, out).write();
    } else {
      new LegacyStats(texts, out).write();
    }
    out.object("intel_rdt").endObject();
    out.name("network_interfaces").nothing();
    return out.endObject().endObject() + "\n";
  }

  /** Go's omitempty. */
  static void unlessZero(JsonText out, String name, long value) {
    if (value != 0) {
      out.name(name).unsigned(value);
    }
  }

  static void unsigned(JsonText out, String name, long value) {
    out.name(name).unsigned(value);
  }

  /** One of memory's four entries. */
  static void entry(JsonText out, String name, long limit, long usage, long max, long failures) {
    out.object(name);
    unsigned(out, "limit", limit);
    unlessZero(out, "usage", usage);
    unlessZero(out, "max", max);
    unsigned(out, "failcnt", failures);
    out.endObject();
  }

  /** memory.stat, its keys in order as Go writes maps. */
  static void raw(JsonText out, CgroupTexts texts) {
    List<List<String>> rows = new ArrayList<>(texts.rows("memory.stat"));
    if (rows.isEmpty()) {
      return;
    }
    Collections.sort(rows, (a, b) -> a.get(0).compareTo(b.get(0)));
    out.object("raw");
    for (List<String> row : rows) {
      if (row.size() == 2) {
        unsigned(out, row.get(0), CgroupTexts.count(row.get(1)));
      }
    }
    out.endObject();
  }

  static void pids(JsonText out, CgroupTexts texts) {
    out.object("pids");
    unlessZero(out, "current", texts.number("pids.current"));
    // no limit is 0
    unlessZero(out, "limit", Math.max(0, texts.number("pids.max")));
    out.endObject();
  }

  /** A number of a device: {@code {"major":8,"op":"Read","value":4096}}. */
  static void device(JsonText out, String device, String op, long value) {
    List<String> numbers = Words.split(device, ':');
    out.object();
    unlessZero(out, "major", CgroupTexts.count(numbers.get(0)));
    unlessZero(out, "minor", numbers.size() > 1 ? CgroupTexts.count(numbers.get(1)) : 0);
    out.member("op", op);
    unlessZero(out, "value", value);
    out.endObject();
  }
}
