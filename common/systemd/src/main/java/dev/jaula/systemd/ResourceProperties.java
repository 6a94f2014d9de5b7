package dev.jaula.systemd;

import dev.jaula.cgroup.Resources;
import dev.jaula.cgroup.Swap;
import dev.jaula.cgroup.Version;
import dev.jaula.cgroup.Weights;
import dev.jaula.linux.NumberSet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Limits as properties of a unit (systemd.resource-control(5)), as far as systemd has words for
 * them: what it knows it keeps when it is reloaded. The cgroup's own files say the rest, and are
 * written as well.
 */
public final class ResourceProperties {
  /** The kernel's period of cpu.max and cpu.cfs_period_us. */
  private static final long DEFAULT_PERIOD = 100_000;

  private static final String RESOURCES = "linux.resources.";
  private static final int QUOTA_PERIOD_SINCE = 242;
  private static final int CPUSET_SINCE = 244;
  private static final int IDLE_SINCE = 252;

  private final Version cgroups;
  private final IntSupplier systemd;
  private final List<Property> properties = new ArrayList<>();

  private ResourceProperties(Version cgroups, IntSupplier systemd) {
    this.cgroups = cgroups;
    this.systemd = systemd;
  }

  /**
   * The properties of some limits; empty when none can be said to systemd.
   *
   * @param systemd the version of systemd, asked for only when it matters
   */
  public static List<Property> of(Resources resources, Version cgroups, IntSupplier systemd) {
    ResourceProperties all = new ResourceProperties(cgroups, systemd);
    all.memory(resources.memory());
    all.cpu(resources.cpu());
    all.tasks(resources.pids());
    all.blockIo(resources.blockIo());
    if (all.isUnified()) {
      UnifiedProperties unified = new UnifiedProperties(all);
      resources.unified().forEach((key, value) -> unified.add(key, value, resources.unified()));
    }
    return all.properties;
  }

  /**
   * What is said only when a unit starts: memory.oom.group, which systemd has as a policy of scopes
   * since version 253.
   */
  public static List<Property> atStart(Resources resources, IntSupplier systemd) {
    String group = resources.unified().get("memory.oom.group");
    if (group == null || systemd.getAsInt() < 253) {
      return List.of();
    }
    return switch (group.trim()) {
      case "0" -> List.of(Property.of("OOMPolicy", "continue").from("memory.oom.group 0"));
      case "1" -> List.of(Property.of("OOMPolicy", "kill").from("memory.oom.group 1"));
      default -> List.of(); // the write to the file tells what is wrong
    };
  }

  private boolean isUnified() {
    return cgroups == Version.V2;
  }

  boolean isAtLeast(int version) {
    return systemd.getAsInt() >= version;
  }

  void add(String name, long value, String given) {
    properties.add(Property.of(name, value).from(given));
  }

  private void memory(Resources.Memory memory) {
    long limit = given(memory.limit());
    long reservation = given(memory.reservation());
    if (limit != 0) {
      add(isUnified() ? "MemoryMax" : "MemoryLimit", limit(limit), "memory.limit " + limit);
    }
    if (isUnified()) {
      if (reservation != 0) {
        add("MemoryLow", limit(reservation), "memory.reservation " + reservation);
      }
      // no swap at all is said too, else it would be unlimited after a reload
      @Nullable Long swap = Swap.alone(memory);
      if (swap != null) {
        String given =
            memory.swap() == null ? "memory.limit " + limit : "memory.swap " + memory.swap();
        add("MemorySwapMax", limit(swap), given);
      }
    }
  }

  private void cpu(Resources.Cpu cpu) {
    boolean isIdle = isUnified() && cpu.idle() != null && cpu.idle() == 1 && isAtLeast(IDLE_SINCE);
    if (isIdle) {
      idle("cpu.idle 1");
    } else if (given(cpu.shares()) != 0) {
      long shares = given(cpu.shares());
      String given = "cpu.shares " + shares;
      if (isUnified()) {
        add("CPUWeight", Weights.weight(shares), given);
      } else {
        add("CPUShares", shares, given);
      }
    }
    long quota = given(cpu.quota());
    long period = given(cpu.period());
    String given =
        (quota == 0 ? "" : "cpu.quota " + quota)
            + (quota == 0 || period == 0 ? "" : ", ")
            + (period == 0 ? "" : "cpu.period " + period);
    quota(quota, period, given);
    cpuset("AllowedCPUs", "cpu.cpus", cpu.cpus());
    cpuset("AllowedMemoryNodes", "cpu.mems", cpu.mems());
  }

  /** A weight of 0 is SCHED_IDLE in the words of systemd. */
  void idle(String given) {
    add("CPUWeight", 0, given);
  }

  boolean knowsIdle() {
    return isAtLeast(IDLE_SINCE);
  }

  /**
   * Microseconds of a period; 0 is what was not given, a quota below 0 no limit. systemd counts
   * whole percents, so the share is rounded up to the next: a child's quota must fit into it.
   */
  void quota(long quota, long period, String given) {
    if (period != 0 && isAtLeast(QUOTA_PERIOD_SINCE)) {
      add("CPUQuotaPeriodUSec", period, given);
    }
    if (quota > 0) {
      long perSecond = share(quota, period == 0 ? DEFAULT_PERIOD : period);
      add("CPUQuotaPerSecUSec", (perSecond + 9999) / 10_000 * 10_000, given);
    } else if (quota != 0 || period != 0) {
      add("CPUQuotaPerSecUSec", Value.INFINITY, given);
    }
  }

  /** Microseconds a second, without overflow. */
  private static long share(long quota, long period) {
    long whole = Math.min(quota / period, 1_000_000_000);
    return whole * 1_000_000 + quota % period * 1_000_000 / period;
  }

  /** name is the list's place in linux.resources. */
  void cpuset(String property, String name, @Nullable String list) {
    if (list != null && !list.isEmpty() && isAtLeast(CPUSET_SINCE)) {
      Value numbers = Value.bytes(numbers(RESOURCES + name, list));
      properties.add(new Property(property, numbers, name + " " + list));
    }
  }

  private static byte[] numbers(String name, String list) {
    @Nullable NumberSet set = NumberSet.parse(list);
    if (set == null || set.isEmpty()) {
      throw new SystemdException(name + ": \"" + list + "\" is not a list like 0-3,8");
    }
    return set.bytes();
  }

  /** -1 is no limit; 0 cannot be said to systemd, and 1 is as good: nothing can be forked. */
  private void tasks(@Nullable Long pids) {
    if (pids != null) {
      add("TasksMax", limit(pids == 0 ? 1 : pids), "pids.limit " + pids);
    }
  }

  private void blockIo(Resources.BlockIo io) {
    long weight = given(io.weight());
    if (weight != 0) {
      String given = "blockIO.weight " + weight;
      if (isUnified()) {
        add("IOWeight", Weights.ioWeight(weight), given);
      } else {
        add("BlockIOWeight", weight, given);
      }
    }
    if (isUnified()) {
      devices(io);
    }
  }

  private void devices(Resources.BlockIo io) {
    for (Resources.DeviceWeight device : io.devices()) {
      long weight = Weights.ioWeight(device.weight());
      String given = "blockIO.weightDevice " + device.weight();
      device("IODeviceWeight", device.major(), device.minor(), weight, given);
    }
    for (Resources.Throttle throttle : io.throttles()) {
      String name =
          switch (throttle.rate()) {
            case READ_BPS -> "IOReadBandwidthMax";
            case WRITE_BPS -> "IOWriteBandwidthMax";
            case READ_IOPS -> "IOReadIOPSMax";
            case WRITE_IOPS -> "IOWriteIOPSMax";
          };
      long limit = throttle.limit() > 0 ? throttle.limit() : Value.INFINITY;
      String given = "blockIO.throttle " + throttle.limit();
      device(name, throttle.major(), throttle.minor(), limit, given);
    }
  }

  /** {@code a(st)}: systemd knows block devices by path. */
  private void device(String name, int major, int minor, long value, String given) {
    Value path = Value.string("/dev/block/" + major + ":" + minor);
    Value entry = Value.fields(path, Value.uint64(value));
    properties.add(new Property(name, new Value.Items("(st)", List.of(entry)), given));
  }

  /** 0 for what was not given; engines give 0 for no limit as well. */
  private static long given(@Nullable Long value) {
    return value == null ? 0 : value;
  }

  private static long limit(long value) {
    return value < 0 ? Value.INFINITY : value;
  }
}
