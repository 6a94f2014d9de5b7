package dev.jaula.cgroup;

/** What is limited, by its place in linux.resources of a config.json. */
public final class Limit {
  public static final String CPU_SHARES = "cpu.shares";
  public static final String CPU_PERIOD = "cpu.period";
  public static final String CPU_QUOTA = "cpu.quota";
  public static final String CPU_BURST = "cpu.burst";
  public static final String CPU_IDLE = "cpu.idle";
  public static final String REALTIME_PERIOD = "cpu.realtimePeriod";
  public static final String REALTIME_RUNTIME = "cpu.realtimeRuntime";
  public static final String CPUS = "cpu.cpus";
  public static final String MEMORY_NODES = "cpu.mems";
  public static final String MEMORY = "memory.limit";
  public static final String SWAP = "memory.swap";
  public static final String RESERVATION = "memory.reservation";
  public static final String SWAPPINESS = "memory.swappiness";
  public static final String KERNEL_TCP = "memory.kernelTCP";
  public static final String OOM_KILLER = "memory.disableOOMKiller";
  public static final String USE_HIERARCHY = "memory.useHierarchy";
  public static final String PIDS = "pids.limit";
  public static final String IO_WEIGHT = "blockIO.weight";
  public static final String DEVICE_WEIGHT = "blockIO.weightDevice";
  public static final String LEAF_WEIGHT = "blockIO.leafWeight";
  public static final String IO_RATE = "blockIO";
  public static final String HUGEPAGES = "hugepageLimits";
  public static final String CLASS_ID = "network.classID";
  public static final String PRIORITIES = "network.priorities";
  public static final String RDMA = "rdma";
  public static final String DEVICES = "devices";

  /** A file of the kernel's that was named itself. */
  public static final String RAW = "unified";

  /** Those that {@code jaula run} has an option for; one text, as it is read only for an error. */
  private static final String OPTIONS =
      """

      cpu.shares=--cpu-shares
      cpu.period=--cpu-period
      cpu.quota=--cpus
      cpu.burst=--cpu-burst
      cpu.realtimePeriod=--cpu-rt-period
      cpu.realtimeRuntime=--cpu-rt-runtime
      cpu.cpus=--cpuset-cpus
      cpu.mems=--cpuset-mems
      memory.limit=--memory
      memory.swap=--memory-swap
      memory.reservation=--memory-reservation
      memory.swappiness=--memory-swappiness
      pids.limit=--pids-limit
      blockIO.weight=--blkio-weight
      blockIO.weightDevice=--blkio-weight-device
      blockIO=a device limit
      """;

  private Limit() {}

  /** Such as {@code linux.resources.memory.limit}. */
  public static String path(String limit) {
    return "linux.resources." + limit;
  }

  /** Such as {@code --memory}; the path where there is no option. */
  static String option(String limit) {
    int at = OPTIONS.indexOf("\n" + limit + "=");
    return at < 0
        ? path(limit)
        : OPTIONS.substring(at + limit.length() + 2, OPTIONS.indexOf('\n', at + 1));
  }
}
