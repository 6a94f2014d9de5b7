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
      writes.add(UnifiedWrites.pids(root(Limit.PIDS, "pids"), resources.pids()));
    }
    blockIo(resources.blockIo());
    for (Resources.Hugepages pages : resources.hugepages()) {
      String file = "hugetlb." + pages.pageSize() + ".limit_in_bytes";
      hugepages(pages, file);
    }
    network(resources.network());
    for (Resources.Rdma rdma : resources.rdma()) {
      add(Limit.RDMA, "rdma", "rdma.max", RdmaText.of(rdma));
    }
    return writes;
  }

  /** Pages that are only reserved count, too, where the kernel keeps those apart (since 5.7). */
  private void hugepages(Resources.Hugepages pages, String file) {
    String limit = Long.toString(pages.limit());
    add(Limit.HUGEPAGES, "hugetlb", file, limit);
    String reserved = "hugetlb." + pages.pageSize() + ".rsvd.limit_in_bytes";
    String root = root(Limit.HUGEPAGES, "hugetlb");
    writes.add(new FileWrite(Limit.HUGEPAGES, "hugetlb", root, reserved, limit).orNothing());
  }

  private void network(Resources.Network network) {
    if (network.classId() != null) {
      add(Limit.CLASS_ID, "net_cls", "net_cls.classid", network.classId());
    }
    for (Resources.NetworkPriority priority : network.priorities()) {
      String value = priority.device() + " " + priority.priority();
      add(Limit.PRIORITIES, "net_prio", "net_prio.ifpriomap", value);
    }
  }

  private void cpu(Resources.Cpu cpu) {
    if (cpu.shares() != null && cpu.shares() != 0) {
      add(Limit.CPU_SHARES, "cpu", "cpu.shares", cpu.shares());
    }
    // the period first: a new quota is checked against it; the burst is checked against the quota
    if (cpu.period() != null && cpu.period() != 0) {
      add(Limit.CPU_PERIOD, "cpu", "cpu.cfs_period_us", cpu.period());
    }
    if (cpu.quota() != null && cpu.quota() != 0) {
      add(Limit.CPU_QUOTA, "cpu", "cpu.cfs_quota_us", Math.max(cpu.quota(), -1));
    }
    if (cpu.burst() != null) {
      add(Limit.CPU_BURST, "cpu", "cpu.cfs_burst_us", cpu.burst());
    }
    if (cpu.idle() != null) {
      add(Limit.CPU_IDLE, "cpu", "cpu.idle", cpu.idle());
    }
    if (cpu.realtimePeriod() != null && cpu.realtimePeriod() != 0) {
      add(Limit.REALTIME_PERIOD, "cpu", "cpu.rt_period_us", cpu.realtimePeriod());
    }
    if (cpu.realtimeRuntime() != null && cpu.realtimeRuntime() != 0) {
      add(Limit.REALTIME_RUNTIME, "cpu", "cpu.rt_runtime_us", cpu.realtimeRuntime());
    }
    if (cpu.cpus() != null && !cpu.cpus().isEmpty()) {
      add(Limit.CPUS, "cpuset", "cpuset.cpus", cpu.cpus());
    }
    if (cpu.mems() != null && !cpu.mems().isEmpty()) {
      add(Limit.MEMORY_NODES, "cpuset", "cpuset.mems", cpu.mems());
    }
  }

  private void memory(Resources.Memory memory) {
    // the limit first: memory and swap together may not be below memory alone, and start unlimited
    if (memory.limit() != null && memory.limit() != 0) {
      add(Limit.MEMORY, "memory", "memory.limit_in_bytes", Math.max(memory.limit(), -1));
    }
    if (memory.swap() != null && memory.swap() != 0) {
      Swap.checkTogether(memory);
      String value = Long.toString(Math.max(memory.swap(), -1));
      String root = root(Limit.SWAP, "memory");
      FileWrite write =
          new FileWrite(Limit.SWAP, "memory", root, "memory.memsw.limit_in_bytes", value);
      writes.add(Swap.isLenient(memory) ? write.orNothing() : write);
    }
    if (memory.reservation() != null && memory.reservation() != 0) {
      long soft = Math.max(memory.reservation(), -1);
      add(Limit.RESERVATION, "memory", "memory.soft_limit_in_bytes", soft);
    }
    if (memory.swappiness() != null) {
      add(Limit.SWAPPINESS, "memory", "memory.swappiness", memory.swappiness());
    }
    further(memory);
  }

  /** A limit of the kernel's own memory has had no effect since Linux 5.4, and is left out. */
  private void further(Resources.Memory memory) {
    if (memory.kernelTcp() != null && memory.kernelTcp() != 0) {
      long limit = Math.max(memory.kernelTcp(), -1);
      add(Limit.KERNEL_TCP, "memory", "memory.kmem.tcp.limit_in_bytes", limit);
    }
    if (Boolean.TRUE.equals(memory.disableOomKiller())) {
      add(Limit.OOM_KILLER, "memory", "memory.oom_control", 1);
    }
    if (Boolean.TRUE.equals(memory.useHierarchy())) {
      add(Limit.USE_HIERARCHY, "memory", "memory.use_hierarchy", 1);
    }
  }

  private void blockIo(Resources.BlockIo io) {
    if (io.weight() != null && io.weight() != 0) {
      weight(Limit.IO_WEIGHT, "weight", io.weight().toString());
    }
    for (Resources.DeviceWeight device : io.devices()) {
      String value = device.major() + ":" + device.minor() + " " + device.weight();
      weight(Limit.DEVICE_WEIGHT, "weight_device", value);
    }
    if (io.leafWeight() != null && io.leafWeight() != 0) {
      weight(Limit.LEAF_WEIGHT, "leaf_weight", io.leafWeight().toString());
    }
    for (Resources.DeviceWeight device : io.leafDevices()) {
      String value = device.major() + ":" + device.minor() + " " + device.weight();
      weight(Limit.DEVICE_WEIGHT, "leaf_weight_device", value);
    }
    for (Resources.Throttle throttle : io.throttles()) {
      String value = throttle.major() + ":" + throttle.minor() + " " + throttle.limit();
      add(Limit.IO_RATE, "blkio", throttle.rate().v1File(), value);
    }
  }

  /** CFQ's file went with the scheduler in Linux 5.0; BFQ brought its own. */
  private void weight(String limit, String file, String value) {
    String root = root(limit, "blkio");
    FileWrite old = new FileWrite(limit, "blkio", root, "blkio." + file, value);
    writes.add(new FileWrite(limit, "blkio", root, "blkio.bfq." + file, value).or(old));
  }

  private void add(String limit, String controller, String file, long value) {
    add(limit, controller, file, Long.toString(value));
  }

  private void add(String limit, String controller, String file, String value) {
    writes.add(new FileWrite(limit, controller, root(limit, controller), file, value));
  }

  private String root(String limit, String controller) {
    Hierarchy mount = hierarchies.mount(controller);
    if (mount == null) {
      throw CgroupException.unmounted(limit, controller);
    }
    return mount.root();
  }
}
