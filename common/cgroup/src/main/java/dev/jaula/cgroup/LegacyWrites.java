package dev.jaula.cgroup;

import java.util.ArrayList;
import java.util.List;

/**
 * Limits as v1 writes (Documentation/admin-guide/cgroup-v1), each in its controller's hierarchy.
 */
final class LegacyWrites {
  private final Hierarchies hierarchies;
  private final List<FileWrite> writes = new ArrayList<>();

  LegacyWrites(Hierarchies hierarchies) {
    this.hierarchies = hierarchies;
  }

  List<FileWrite> of(Resources resources) {
    cpu(resources.cpu());
    memory(resources.memory());
    if (resources.pids() != null) {
      writes.add(UnifiedWrites.pids(root("pids", "--pids-limit"), resources.pids()));
    }
    blockIo(resources.blockIo());
    for (Resources.Hugepages pages : resources.hugepages()) {
      String file = "hugetlb." + pages.pageSize() + ".limit_in_bytes";
      hugepages(pages, file);
    }
    network(resources.network());
    for (Resources.Rdma rdma : resources.rdma()) {
      add("rdma", "linux.resources.rdma", "rdma.max", RdmaText.of(rdma));
    }
    return writes;
  }

  /** Pages that are only reserved count, too, where the kernel keeps those apart (since 5.7). */
  private void hugepages(Resources.Hugepages pages, String file) {
    String limit = Long.toString(pages.limit());
    add("hugetlb", "linux.resources.hugepageLimits", file, limit);
    String reserved = "hugetlb." + pages.pageSize() + ".rsvd.limit_in_bytes";
    String root = root("hugetlb", "linux.resources.hugepageLimits");
    writes.add(new FileWrite("hugetlb", root, reserved, limit).orNothing());
  }

  private void network(Resources.Network network) {
    if (network.classId() != null) {
      add("net_cls", "linux.resources.network.classID", "net_cls.classid", network.classId());
    }
    for (Resources.NetworkPriority priority : network.priorities()) {
      String value = priority.device() + " " + priority.priority();
      add("net_prio", "linux.resources.network.priorities", "net_prio.ifpriomap", value);
    }
  }

  private void cpu(Resources.Cpu cpu) {
    if (cpu.shares() != null && cpu.shares() != 0) {
      add("cpu", "--cpu-shares", "cpu.shares", cpu.shares());
    }
    // the period first: a new quota is checked against it; the burst is checked against the quota
    if (cpu.period() != null && cpu.period() != 0) {
      add("cpu", "--cpu-period", "cpu.cfs_period_us", cpu.period());
    }
    if (cpu.quota() != null && cpu.quota() != 0) {
      add("cpu", "--cpus", "cpu.cfs_quota_us", Math.max(cpu.quota(), -1));
    }
    if (cpu.burst() != null) {
      add("cpu", "--cpu-burst", "cpu.cfs_burst_us", cpu.burst());
    }
    if (cpu.idle() != null) {
      add("cpu", "cpu idle", "cpu.idle", cpu.idle());
    }
    if (cpu.realtimePeriod() != null && cpu.realtimePeriod() != 0) {
      add("cpu", "--cpu-rt-period", "cpu.rt_period_us", cpu.realtimePeriod());
    }
    if (cpu.realtimeRuntime() != null && cpu.realtimeRuntime() != 0) {
      add("cpu", "--cpu-rt-runtime", "cpu.rt_runtime_us", cpu.realtimeRuntime());
    }
    if (cpu.cpus() != null && !cpu.cpus().isEmpty()) {
      add("cpuset", "--cpuset-cpus", "cpuset.cpus", cpu.cpus());
    }
    if (cpu.mems() != null && !cpu.mems().isEmpty()) {
      add("cpuset", "--cpuset-mems", "cpuset.mems", cpu.mems());
    }
  }

  private void memory(Resources.Memory memory) {
    // the limit first: memory and swap together may not be below memory alone, and start unlimited
    if (memory.limit() != null && memory.limit() != 0) {
      add("memory", "--memory", "memory.limit_in_bytes", Math.max(memory.limit(), -1));
    }
    if (memory.swap() != null && memory.swap() != 0) {
      Swap.checkTogether(memory);
      String value = Long.toString(Math.max(memory.swap(), -1));
      String root = root("memory", "--memory-swap");
      FileWrite write = new FileWrite("memory", root, "memory.memsw.limit_in_bytes", value);
      writes.add(Swap.isLenient(memory) ? write.orNothing() : write);
    }
    if (memory.reservation() != null && memory.reservation() != 0) {
      long soft = Math.max(memory.reservation(), -1);
      add("memory", "--memory-reservation", "memory.soft_limit_in_bytes", soft);
    }
    if (memory.swappiness() != null) {
      add("memory", "--memory-swappiness", "memory.swappiness", memory.swappiness());
    }
    further(memory);
  }

  /** A limit of the kernel's own memory has had no effect since Linux 5.4, and is left out. */
  private void further(Resources.Memory memory) {
    if (memory.kernelTcp() != null && memory.kernelTcp() != 0) {
      long limit = Math.max(memory.kernelTcp(), -1);
      String option = "linux.resources.memory.kernelTCP";
      add("memory", option, "memory.kmem.tcp.limit_in_bytes", limit);
    }
    if (Boolean.TRUE.equals(memory.disableOomKiller())) {
      add("memory", "linux.resources.memory.disableOOMKiller", "memory.oom_control", 1);
    }
    if (Boolean.TRUE.equals(memory.useHierarchy())) {
      add("memory", "linux.resources.memory.useHierarchy", "memory.use_hierarchy", 1);
    }
  }

  private void blockIo(Resources.BlockIo io) {
    if (io.weight() != null && io.weight() != 0) {
      weight("--blkio-weight", "weight", io.weight().toString());
    }
    for (Resources.DeviceWeight device : io.devices()) {
      String value = device.major() + ":" + device.minor() + " " + device.weight();
      weight("--blkio-weight-device", "weight_device", value);
    }
    if (io.leafWeight() != null && io.leafWeight() != 0) {
      weight("linux.resources.blockIO.leafWeight", "leaf_weight", io.leafWeight().toString());
    }
    for (Resources.DeviceWeight device : io.leafDevices()) {
      String value = device.major() + ":" + device.minor() + " " + device.weight();
      weight("linux.resources.blockIO.weightDevice", "leaf_weight_device", value);
    }
    for (Resources.Throttle throttle : io.throttles()) {
      String value = throttle.major() + ":" + throttle.minor() + " " + throttle.limit();
      add("blkio", "a device limit", throttle.rate().v1File(), value);
    }
  }

  /** CFQ's file went with the scheduler in Linux 5.0; BFQ brought its own. */
  private void weight(String option, String file, String value) {
    String root = root("blkio", option);
    FileWrite old = new FileWrite("blkio", root, "blkio." + file, value);
    writes.add(new FileWrite("blkio", root, "blkio.bfq." + file, value).or(old));
  }

  private void add(String controller, String option, String file, long value) {
    add(controller, option, file, Long.toString(value));
  }

  private void add(String controller, String option, String file, String value) {
    writes.add(new FileWrite(controller, root(controller, option), file, value));
  }

  private String root(String controller, String option) {
    Hierarchy mount = hierarchies.mount(controller);
    if (mount == null) {
      throw new CgroupException(
          option
              + ": the cgroup controller "
              + controller
              + " is not mounted; try: mkdir /sys/fs/cgroup/"
              + controller
              + " && mount -t cgroup -o "
              + controller
              + " cgroup /sys/fs/cgroup/"
              + controller);
    }
    return mount.root();
  }
}
