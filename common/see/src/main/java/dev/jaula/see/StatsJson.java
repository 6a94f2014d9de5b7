package dev.jaula.see;

import dev.jaula.cgroup.Statistics;
import dev.jaula.json.JsonText;
import dev.jaula.linux.Ascii;

/** {@code jaula stats --format json}: Docker's keys and texts, then numbers for scripts. */
public final class StatsJson {
  private static final int SHORT_ID = 12;

  private StatsJson() {}

  /** One object on one line; machine is its memory in bytes. Limits that are not set are null. */
  public static String of(Usage u, long machine) {
    JsonText json = JsonText.compact().object();
    String id = u.now().id();
    String shortId = id.length() > SHORT_ID ? id.substring(0, SHORT_ID) : id;
    json.member("Container", shortId).member("ID", shortId).member("Name", u.name());
    json.member("State", Ascii.lower(u.now().state().name()));
    Statistics s = u.now().statistics();
    if (s != null) {
      json.member("CPUPerc", StatsTable.cpu(u));
      json.member("MemUsage", StatsTable.memory(u, machine));
      json.member("MemPerc", Amounts.dockerPercent(u.memory(), u.memoryBound(machine)));
      json.member("BlockIO", StatsTable.block(u));
      json.member("PIDs", Long.toString(u.pids()));
    }
    json.member("NetIO", StatsTable.network(u));
    if (s != null) {
      json.object("raw");
      cpu(json, u, s.cpu());
      memory(json, s);
      json.member("net_received", u.now().network().received());
      json.member("net_sent", u.now().network().sent());
      json.endObject();
    }
    return json.endObject().toString();
  }

  private static void cpu(JsonText json, Usage u, Statistics.Cpu cpu) {
    json.member("cpu_millis", u.cpu());
    limit(json, "cpu_limit_millis", cpu.limitMillis());
    json.member("cpu_usage_usec", cpu.usage());
    json.member("throttled_permille", u.throttled());
    json.member("nr_periods", cpu.periods()).member("nr_throttled", cpu.throttled());
    json.member("throttled_usec", cpu.throttledTime());
  }

  private static void memory(JsonText json, Statistics s) {
    json.member("memory", s.memory().current()).member("memory_peak", s.memory().peak());
    limit(json, "memory_limit", s.memory().limit());
    json.member("oom_kills", s.memory().oomKills());
    json.member("pids", s.pids().current());
    limit(json, "pids_limit", s.pids().limit());
    json.member("read_bytes", s.io().readBytes()).member("written_bytes", s.io().writtenBytes());
  }

  private static void limit(JsonText json, String name, long value) {
    json.name(name);
    if (value < 0) {
      json.nothing();
    } else {
      json.value(value);
    }
  }
}
