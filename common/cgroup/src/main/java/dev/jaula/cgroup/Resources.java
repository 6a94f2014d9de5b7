package dev.jaula.cgroup;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Limits with the meaning of the OCI runtime spec (config-linux.md, "Control groups"). A null is a
 * limit that was not given; -1 is "no limit" where the spec says so.
 *
 * @param pids processes and threads
 * @param unified raw v2 keys and values (config-linux.md, "Unified")
 */
public record Resources(
    Cpu cpu,
    Memory memory,
    @Nullable Long pids,
    BlockIo blockIo,
    List<Hugepages> hugepages,
    Network network,
    List<Rdma> rdma,
    Map<String, String> unified) {

  /** No limit at all. */
  public static final Resources NONE = builder().build();

  public Resources {
    hugepages = List.copyOf(hugepages);
    rdma = List.copyOf(rdma);
    // not Map.copyOf: the order of raw keys is the order of the writes
    unified = new LinkedHashMap<>(unified);
  }

  /**
   * Limits of the processor.
   *
   * @param shares relative weight, 2 to 262144, 1024 is usual
   * @param quota microseconds per period; -1 is no limit
   * @param period microseconds
   * @param burst microseconds that unused quota may add up to
   * @param idle 1 for SCHED_IDLE
   * @param cpus a list such as {@code 0-3,8}
   * @param mems memory nodes, as cpus
   */
  public record Cpu(
      @Nullable Long shares,
      @Nullable Long quota,
      @Nullable Long period,
      @Nullable Long burst,
      @Nullable Long idle,
      @Nullable String cpus,
      @Nullable String mems,
      @Nullable Long realtimePeriod,
      @Nullable Long realtimeRuntime) {}

  /**
   * Limits of memory.
   *
   * @param limit bytes; -1 is no limit
   * @param reservation bytes, a soft limit
   * @param swap bytes of memory and swap together; -1 is no limit of swap
   * @param swappiness 0 to 100
   * @param kernel bytes; -1 is no limit; v1 only, and ignored by newer kernels
   * @param kernelTcp bytes of TCP buffers, v1 only
   * @param disableOomKiller whether a process waits for memory instead of being killed, v1 only
   * @param useHierarchy whether groups below count too, v1 only; on v2 they always do
   * @param checkBeforeUpdate whether a limit below what is in use is refused, not enforced
   */
  public record Memory(
      @Nullable Long limit,
      @Nullable Long reservation,
      @Nullable Long swap,
      @Nullable Long swappiness,
      @Nullable Long kernel,
      @Nullable Long kernelTcp,
      @Nullable Boolean disableOomKiller,
      @Nullable Boolean useHierarchy,
      @Nullable Boolean checkBeforeUpdate) {}

  /**
   * Limits of block devices.
   *
   * @param weight 10 to 1000
   * @param devices weights of single devices
   * @param leafWeight weight against the groups below, v1 only
   * @param leafDevices the same for single devices
   */
  public record BlockIo(
      @Nullable Long weight,
      List<DeviceWeight> devices,
      List<Throttle> throttles,
      @Nullable Long leafWeight,
      List<DeviceWeight> leafDevices) {
    public BlockIo {
      devices = List.copyOf(devices);
      throttles = List.copyOf(throttles);
      leafDevices = List.copyOf(leafDevices);
    }
  }

  /** The weight of one device, 10 to 1000. */
  public record DeviceWeight(int major, int minor, long weight) {}

  /** Bytes or operations a second of one device. */
  public record Throttle(Rate rate, int major, int minor, long limit) {}

  /** What is throttled: the v2 key of io.max, and the v1 file. */
  public enum Rate {
    READ_BPS("rbps", "blkio.throttle.read_bps_device"),
    WRITE_BPS("wbps", "blkio.throttle.write_bps_device"),
    READ_IOPS("riops", "blkio.throttle.read_iops_device"),
    WRITE_IOPS("wiops", "blkio.throttle.write_iops_device");

    private final String key;
    private final String v1File;

    Rate(String key, String v1File) {
      this.key = key;
      this.v1File = v1File;
    }

    public String key() {
      return key;
    }

    public String v1File() {
      return v1File;
    }
  }

  /**
   * A limit of huge pages of one size.
   *
   * @param pageSize as in the file's name: {@code 2MB}, {@code 1GB}
   * @param limit bytes
   */
  public record Hugepages(String pageSize, long limit) {}

  /**
   * Marks on what is sent, v1 only.
   *
   * @param classId for traffic control, 32 bits
   */
  public record Network(@Nullable Long classId, List<NetworkPriority> priorities) {
    public Network {
      priorities = List.copyOf(priorities);
    }
  }

  /** The priority of what is sent through one device, 0 to 4294967295. */
  public record NetworkPriority(String device, long priority) {}

  /** Limits of one RDMA device; at least one of them is there. */
  public record Rdma(String device, @Nullable Long handles, @Nullable Long objects) {}

  /** The same without limits of huge pages. */
  public Resources withoutHugepages() {
    return new Resources(cpu, memory, pids, blockIo, List.of(), network, rdma, unified);
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Collects limits; what is not set stays null. */
  public static final class Builder {
    private @Nullable Long shares;
    private @Nullable Long quota;
    private @Nullable Long period;
    private @Nullable Long burst;
    private @Nullable Long idle;
    private @Nullable String cpus;
    private @Nullable String mems;
    private @Nullable Long realtimePeriod;
    private @Nullable Long realtimeRuntime;
    private @Nullable Long limit;
    private @Nullable Long reservation;
    private @Nullable Long swap;
    private @Nullable Long swappiness;
    private @Nullable Long kernel;
    private @Nullable Long kernelTcp;
    private @Nullable Boolean disableOomKiller;
    private @Nullable Boolean useHierarchy;
    private @Nullable Boolean checkBeforeUpdate;
    private @Nullable Long pids;
    private @Nullable Long weight;
    private final List<DeviceWeight> devices = new ArrayList<>();
    private final List<Throttle> throttles = new ArrayList<>();
    private @Nullable Long leafWeight;
    private final List<DeviceWeight> leafDevices = new ArrayList<>();
    private final List<Hugepages> hugepages = new ArrayList<>();
    private @Nullable Long networkClass;
    private final List<NetworkPriority> networkPriorities = new ArrayList<>();
    private final List<Rdma> rdma = new ArrayList<>();
    private final Map<String, String> unified = new LinkedHashMap<>();

    private Builder() {}

    public Builder cpuShares(@Nullable Long value) {
      shares = value;
      return this;
    }

    public Builder cpuQuota(@Nullable Long value) {
      quota = value;
      return this;
    }

    public Builder cpuPeriod(@Nullable Long value) {
      period = value;
      return this;
    }

    public Builder cpuBurst(@Nullable Long value) {
      burst = value;
      return this;
    }

    public Builder cpuIdle(@Nullable Long value) {
      idle = value;
      return this;
    }

    public Builder cpus(@Nullable String value) {
      cpus = value;
      return this;
    }

    public Builder mems(@Nullable String value) {
      mems = value;
      return this;
    }

    public Builder realtimePeriod(@Nullable Long value) {
      realtimePeriod = value;
      return this;
    }

    public Builder realtimeRuntime(@Nullable Long value) {
      realtimeRuntime = value;
      return this;
    }

    public Builder memoryLimit(@Nullable Long value) {
      limit = value;
      return this;
    }

    public Builder memoryReservation(@Nullable Long value) {
      reservation = value;
      return this;
    }

    public Builder memorySwap(@Nullable Long value) {
      swap = value;
      return this;
    }

    public Builder swappiness(@Nullable Long value) {
      swappiness = value;
      return this;
    }

    public Builder pids(@Nullable Long value) {
      pids = value;
      return this;
    }

    public Builder ioWeight(@Nullable Long value) {
      weight = value;
      return this;
    }

    public Builder deviceWeight(DeviceWeight device) {
      devices.add(device);
      return this;
    }

    public Builder throttle(Throttle throttle) {
      throttles.add(throttle);
      return this;
    }

    public Builder hugepages(Hugepages limit) {
      hugepages.add(limit);
      return this;
    }

    public Builder kernelMemory(@Nullable Long value) {
      kernel = value;
      return this;
    }

    public Builder kernelTcpMemory(@Nullable Long value) {
      kernelTcp = value;
      return this;
    }

    public Builder disableOomKiller(@Nullable Boolean value) {
      disableOomKiller = value;
      return this;
    }

    public Builder useHierarchy(@Nullable Boolean value) {
      useHierarchy = value;
      return this;
    }

    public Builder checkBeforeUpdate(@Nullable Boolean value) {
      checkBeforeUpdate = value;
      return this;
    }

    public Builder leafWeight(@Nullable Long value) {
      leafWeight = value;
      return this;
    }

    public Builder deviceLeafWeight(DeviceWeight device) {
      leafDevices.add(device);
      return this;
    }

    public Builder networkClass(@Nullable Long value) {
      networkClass = value;
      return this;
    }

    public Builder networkPriority(NetworkPriority priority) {
      networkPriorities.add(priority);
      return this;
    }

    public Builder rdma(Rdma device) {
      rdma.add(device);
      return this;
    }

    public Builder unified(String key, String value) {
      unified.put(key, value);
      return this;
    }

    public Resources build() {
      return new Resources(
          new Cpu(shares, quota, period, burst, idle, cpus, mems, realtimePeriod, realtimeRuntime),
          new Memory(
              limit,
              reservation,
              swap,
              swappiness,
              kernel,
              kernelTcp,
              disableOomKiller,
              useHierarchy,
              checkBeforeUpdate),
          pids,
          new BlockIo(weight, devices, throttles, leafWeight, leafDevices),
          hugepages,
          new Network(networkClass, networkPriorities),
          rdma,
          unified);
    }
  }
}
