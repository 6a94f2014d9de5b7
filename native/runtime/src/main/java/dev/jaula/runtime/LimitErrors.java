package dev.jaula.runtime;

import dev.jaula.cgroup.CgroupException;
import dev.jaula.cgroup.Limit;
import dev.jaula.linux.Errno;
import dev.jaula.linux.LinuxException;
import dev.jaula.perform.Machine;
import dev.jaula.perform.PerformException;
import dev.jaula.plan.Step;
import org.jspecify.annotations.Nullable;

/** Errors about limits, told with the place in config.json that asks for them. */
final class LimitErrors {
  private LimitErrors() {}

  /** A limit that this host cannot keep. */
  static String planned(Machine machine, CgroupException e) {
    @Nullable String limit = e.limit();
    @Nullable String controller = e.unmounted();
    if (limit == null || controller == null || isKnown(machine, controller)) {
      return e.inConfig();
    }
    return Limit.path(limit)
        + ": this kernel has no "
        + controller
        + " controller (see /proc/cgroups); leave it out, or use another kernel";
  }

  /** A controller that the kernel does not even have cannot be mounted either. */
  private static boolean isKnown(Machine machine, String controller) {
    @Nullable String known = machine.files().tryRead("/proc/cgroups");
    return known == null || known.contains("\n" + controller + "\t");
  }

  /** A limit that the kernel did not take: the path comes before what failed. */
  static String performed(PerformException e) {
    String message = String.valueOf(e.getMessage());
    @Nullable LinuxException failure = e.failure();
    if (!(e.step() instanceof Step.SetLimit step) || failure == null) {
      return message;
    }
    String absence = failure.errno() == Errno.ENOENT ? absence(step.limit()) : "";
    return path(step) + ": " + message + absence;
  }

  private static String path(Step.SetLimit step) {
    String file = step.file().substring(step.file().lastIndexOf('/') + 1);
    String path = Limit.path(step.limit());
    return step.limit().equals(Limit.RAW) ? path + "[\"" + file + "\"]" : path;
  }

  /** What a kernel needs that does not offer the file. */
  private static String absence(String limit) {
    return switch (limit) {
      case Limit.IO_WEIGHT, Limit.DEVICE_WEIGHT, Limit.LEAF_WEIGHT ->
          " (CONFIG_BFQ_GROUP_IOSCHED or CONFIG_BLK_CGROUP_IOCOST)";
      case Limit.REALTIME_PERIOD, Limit.REALTIME_RUNTIME -> " (CONFIG_RT_GROUP_SCHED)";
      case Limit.SWAP -> "; boot with swapaccount=1, or leave it out";
      case Limit.HUGEPAGES -> "; see /sys/kernel/mm/hugepages for the sizes that there are";
      default -> "";
    };
  }
}
