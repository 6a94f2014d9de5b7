package dev.jaula.runtime;

import dev.jaula.linux.Errno;
import dev.jaula.perform.Machine;
import dev.jaula.plan.Plan;
import dev.jaula.plan.Step;
import org.jspecify.annotations.Nullable;

/** Errors about limits, told with the place in config.json that asks for them. */
final class LimitErrors {
  private static final String RESOURCES = "linux.resources.";

  private LimitErrors() {}

  /** What a plan refuses names an option of {@code jaula run}: here it is the path. */
  static String planned(Machine machine, String message) {
    int end = 0;
    while (end < message.length() && message.charAt(end) != ':' && message.charAt(end) != ' ') {
      end++;
    }
    @Nullable String path = ofOption(message.substring(0, end));
    if (path == null) {
      return lacking(machine, message);
    }
    String rest = message.substring(end).replace("--memory ", "memory.limit ");
    return lacking(machine, RESOURCES + path + (rest.startsWith(" ") ? ":" : "") + rest);
  }

  /** A controller that the kernel does not even have cannot be mounted either. */
  private static String lacking(Machine machine, String message) {
    String before = ": the cgroup controller ";
    int from = message.indexOf(before);
    int to = message.indexOf(" is not mounted");
    if (from < 0 || to < from) {
      return message;
    }
    String controller = message.substring(from + before.length(), to);
    @Nullable String known = machine.files().tryRead("/proc/cgroups");
    if (known == null || known.contains("\n" + controller + "\t")) {
      return message;
    }
    return message.substring(0, from)
        + ": this kernel has no "
        + controller
        + " controller (see /proc/cgroups); leave it out, or use another kernel";
  }

  /** A step that failed names a file: the path comes before it. */
  static String performed(Plan plan, String message) {
    for (Step.Caller step : plan.caller()) {
      if (step instanceof Step.SetLimit limit) {
        @Nullable String file = named(limit, message);
        if (file != null) {
          return path(file) + ": " + message + absence(file, message);
        }
      }
    }
    return message;
  }

  private static @Nullable String named(Step.SetLimit limit, String message) {
    if (message.contains(limit.file() + ":")) {
      return limit.file().substring(limit.file().lastIndexOf('/') + 1);
    }
    Step.@Nullable SetLimit otherwise = limit.otherwise();
    return otherwise == null ? null : named(otherwise, message);
  }

  private static String absence(String file, String message) {
    boolean absent = message.contains(Errno.text(Errno.ENOENT));
    if (absent && file.contains("weight") && !file.startsWith("cpu")) {
      return " (CONFIG_BFQ_GROUP_IOSCHED or CONFIG_BLK_CGROUP_IOCOST)";
    }
    if (absent && file.startsWith("cpu.rt_")) {
      return " (CONFIG_RT_GROUP_SCHED)";
    }
    if (absent && (file.startsWith("memory.memsw.") || file.startsWith("memory.swap."))) {
      return "; boot with swapaccount=1, or leave it out";
    }
    if (absent && file.startsWith("hugetlb.")) {
      return "; see /sys/kernel/mm/hugepages for the sizes that there are";
    }
    return "";
  }

  /** The path in config.json of what is written to a file of either version. */
  static String path(String file) {
    String known =
        switch (file) {
          case "cpu.shares", "cpu.weight" -> "cpu.shares";
          case "cpu.cfs_period_us" -> "cpu.period";
          case "cpu.cfs_quota_us", "cpu.max" -> "cpu.quota";
          case "cpu.cfs_burst_us", "cpu.max.burst" -> "cpu.burst";
          case "cpu.idle" -> "cpu.idle";
          case "cpu.rt_period_us" -> "cpu.realtimePeriod";
          case "cpu.rt_runtime_us" -> "cpu.realtimeRuntime";
          case "cpuset.cpus" -> "cpu.cpus";
          case "cpuset.mems" -> "cpu.mems";
          case "pids.max" -> "pids.limit";
          case "memory.limit_in_bytes", "memory.max" -> "memory.limit";
          case "memory.memsw.limit_in_bytes", "memory.swap.max" -> "memory.swap";
          case "memory.soft_limit_in_bytes", "memory.low" -> "memory.reservation";
          case "memory.swappiness" -> "memory.swappiness";
          case "memory.kmem.tcp.limit_in_bytes" -> "memory.kernelTCP";
          case "memory.oom_control" -> "memory.disableOOMKiller";
          case "memory.use_hierarchy" -> "memory.useHierarchy";
          case "net_cls.classid" -> "network.classID";
          case "net_prio.ifpriomap" -> "network.priorities";
          case "rdma.max" -> "rdma";
          case "devices.allow", "devices.deny" -> "devices";
          default -> "";
        };
    if (!known.isEmpty()) {
      return RESOURCES + known;
    }
    if (file.startsWith("hugetlb.")) {
      return RESOURCES + "hugepageLimits";
    }
    if (file.startsWith("blkio.") || file.equals("io.max") || file.endsWith("weight")) {
      return RESOURCES + "blockIO";
    }
    return RESOURCES + "unified[\"" + file + "\"]";
  }

  private static @Nullable String ofOption(String option) {
    return switch (option) {
      case "--cpu-shares" -> "cpu.shares";
      case "--cpu-period" -> "cpu.period";
      case "--cpus" -> "cpu.quota";
      case "--cpu-burst" -> "cpu.burst";
      case "--cpu-rt-period" -> "cpu.realtimePeriod";
      case "--cpu-rt-runtime" -> "cpu.realtimeRuntime";
      case "--cpuset-cpus" -> "cpu.cpus";
      case "--cpuset-mems" -> "cpu.mems";
      case "--memory" -> "memory.limit";
      case "--memory-swap" -> "memory.swap";
      case "--memory-reservation" -> "memory.reservation";
      case "--memory-swappiness" -> "memory.swappiness";
      case "--pids-limit" -> "pids.limit";
      case "--blkio-weight" -> "blockIO.weight";
      case "--blkio-weight-device" -> "blockIO.weightDevice";
      default -> null;
    };
  }
}
