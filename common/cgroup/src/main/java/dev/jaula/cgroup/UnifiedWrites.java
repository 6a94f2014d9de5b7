package dev.jaula.cgroup;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Limits as v2 writes (Documentation/admin-guide/cgroup-v2.rst). */
final class UnifiedWrites {
  private static final long DEFAULT_PERIOD = 100_000;

  private final String root;
  private final List<FileWrite> writes = new ArrayList<>();

  UnifiedWrites(Hierarchies hierarchies) {
    Hierarchy unified = hierarchies.unified();
    if (unified == null) {
      throw new IllegalArgumentException("no unified hierarchy");
    }
    this.root = unified.root();
  }

  List<FileWrite> of(Resources resources) {
    cpu(resources.cpu());
    cpuset(resources.cpu());
    memory(resources.memory());
    if (resources.pids() != null) {
      writes.add(pids(root, resources.pids()));
    }
    blockIo(resources.blockIo());
    for (Resources.Hugepages pages : resources.hugepages()) {
      hugepages(pages);
    }
    for (Resources.Rdma rdma : resources.rdma()) {
      add(Limit.RDMA, "rdma", "rdma.max", RdmaText.of(rdma));
    }
    refuse(resources);
    return writes;
  }

  /** Pages that are only reserved count, too, where the kernel keeps those apart (since 5.7). */
  private void hugepages(Resources.Hugepages pages) {
    String file = "hugetlb." + pages.pageSize();
    String limit = limit(pages.limit());
    add(Limit.HUGEPAGES, "hugetlb", file + ".max", limit);
    writes.add(
        new FileWrite(Limit.HUGEPAGES, "hugetlb", root, file + ".rsvd.max", limit).orNothing());
  }

  /** What v2 cannot do at all; a value that only says what v2 does anyhow is none of that. */
  private static void refuse(Resources resources) {
    Resources.Network network = resources.network();
    if (network.classId() != null && network.classId() != 0) {
      throw lacking(Limit.CLASS_ID, "mark packets with eBPF or nftables' socket cgroupv2");
    }
    if (!network.priorities().isEmpty()) {
      throw lacking(Limit.PRIORITIES, "set priorities with tc or nftables");
    }
    if (Boolean.TRUE.equals(resources.memory().disableOomKiller())) {
      throw lacking(Limit.OOM_KILLER, "use process.oomScoreAdj");
    }
    if (resources.memory().kernelTcp() != null && resources.memory().kernelTcp() > 0) {
      throw lacking(Limit.KERNEL_TCP, "memory.limit counts such buffers, too");
    }
    Resources.BlockIo io = resources.blockIo();
    if (io.leafWeight() != null && io.leafWeight() != 0 || !io.leafDevices().isEmpty()) {
      throw lacking(Limit.LEAF_WEIGHT, "use blockIO.weight");
    }
  }

  private static CgroupException lacking(String limit, String remedy) {
    return CgroupException.of(limit, "", "cgroup v2 has nothing like it; leave it out: " + remedy);
  }

  private void cpu(Resources.Cpu cpu) {
    if (cpu.realtimePeriod() != null || cpu.realtimeRuntime() != null) {
      throw CgroupException.of(
          Limit.REALTIME_RUNTIME,
          "",
          "cgroup v2 has no real-time limit; leave it out, or boot with v1");
    }
    if (cpu.idle() != null) {
      add(Limit.CPU_IDLE, "cpu", "cpu.idle", cpu.idle().toString());
    }
    // a cgroup of SCHED_IDLE has no weight: the kernel refuses one
    if (cpu.shares() != null && cpu.shares() != 0 && (cpu.idle() == null || cpu.idle() == 0)) {
      String weight = Long.toString(Weights.weight(cpu.shares()));
      writes.add(
          new FileWrite(Limit.CPU_SHARES, "cpu", root, "cpu.weight", weight)
              .from("cpu.shares " + cpu.shares()));
    }
    if (cpu.quota() != null || cpu.period() != null) {
      long quota = cpu.quota() == null ? -1 : cpu.quota();
      long period = cpu.period() != null && cpu.period() != 0 ? cpu.period() : DEFAULT_PERIOD;
      add(
          Limit.CPU_QUOTA,
          "cpu",
          "cpu.max",
          (quota > 0 ? Long.toString(quota) : "max") + " " + period);
    }
    if (cpu.burst() != null) {
      add(Limit.CPU_BURST, "cpu", "cpu.max.burst", cpu.burst().toString());
    }
  }

  private void cpuset(Resources.Cpu cpu) {
    if (cpu.cpus() != null && !cpu.cpus().isEmpty()) {
      add(Limit.CPUS, "cpuset", "cpuset.cpus", cpu.cpus());
    }
    if (cpu.mems() != null && !cpu.mems().isEmpty()) {
      add(Limit.MEMORY_NODES, "cpuset", "cpuset.mems", cpu.mems());
    }
  }

  private void memory(Resources.Memory memory) {
    if (memory.swappiness() != null && memory.swappiness() != 0) {
      String why = "cgroup v2 has no swappiness per cgroup; use ";
      throw CgroupException.of(Limit.SWAPPINESS, "", why, Limit.SWAP, "");
    }
    if (memory.limit() != null && memory.limit() != 0) {
      add(Limit.MEMORY, "memory", "memory.max", limit(memory.limit()));
    }
    @Nullable Long swap = Swap.alone(memory);
    if (swap != null) {
      writes.add(swap(memory, swap));
    }
    if (memory.reservation() != null && memory.reservation() != 0) {
      add(Limit.RESERVATION, "memory", "memory.low", limit(memory.reservation()));
    }
  }

  /**
   * Where the kernel does not count swap its file is missing. No limit and no swap then say what is
   * so anyhow (runc's fs2/memory.go), and Docker's default limits memory alone.
   */
  private FileWrite swap(Resources.Memory memory, long swap) {
    FileWrite write =
        new FileWrite(Limit.SWAP, "memory", root, "memory.swap.max", limit(swap))
            .from(given(memory));
    return swap <= 0 || Swap.isLenient(memory) ? write.orNothing() : write;
  }

  private static String given(Resources.Memory memory) {
    String swap = memory.swap() == null ? "" : "memory.swap " + memory.swap();
    String limit = memory.limit() == null ? "" : "memory.limit " + memory.limit();
    return swap + (swap.isEmpty() || limit.isEmpty() ? "" : " with ") + limit;
  }

  private void blockIo(Resources.BlockIo io) {
    if (io.weight() != null && io.weight() != 0) {
      // BFQ's file takes v1's range, the general one 1 to 10000
      FileWrite general =
          new FileWrite(
                  Limit.IO_WEIGHT,
                  "io",
                  root,
                  "io.weight",
                  "default " + Weights.ioWeight(io.weight()))
              .from("blockIO.weight " + io.weight());
      writes.add(
          new FileWrite(Limit.IO_WEIGHT, "io", root, "io.bfq.weight", io.weight().toString())
              .or(general));
    }
    for (Resources.DeviceWeight device : io.devices()) {
      String name = device.major() + ":" + device.minor() + " ";
      FileWrite general =
          new FileWrite(
                  Limit.DEVICE_WEIGHT,
                  "io",
                  root,
                  "io.weight",
                  name + Weights.ioWeight(device.weight()))
              .from("blockIO.weightDevice " + name + device.weight());
      writes.add(
          new FileWrite(Limit.DEVICE_WEIGHT, "io", root, "io.bfq.weight", name + device.weight())
              .or(general));
    }
    for (Resources.Throttle throttle : io.throttles()) {
      String device = throttle.major() + ":" + throttle.minor() + " ";
      String rate = throttle.limit() > 0 ? Long.toString(throttle.limit()) : "max";
      add(Limit.IO_RATE, "io", "io.max", device + throttle.rate().key() + "=" + rate);
    }
  }

  private void add(String limit, String controller, String file, String value) {
    writes.add(new FileWrite(limit, controller, root, file, value));
  }

  /** 0 is a limit, and cannot be said to systemd: with 1 nothing more can be forked either. */
  static FileWrite pids(String root, long pids) {
    FileWrite write =
        new FileWrite(Limit.PIDS, "pids", root, "pids.max", limit(pids == 0 ? 1 : pids));
    return pids == 0 ? write.from("pids.limit 0") : write;
  }

  private static String limit(long value) {
    return value < 0 ? "max" : Long.toString(value);
  }
}
