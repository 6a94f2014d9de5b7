package dev.jaula.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jaula.cgroup.CgroupException;
import dev.jaula.cgroup.FileWrite;
import dev.jaula.cgroup.Hierarchies;
import dev.jaula.cgroup.Hierarchy;
import dev.jaula.cgroup.Plan;
import dev.jaula.cgroup.Resources;
import dev.jaula.cgroup.Version;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits to properties, by runc's and crun's tables. */
class ResourcePropertiesTest {
  private static List<String> v2(Resources.Builder limits, int systemd) {
    return PropertyText.of(ResourceProperties.of(limits.build(), Version.V2, () -> systemd));
  }

  private static Resources.Builder limits(String text) {
    Resources.Builder limits = Resources.builder();
    for (String pair : text.split(" ")) {
      String value = pair.substring(pair.indexOf('=') + 1);
      Long number = value.matches("-?[0-9]+") ? Long.valueOf(value) : null;
      switch (pair.substring(0, pair.indexOf('='))) {
        case "limit" -> limits.memoryLimit(number);
        case "reservation" -> limits.memoryReservation(number);
        case "swap" -> limits.memorySwap(number);
        case "shares" -> limits.cpuShares(number);
        case "quota" -> limits.cpuQuota(number);
        case "period" -> limits.cpuPeriod(number);
        case "idle" -> limits.cpuIdle(number);
        case "cpus" -> limits.cpus(value);
        case "mems" -> limits.mems(value);
        case "pids" -> limits.pids(number);
        case "weight" -> limits.ioWeight(number);
        default -> throw new IllegalArgumentException(pair);
      }
    }
    return limits;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "limit=67108864 | MemoryMax t 67108864",
        "limit=-1 | MemoryMax t 18446744073709551615; MemorySwapMax t 18446744073709551615",
        "limit=0 | ''",
        "reservation=4096 | MemoryLow t 4096",
        "limit=100 swap=150 | MemoryMax t 100; MemorySwapMax t 50",
        "limit=100 swap=100 | MemoryMax t 100; MemorySwapMax t 0",
        "limit=100 swap=-1 | MemoryMax t 100; MemorySwapMax t 18446744073709551615",
        "limit=-1 swap=150 | MemoryMax t 18446744073709551615; MemorySwapMax t 150",
        "swap=-1 | MemorySwapMax t 18446744073709551615",
        "shares=1024 | CPUWeight t 100",
        "shares=2 | CPUWeight t 1",
        "shares=262144 | CPUWeight t 10000",
        "shares=0 | ''",
        "idle=1 shares=1024 | CPUWeight t 0",
        "idle=0 shares=1024 | CPUWeight t 100",
        "quota=50000 | CPUQuotaPerSecUSec t 500000",
        "quota=50000 period=100000 | CPUQuotaPeriodUSec t 100000; CPUQuotaPerSecUSec t 500000",
        "quota=1000 period=3000 | CPUQuotaPeriodUSec t 3000; CPUQuotaPerSecUSec t 340000",
        "quota=-1 | CPUQuotaPerSecUSec t 18446744073709551615",
        "period=20000 | CPUQuotaPeriodUSec t 20000; CPUQuotaPerSecUSec t 18446744073709551615",
        "quota=9000000000000000000 period=1000000 | CPUQuotaPeriodUSec t 1000000;"
            + " CPUQuotaPerSecUSec t 1000000000000000",
        "pids=100 | TasksMax t 100",
        "pids=-1 | TasksMax t 18446744073709551615",
        "pids=0 | TasksMax t 1",
        "cpus=0-3,8 mems=0 | AllowedCPUs ay [15, 1]; AllowedMemoryNodes ay [1]",
        "weight=500 | IOWeight t 4950",
        "weight=10 | IOWeight t 1",
        "weight=1000 | IOWeight t 10000",
      })
  void onV2(String given, String properties) {
    assertThat(v2(limits(given), 252)).containsExactlyElementsOf(lines(properties));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "limit=67108864 swap=70000000 reservation=5 | MemoryLimit t 67108864",
        "shares=512 | CPUShares t 512",
        "idle=1 shares=512 | CPUShares t 512",
        "quota=50000 | CPUQuotaPerSecUSec t 500000",
        "pids=50 | TasksMax t 50",
        "weight=500 | BlockIOWeight t 500",
        "cpus=1 | AllowedCPUs ay [2]",
      })
  void onV1(String given, String properties) {
    for (Version version : List.of(Version.V1, Version.HYBRID)) {
      assertThat(PropertyText.of(ResourceProperties.of(limits(given).build(), version, () -> 252)))
          .containsExactlyElementsOf(lines(properties));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cpu.max=50000 100000 | CPUQuotaPeriodUSec t 100000; CPUQuotaPerSecUSec t 500000",
        "cpu.max=max 20000 | CPUQuotaPeriodUSec t 20000;"
            + " CPUQuotaPerSecUSec t 18446744073709551615",
        "cpu.max=50000 | CPUQuotaPerSecUSec t 500000",
        "cpu.weight=77 | CPUWeight t 77",
        "cpu.idle=1 | CPUWeight t 0",
        "cpu.idle=0 | ''",
        "cpuset.cpus=1-2 | AllowedCPUs ay [6]",
        "cpuset.mems=0 | AllowedMemoryNodes ay [1]",
        "memory.high=5 | MemoryHigh t 5",
        "memory.low=max | MemoryLow t 18446744073709551615",
        "memory.min=6 | MemoryMin t 6",
        "memory.max=max | MemoryMax t 18446744073709551615",
        "memory.swap.max=0 | MemorySwapMax t 0",
        "memory.zswap.max=7 | MemoryZSwapMax t 7",
        "pids.max=max | TasksMax t 18446744073709551615",
        "memory.oom.group=1 | ''",
        "hugetlb.2MB.max=0 | ''",
      })
  void unifiedKeys(String pair, String properties) {
    int equals = pair.indexOf('=');
    Resources.Builder limits =
        Resources.builder().unified(pair.substring(0, equals), pair.substring(equals + 1) + "\n");
    assertThat(v2(limits, 255)).containsExactlyElementsOf(lines(properties));
  }

  @Test
  void idleWinsOverAWeight() {
    Resources.Builder limits =
        Resources.builder().unified("cpu.weight", "50").unified("cpu.idle", "1");
    assertThat(v2(limits, 252)).containsExactly("CPUWeight t 0");
    assertThat(v2(limits, 251)).containsExactly("CPUWeight t 50");
  }

  @Test
  void anOlderSystemdIsNotToldWhatItDoesNotKnow() {
    Resources.Builder limits =
        limits("idle=1 quota=50000 period=100000 cpus=0 mems=0").unified("memory.zswap.max", "7");
    assertThat(v2(limits, 239)).containsExactly("CPUQuotaPerSecUSec t 500000");
    assertThat(v2(limits, 243))
        .containsExactly("CPUQuotaPeriodUSec t 100000", "CPUQuotaPerSecUSec t 500000");
  }

  @Test
  void theVersionIsAskedForOnlyWhenItMatters() {
    Resources common = limits("limit=5 shares=1024 quota=50000 pids=5 weight=100").build();
    IntSupplier unasked =
        () -> {
          throw new AssertionError("asked");
        };
    assertThat(ResourceProperties.of(common, Version.V2, unasked)).hasSize(5);
    assertThat(ResourceProperties.atStart(common, unasked)).isEmpty();
  }

  @Test
  void devicesByPath() {
    Resources.Builder limits =
        Resources.builder()
            .deviceWeight(new Resources.DeviceWeight(8, 16, 100))
            .throttle(new Resources.Throttle(Resources.Rate.READ_BPS, 8, 0, 1))
            .throttle(new Resources.Throttle(Resources.Rate.WRITE_BPS, 8, 0, 2))
            .throttle(new Resources.Throttle(Resources.Rate.READ_IOPS, 8, 0, 3))
            .throttle(new Resources.Throttle(Resources.Rate.WRITE_IOPS, 8, 0, 0));
    assertThat(v2(limits, 252))
        .containsExactly(
            "IODeviceWeight a(st) [('/dev/block/8:16', 910)]",
            "IOReadBandwidthMax a(st) [('/dev/block/8:0', 1)]",
            "IOWriteBandwidthMax a(st) [('/dev/block/8:0', 2)]",
            "IOReadIOPSMax a(st) [('/dev/block/8:0', 3)]",
            "IOWriteIOPSMax a(st) [('/dev/block/8:0', 18446744073709551615)]");
  }

  /** After a reload systemd writes to io.weight what is there already. */
  @ParameterizedTest
  @ValueSource(longs = {10, 11, 100, 499, 1000})
  void theWeightIsTheFiles(long weight) {
    Hierarchies unified = new Hierarchies(Version.V2, new Hierarchy("/c", List.of()), List.of());
    Resources.Builder limits = Resources.builder().ioWeight(weight);
    FileWrite general =
        Objects.requireNonNull(Plan.writes(unified, limits.build()).get(0).otherwise());
    assertThat(v2(limits, 252))
        .containsExactly("IOWeight t " + general.value().replace("default ", ""));
  }

  @Test
  void oomGroupIsAPolicyAtTheStart() {
    Resources together = Resources.builder().unified("memory.oom.group", "1").build();
    Resources alone = Resources.builder().unified("memory.oom.group", "0\n").build();
    assertThat(PropertyText.of(ResourceProperties.atStart(together, () -> 253)))
        .containsExactly("OOMPolicy s 'kill'");
    assertThat(PropertyText.of(ResourceProperties.atStart(alone, () -> 253)))
        .containsExactly("OOMPolicy s 'continue'");
    assertThat(ResourceProperties.atStart(together, () -> 252)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"swap=5", "limit=6 swap=5"})
  void swapIsRefusedAsByTheFiles(String given) {
    assertThatThrownBy(() -> v2(limits(given), 252))
        .isInstanceOf(CgroupException.class)
        .hasMessageStartingWith("--memory-swap 5: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cpus=x | linux.resources.cpu.cpus: \"x\" is not a list like 0-3,8",
        "cpus=3-1 | linux.resources.cpu.cpus: \"3-1\" is not a list",
        "cpus=65536 | linux.resources.cpu.cpus: \"65536\" is not a list",
        "mems=, | linux.resources.cpu.mems: \",\" is not a list",
      })
  void refused(String given, String message) {
    assertThatThrownBy(() -> v2(limits(given), 252))
        .isInstanceOf(SystemdException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a/b.c=1 | \"a/b.c\" is not a file name like memory.high",
        "memory=1 | \"memory\" is not a file name",
        "cpu.max= | linux.resources.unified.cpu.max: \"\" is not QUOTA PERIOD",
        "cpu.max=1 2 3 | is not QUOTA PERIOD",
        "memory.max=1G | linux.resources.unified.memory.max: \"1G\" is not a whole number",
        "cpu.weight=-1 | is not a whole number",
        "cpu.weight=0 | \"0\" is not a weight from 1 to 10000",
      })
  void refusedUnifiedKeys(String pair, String message) {
    int equals = pair.indexOf('=');
    Resources.Builder limits =
        Resources.builder().unified(pair.substring(0, equals), pair.substring(equals + 1));
    assertThatThrownBy(() -> v2(limits, 252))
        .isInstanceOf(SystemdException.class)
        .hasMessageContaining(message);
  }

  private static List<String> lines(String text) {
    return text.isEmpty() ? List.of() : Arrays.stream(text.split("; *")).map(String::trim).toList();
  }
}
