package dev.jaula.see;

import dev.jaula.args.Language;
import dev.jaula.cgroup.Statistics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Containers for tests. */
final class Samples {
  static final long MIB = 1 << 20;
  static final long MACHINE = 4096 * MIB;

  private Samples() {}

  static Statistics statistics(
      long cpu, long periods, long throttled, long quota, long memory, long limit) {
    return new Statistics(
        new Statistics.Cpu(cpu, cpu, 0, periods, throttled, throttled * 80_000, quota, 100_000),
        new Statistics.Memory(memory, memory + 8 * MIB, limit, memory, 0, memory >= limit ? 2 : 0),
        new Statistics.Pids(3, limit < 0 ? -1 : 100),
        new Statistics.Io(cpu, cpu / 2, 1, 1),
        pressure(cpu / 1000),
        pressure(0),
        pressure(125));
  }

  private static Statistics.Pressure pressure(long some) {
    return new Statistics.Pressure(some, 0, 0);
  }

  static Sample sample(String name, long time, Sample.State state, @Nullable Statistics s) {
    return new Sample(
        name, name + "0123456789abcdef", 42, state, time, s, new Sample.Network(0, 0));
  }

  /** Half a second in which a container used so many thousandths of a processor. */
  static Usage usage(String name, long millis, long quota, long memory, long limit) {
    return Usage.between(
        sample(name, 0, Sample.State.RUNNING, statistics(0, 0, 0, quota, 0, limit)),
        sample(
            name,
            500_000,
            Sample.State.RUNNING,
            statistics(millis * 500, 5, 4, quota, memory * MIB, limit < 0 ? -1 : limit * MIB)));
  }

  /** A limited one, an unlimited one, a paused one, one out of memory, one without cgroup. */
  static List<Usage> five() {
    Statistics still = statistics(7, 1, 0, 50_000, 12 * MIB, 64 * MIB);
    Sample paused = sample("cache", 1_000_000, Sample.State.PAUSED, still);
    return List.of(
        usage("web", 199, 20_000, 40, 48),
        usage("a_container_with_a_really_long_name", 1203, -1, 700, -1),
        Usage.between(paused, paused),
        usage("eater", 41, 100_000, 48, 48),
        Usage.between(null, sample("guest", 5, Sample.State.RUNNING, null)));
  }

  static List<Usage> many(int count) {
    List<Usage> usages = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      usages.add(usage("c" + i, i * 7 % 500, 50_000, i % 64, 64));
    }
    return usages;
  }

  static Model model(List<Usage> usages, View view) {
    Map<String, Model.Histories> histories = new HashMap<>();
    for (Usage usage : usages) {
      Model.Histories past = new Model.Histories();
      for (int i = 0; i <= 20; i++) {
        past.cpu().add(i * 50L);
        past.memory().add(i * 25L);
      }
      histories.put(usage.name(), past);
    }
    List<String> details = List.of("id", "web0123456789abcdef", "command", "dd " + "x".repeat(100));
    return new Model(
        view.rows(usages), usages.size(), view, histories, details, 2, MACHINE, "12:34:56 UTC");
  }

  static Look look(int width, int height) {
    return new Look(width, height, true, Language.EN);
  }

  static View view() {
    return new View(Sort.CPU, "");
  }
}
