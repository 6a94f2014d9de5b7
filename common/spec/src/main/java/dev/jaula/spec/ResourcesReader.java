package dev.jaula.spec;

import dev.jaula.cgroup.Resources;
import dev.jaula.cgroup.Resources.Rate;
import org.jspecify.annotations.Nullable;

/**
 * Reads linux.resources apart from its devices (config-linux.md, "Control groups"); {@link
 * LimitsReader} reads what Jaula's own commands never write.
 */
final class ResourcesReader {
  static final long MAX = Long.MAX_VALUE;
  static final int MAX_WEIGHT = 1000;

  private ResourcesReader() {}

  static Resources.Builder read(Field resources) {
    Resources.Builder out = Resources.builder();
    @Nullable Field cpu = resources.get("cpu");
    if (cpu != null) {
      cpu(cpu, out);
    }
    @Nullable Field memory = resources.get("memory");
    if (memory != null) {
      memory(memory, out);
    }
    @Nullable Field pids = resources.get("pids");
    if (pids != null) {
      out.pids(pids.integer("limit", -1, MAX));
    }
    @Nullable Field blockIo = resources.get("blockIO");
    if (blockIo != null) {
      blockIo(blockIo, out);
    }
    hugepages(resources, out);
    unified(resources, out);
    return out;
  }

  private static void cpu(Field cpu, Resources.Builder out) {
    out.cpuShares(cpu.integer("shares", 0, 262144))
        .cpuQuota(cpu.integer("quota", -1, MAX))
        .cpuPeriod(cpu.integer("period", 0, 1_000_000))
        .cpuBurst(cpu.integer("burst", 0, MAX))
        .cpuIdle(cpu.integer("idle", 0, 1))
        .realtimePeriod(cpu.integer("realtimePeriod", 0, MAX))
        .realtimeRuntime(cpu.integer("realtimeRuntime", -1, MAX))
        .cpus(list(cpu.get("cpus")))
        .mems(list(cpu.get("mems")));
  }

  private static void memory(Field memory, Resources.Builder out) {
    out.memoryLimit(memory.integer("limit", -1, MAX))
        .memoryReservation(memory.integer("reservation", -1, MAX))
        .memorySwap(memory.integer("swap", -1, MAX))
        .swappiness(memory.integer("swappiness", 0, 100));
  }

  private static void blockIo(Field blockIo, Resources.Builder out) {
    out.ioWeight(blockIo.integer("weight", 0, MAX_WEIGHT));
    for (Field item : blockIo.items("weightDevice")) {
      if (item.get("leafWeight") == null || item.get("weight") != null) {
        long weight = item.need("weight", "500").integer(0, MAX_WEIGHT);
        out.deviceWeight(new Resources.DeviceWeight(major(item), minor(item), weight));
      }
    }
    for (Rate rate : Rate.values()) {
      for (Field item : blockIo.items(throttleName(rate))) {
        long limit = item.need("rate", "1048576").integer(0, MAX);
        out.throttle(new Resources.Throttle(rate, major(item), minor(item), limit));
      }
    }
  }

  /** The spec's name of a rate's list. */
  static String throttleName(Rate rate) {
    return switch (rate) {
      case READ_BPS -> "throttleReadBpsDevice";
      case WRITE_BPS -> "throttleWriteBpsDevice";
      case READ_IOPS -> "throttleReadIOPSDevice";
      case WRITE_IOPS -> "throttleWriteIOPSDevice";
    };
  }

  static int major(Field item) {
    return (int) item.need("major", "8").integer(0, 4095);
  }

  static int minor(Field item) {
    return (int) item.need("minor", "0").integer(0, 1048575);
  }

  private static void hugepages(Field resources, Resources.Builder out) {
    for (Field item : resources.items("hugepageLimits")) {
      Field size = item.need("pageSize", "\"2MB\"");
      if (!isPageSize(size.text())) {
        throw size.bad("is not a page size; write e.g. \"64KB\", \"2MB\" or \"1GB\"");
      }
      long limit = item.need("limit", "1073741824").integer(0, MAX);
      out.hugepages(new Resources.Hugepages(size.text(), limit));
    }
  }

  /** [1-9][0-9]*[KMG]B. */
  private static boolean isPageSize(String text) {
    int digits = text.length() - 2;
    if (digits < 1 || text.charAt(0) == '0' || text.charAt(digits + 1) != 'B') {
      return false;
    }
    for (int i = 0; i < digits; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return "KMG".indexOf(text.charAt(digits)) >= 0;
  }

  /** A key is a file of the container's cgroup, so it must not leave that directory. */
  private static void unified(Field resources, Resources.Builder out) {
    @Nullable Field unified = resources.get("unified");
    if (unified == null) {
      return;
    }
    for (Field entry : unified.entries()) {
      String key = entry.name();
      String value = entry.text();
      if (key.indexOf('/') >= 0 || key.indexOf('.') < 1 || key.indexOf('\0') >= 0) {
        throw entry.bad(
            "is not the value of a cgroup's file; write e.g. \"memory.high\" as its name");
      }
      out.unified(key, value);
    }
  }

  /** Digits, commas and hyphens, as cpuset(7) reads them; the kernel judges the numbers. */
  static @Nullable String list(@Nullable Field field) {
    if (field == null || field.text().isEmpty()) {
      return null;
    }
    String text = field.text();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && c != ',' && c != '-' && c != ' ' && c != '\n') {
        throw field.bad("is not a list of numbers; write e.g. \"0-3,8\"");
      }
    }
    return text;
  }
}
