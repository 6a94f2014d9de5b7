package dev.jaula.see;

import dev.jaula.cgroup.Statistics;
import org.jspecify.annotations.Nullable;

/**
 * What a container used between two samples.
 *
 * @param now the later sample
 * @param cpu thousandths of one processor
 * @param throttled thousandths of the periods in which the quota ran out
 * @param readRate bytes a second from block devices
 * @param writeRate bytes a second to block devices
 */
public record Usage(Sample now, long cpu, long throttled, long readRate, long writeRate) {
  private static final long SECOND = 1_000_000;

  /** Between two samples; the first one has none before it and gives zeros. */
  public static Usage between(@Nullable Sample before, Sample now) {
    Statistics then = before == null ? null : before.statistics();
    Statistics s = now.statistics();
    long elapsed = before == null ? 0 : now.time() - before.time();
    if (then == null || s == null || elapsed <= 0) {
      return new Usage(now, 0, 0, 0, 0);
    }
    long periods = s.cpu().periods() - then.cpu().periods();
    long throttled = s.cpu().throttled() - then.cpu().throttled();
    return new Usage(
        now,
        Math.max(0, s.cpu().usage() - then.cpu().usage()) * 1000 / elapsed,
        periods <= 0 ? 0 : throttled * 1000 / periods,
        rate(then.io().readBytes(), s.io().readBytes(), elapsed),
        rate(then.io().writtenBytes(), s.io().writtenBytes(), elapsed));
  }

  private static long rate(long before, long now, long elapsed) {
    return Math.max(0, now - before) * SECOND / elapsed;
  }

  public String name() {
    return now.name();
  }

  /** Whether the kernel tells anything of it: it has a cgroup. */
  public boolean isKnown() {
    return now.statistics() != null;
  }

  /** Thousandths of one processor; -1 is no limit. */
  public long cpuLimit() {
    Statistics s = now.statistics();
    return s == null ? -1 : s.cpu().limitMillis();
  }

  /** Thousandths of its limit; of one processor when it has none. */
  public long cpuOfLimit() {
    long limit = cpuLimit();
    return limit <= 0 ? cpu : cpu * 1000 / limit;
  }

  public long memory() {
    Statistics s = now.statistics();
    return s == null ? 0 : s.memory().current();
  }

  public long memoryPeak() {
    Statistics s = now.statistics();
    return s == null ? 0 : s.memory().peak();
  }

  /** Bytes; -1 is no limit. */
  public long memoryLimit() {
    Statistics s = now.statistics();
    return s == null ? -1 : s.memory().limit();
  }

  /** Bytes that it can have at most: its limit, or the machine's memory. */
  public long memoryBound(long machine) {
    long limit = memoryLimit();
    return limit < 0 || machine > 0 && limit > machine ? machine : limit;
  }

  public long pids() {
    Statistics s = now.statistics();
    return s == null ? 0 : s.pids().current();
  }

  public long pidsLimit() {
    Statistics s = now.statistics();
    return s == null ? -1 : s.pids().limit();
  }

  public long oomKills() {
    Statistics s = now.statistics();
    return s == null ? 0 : s.memory().oomKills();
  }

  public long io() {
    return readRate + writeRate;
  }

  /**
   * The greatest share of the last 10 s in which some task waited for cpu, memory or io, in
   * hundredths of a percent; -1 where the kernel does not tell.
   */
  public long pressure() {
    Statistics s = now.statistics();
    if (s == null) {
      return -1;
    }
    return Math.max(
        some(s.cpuPressure()), Math.max(some(s.memoryPressure()), some(s.ioPressure())));
  }

  static long some(Statistics.@Nullable Pressure pressure) {
    return pressure == null ? -1 : pressure.some10();
  }
}
