package dev.jaula.cgroup;

import dev.jaula.json.JsonText;
import org.jspecify.annotations.Nullable;

/** Statistics as a line for people, or as JSON for scripts. */
public final class StatisticsText {
  private StatisticsText() {}

  /**
   * {@code cpu 19.9%/20% throttled 98% mem 40M/48M peak 48M pids 3/max read 4K written 0 oom 0}.
   *
   * @param before the statistics at the start of the span, elapsed microseconds ago
   */
  public static String line(Statistics before, Statistics now, long elapsed) {
    Statistics.Cpu cpu = now.cpu();
    long used = elapsed <= 0 ? 0 : (cpu.usage() - before.cpu().usage()) * 1000 / elapsed;
    long periods = cpu.periods() - before.cpu().periods();
    long throttled = cpu.throttled() - before.cpu().throttled();
    return "cpu "
        + percent(used)
        + "/"
        + (cpu.limitMillis() < 0 ? "max" : percent(cpu.limitMillis()))
        + " throttled "
        + (periods <= 0 ? 0 : throttled * 100 / periods)
        + "% mem "
        + Sizes.text(now.memory().current())
        + "/"
        + Sizes.text(now.memory().limit())
        + " peak "
        + Sizes.text(now.memory().peak())
        + " pids "
        + now.pids().current()
        + "/"
        + (now.pids().limit() < 0 ? "max" : Long.toString(now.pids().limit()))
        + " read "
        + Sizes.text(now.io().readBytes())
        + " written "
        + Sizes.text(now.io().writtenBytes())
        + " oom "
        + now.memory().oomKills();
  }

  /** Thousandths as a percentage: {@code 20%}, {@code 19.9%}. */
  public static String percent(long thousandths) {
    long whole = thousandths / 10;
    return thousandths % 10 == 0 ? whole + "%" : whole + "." + thousandths % 10 + "%";
  }

  /** One object with everything; limits of -1 are null. */
  public static String json(String path, Statistics s) {
    JsonText json = JsonText.compact().object().member("path", path);
    json.object("cpu").member("usage_usec", s.cpu().usage());
    json.member("user_usec", s.cpu().user()).member("system_usec", s.cpu().system());
    json.member("nr_periods", s.cpu().periods()).member("nr_throttled", s.cpu().throttled());
    json.member("throttled_usec", s.cpu().throttledTime());
    limit(json, "quota", s.cpu().quota());
    json.member("period", s.cpu().period()).endObject();
    json.object("memory").member("current", s.memory().current());
    json.member("peak", s.memory().peak());
    limit(json, "limit", s.memory().limit());
    json.member("anon", s.memory().anonymous()).member("file", s.memory().file());
    json.member("oom_kill", s.memory().oomKills()).endObject();
    json.object("pids").member("current", s.pids().current());
    limit(json, "limit", s.pids().limit());
    json.endObject();
    json.object("io").member("rbytes", s.io().readBytes()).member("wbytes", s.io().writtenBytes());
    json.member("rios", s.io().reads()).member("wios", s.io().writes()).endObject();
    json.object("pressure");
    pressure(json, "cpu", s.cpuPressure());
    pressure(json, "memory", s.memoryPressure());
    pressure(json, "io", s.ioPressure());
    return json.endObject().endObject().toString();
  }

  private static void limit(JsonText json, String name, long value) {
    json.name(name);
    if (value < 0) {
      json.nothing();
    } else {
      json.value(value);
    }
  }

  private static void pressure(JsonText json, String name, Statistics.@Nullable Pressure p) {
    if (p != null) {
      json.object(name).member("some_avg10_hundredths", p.some10());
      json.member("full_avg10_hundredths", p.full10()).member("total_usec", p.total()).endObject();
    }
  }
}
