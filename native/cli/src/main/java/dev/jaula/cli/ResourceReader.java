package dev.jaula.cli;

import dev.jaula.args.Arguments;
import dev.jaula.cgroup.Resources;
import dev.jaula.cgroup.Sizes;
import dev.jaula.linux.Files;
import dev.jaula.linux.Stat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The limits of {@code jaula run}: Docker's options to the spec's resources. */
final class ResourceReader {
  private static final long PERIOD = 100_000;
  private static final long LEAST_MEMORY = 512 * 1024;

  private final Arguments arguments;
  private final Files files;

  ResourceReader(Arguments arguments, Files files) {
    this.arguments = arguments;
    this.files = files;
  }

  Resources read() {
    Resources.Builder builder = Resources.builder();
    cpu(builder);
    memory(builder);
    Long pids = number("pids-limit", -1, 4_194_304);
    // as in Docker, 0 is no limit
    builder.pids(pids != null && pids == 0 ? Long.valueOf(-1) : pids);
    blockIo(builder);
    for (String conf : arguments.values("cgroup-conf")) {
      String[] pair = Values.pair("cgroup-conf", conf);
      builder.unified(pair[0], pair[1]);
    }
    return builder.build();
  }

  private @Nullable Long number(String option, long least, long most) {
    String value = arguments.value(option);
    return value == null ? null : Values.number(option, value, least, most);
  }

  private @Nullable Long size(String option) {
    String value = arguments.value(option);
    return value == null ? null : Sizes.limit("--" + option, value);
  }

  private void cpu(Resources.Builder builder) {
    Long period = number("cpu-period", 1000, 1_000_000);
    Long quota = number("cpu-quota", -1, 1_000_000_000L);
    String cpus = arguments.value("cpus");
    if (cpus != null) {
      if (period != null || quota != null) {
        throw new CliException(
            "--cpus says both period and quota: leave --cpu-period and --cpu-quota out");
      }
      quota = quota(cpus); // of the period that a fresh cgroup has
    }
    builder.cpuPeriod(period).cpuQuota(quota);
    builder.cpuShares(number("cpu-shares", 2, 262_144));
    String weight = arguments.value("cpu-weight");
    if (weight != null) {
      builder.unified("cpu.weight", String.valueOf(Values.number("cpu-weight", weight, 1, 10_000)));
    }
    builder.cpus(list("cpuset-cpus")).mems(list("cpuset-mems"));
  }

  private static long quota(String cpus) {
    long hundredThousandths = Values.fixed(cpus, 5);
    if (hundredThousandths < 1000) {
      throw Values.bad("cpus", cpus, "a number of CPUs such as 0.2 or 1.5 (the least is 0.01)");
    }
    return hundredThousandths * PERIOD / 100_000;
  }

  private @Nullable String list(String option) {
    String value = arguments.value(option);
    if (value == null) {
      return null;
    }
    for (String part : Values.split(value, ',')) {
      List<String> ends = Values.split(part, '-');
      boolean valid = ends.size() <= 2;
      for (String end : ends) {
        valid &= Values.isNumber(end);
      }
      int last = ends.size() - 1;
      if (!valid || Long.parseLong(ends.get(0)) > Long.parseLong(ends.get(last))) {
        throw Values.bad(option, value, "a list such as 0-2,4");
      }
    }
    return value;
  }

  private void memory(Resources.Builder builder) {
    Long limit = size("memory");
    if (limit != null && limit >= 0 && limit < LEAST_MEMORY) {
      throw Values.bad(
          "memory", arguments.value("memory", ""), "enough to start a process: give at least 512K");
    }
    Long swap = swap(limit);
    if (swap != null && swap >= 0 && (limit == null || limit < 0)) {
      throw new CliException("--memory-swap is memory and swap together: give --memory too");
    }
    if (swap != null && limit != null && swap >= 0 && swap < limit) {
      throw Values.bad(
          "memory-swap", arguments.value("memory-swap", ""), "at least what --memory is");
    }
    Long reservation = size("memory-reservation");
    if (limit != null && reservation != null && limit > 0 && reservation > limit) {
      throw Values.bad(
          "memory-reservation",
          arguments.value("memory-reservation", ""),
          "at most what --memory is");
    }
    builder.memoryLimit(limit).memoryReservation(reservation).memorySwap(swap);
  }

  /** Docker's rule: as much swap as memory, unless it is said; 0 says nothing. */
  private @Nullable Long swap(@Nullable Long limit) {
    Long swap = size("memory-swap");
    if (swap != null && swap != 0) {
      return swap;
    }
    if (limit == null || limit <= 0 || limit > Long.MAX_VALUE / 2 || isMemoryRaw()) {
      return null;
    }
    return 2 * limit;
  }

  /** A raw limit is written last, and v1 takes none that is above memory and swap together. */
  private boolean isMemoryRaw() {
    for (String conf : arguments.values("cgroup-conf")) {
      if (conf.startsWith("memory.max=") || conf.startsWith("memory.limit_in_bytes=")) {
        return true;
      }
    }
    return false;
  }

  private void blockIo(Resources.Builder builder) {
    Long weight = number("blkio-weight", 0, 1000);
    if (weight != null && weight != 0) {
      builder.ioWeight(Values.number("blkio-weight", String.valueOf(weight), 10, 1000));
    }
    throttle(builder, "device-read-bps", Resources.Rate.READ_BPS, true);
    throttle(builder, "device-write-bps", Resources.Rate.WRITE_BPS, true);
    throttle(builder, "device-read-iops", Resources.Rate.READ_IOPS, false);
    throttle(builder, "device-write-iops", Resources.Rate.WRITE_IOPS, false);
  }

  private void throttle(
      Resources.Builder builder, String option, Resources.Rate rate, boolean bytes) {
    for (String value : arguments.values(option)) {
      int colon = value.lastIndexOf(':');
      if (colon <= 0) {
        throw Values.bad(option, value, "DEVICE:RATE, such as /dev/sda:1M");
      }
      String device = value.substring(0, colon);
      @Nullable Stat stat = files.stat(device);
      if (stat == null || !stat.isBlockDevice()) {
        throw Values.bad(option, value, "about a block device: see lsblk");
      }
      String number = value.substring(colon + 1);
      long limit =
          bytes
              ? Sizes.parse("--" + option, number)
              : Values.number(option, number, 1, Integer.MAX_VALUE);
      builder.throttle(new Resources.Throttle(rate, stat.nodeMajor(), stat.nodeMinor(), limit));
    }
  }
}
