package dev.jaula.cgroup;

import org.jspecify.annotations.Nullable;

/**
 * What a cgroup has used so far, and its limits.
 *
 * @param cpuPressure null, as the others, where the kernel does not tell it for this cgroup
 */
public record Statistics(
    Cpu cpu,
    Memory memory,
    Pids pids,
    Io io,
    @Nullable Pressure cpuPressure,
    @Nullable Pressure memoryPressure,
    @Nullable Pressure ioPressure) {

  /**
   * Processor time in microseconds.
   *
   * @param periods that have passed with work to do, while there was a quota
   * @param throttled periods in which the quota ran out
   * @param throttledTime microseconds that tasks had to wait
   * @param quota microseconds a period; -1 is no limit
   */
  public record Cpu(
      long usage,
      long user,
      long system,
      long periods,
      long throttled,
      long throttledTime,
      long quota,
      long period) {

    /** The limit in thousandths of one processor: 200 for --cpus 0.2; -1 is no limit. */
    public long limitMillis() {
      return quota <= 0 || period <= 0 ? -1 : quota * 1000 / period;
    }
  }

  /**
   * Memory in bytes.
   *
   * @param peak the most it has been; 0 where the kernel does not tell
   * @param limit -1 is no limit
   * @param anonymous memory of processes
   * @param file page cache
   * @param oomKills processes that were killed for want of memory
   */
  public record Memory(
      long current, long peak, long limit, long anonymous, long file, long oomKills) {}

  /**
   * Processes and threads.
   *
   * @param limit -1 is no limit
   */
  public record Pids(long current, long limit) {}

  /** Bytes and operations of block devices. */
  public record Io(long readBytes, long writtenBytes, long reads, long writes) {}

  /**
   * Pressure stall information (Documentation/accounting/psi.rst).
   *
   * @param some10 hundredths of a percent of the last 10 s in which some task waited
   * @param full10 as some10, for all tasks
   * @param total microseconds in which some task waited
   */
  public record Pressure(long some10, long full10, long total) {}
}
