package dev.jaula.cgroup;

/** Why this kernel does not offer a file, and what to do: told when a write finds it absent. */
final class Absence {
  private Absence() {}

  static String text(FileWrite write) {
    String file = write.file();
    if (file.startsWith("blkio.") && file.contains("weight")) {
      return "--blkio-weight: this kernel has no blkio weight on v1 (needs CONFIG_BFQ_GROUP_IOSCHED"
          + " and BFQ as the device's scheduler); use --device-read-bps and its like";
    }
    if (file.equals("io.weight") || file.equals("io.bfq.weight")) {
      return "--blkio-weight: this kernel has no io weight (needs CONFIG_BLK_CGROUP_IOCOST or BFQ);"
          + " use --device-read-bps and its like";
    }
    if (file.startsWith("memory.memsw.") || file.startsWith("memory.swap.")) {
      return "--memory-swap: this kernel does not count swap per cgroup; boot with swapaccount=1,"
          + " or leave it out";
    }
    if (file.startsWith("hugetlb.")) {
      return file + ": this kernel has no huge pages of that size; see /sys/kernel/mm/hugepages";
    }
    if (file.startsWith("cpu.rt_")) {
      return "--cpu-rt-runtime: this kernel has no real-time group scheduling"
          + " (CONFIG_RT_GROUP_SCHED)";
    }
    return file
        + ": the kernel does not offer this file in "
        + write.root()
        + "; is the controller "
        + write.controller()
        + " enabled (cgroup.subtree_control)?";
  }
}
