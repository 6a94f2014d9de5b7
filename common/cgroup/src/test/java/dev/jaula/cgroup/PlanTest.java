package dev.jaula.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The same limits on each version, file by file. */
class PlanTest {
  static final Hierarchies V2 =
      new Hierarchies(Version.V2, new Hierarchy("/c", List.of()), List.of());
  private static final Hierarchies V1 = v1("cpu,cpuacct", "memory", "pids", "blkio", "cpuset");

  static Hierarchies v1(String... names) {
    List<Hierarchy> mounts = new ArrayList<>();
    for (String name : names) {
      mounts.add(new Hierarchy("/c/" + name, Text.split(name, ',')));
    }
    return new Hierarchies(Version.V1, null, mounts);
  }

  private static final Resources ALL =
      Resources.builder()
          .cpuShares(1024L)
          .cpuQuota(20000L)
          .cpuPeriod(100000L)
          .cpuBurst(5000L)
          .cpus("0-1")
          .mems("0")
          .memoryLimit(48L << 20)
          .memoryReservation(32L << 20)
          .memorySwap(64L << 20)
          .pids(100L)
          .ioWeight(500L)
          .deviceWeight(new Resources.DeviceWeight(8, 16, 200))
          .throttle(new Resources.Throttle(Resources.Rate.READ_BPS, 8, 0, 1048576))
          .throttle(new Resources.Throttle(Resources.Rate.WRITE_IOPS, 8, 0, 50))
          .build();

  private static List<String> shell(Hierarchies h, Resources resources) {
    return Plan.writes(h, resources).stream().map(w -> w.shell("/jaula/x")).toList();
  }

  @Test
  void everythingOnV2() {
    assertThat(shell(V2, ALL))
        .containsExactly(
            "echo 100 > /c/jaula/x/cpu.weight",
            "echo \"20000 100000\" > /c/jaula/x/cpu.max",
            "echo 5000 > /c/jaula/x/cpu.max.burst",
            "echo 0-1 > /c/jaula/x/cpuset.cpus",
            "echo 0 > /c/jaula/x/cpuset.mems",
            "echo 50331648 > /c/jaula/x/memory.max",
            "echo 16777216 > /c/jaula/x/memory.swap.max",
            "echo 33554432 > /c/jaula/x/memory.low",
            "echo 100 > /c/jaula/x/pids.max",
            "echo 500 > /c/jaula/x/io.bfq.weight",
            "echo \"8:16 200\" > /c/jaula/x/io.bfq.weight",
            "echo \"8:0 rbps=1048576\" > /c/jaula/x/io.max",
            "echo \"8:0 wiops=50\" > /c/jaula/x/io.max");
  }

  @Test
  void everythingOnV1() {
    assertThat(shell(V1, ALL))
        .containsExactly(
            "echo 1024 > /c/cpu,cpuacct/jaula/x/cpu.shares",
            "echo 100000 > /c/cpu,cpuacct/jaula/x/cpu.cfs_period_us",
            "echo 20000 > /c/cpu,cpuacct/jaula/x/cpu.cfs_quota_us",
            "echo 5000 > /c/cpu,cpuacct/jaula/x/cpu.cfs_burst_us",
            "echo 0-1 > /c/cpuset/jaula/x/cpuset.cpus",
            "echo 0 > /c/cpuset/jaula/x/cpuset.mems",
            "echo 50331648 > /c/memory/jaula/x/memory.limit_in_bytes",
            "echo 67108864 > /c/memory/jaula/x/memory.memsw.limit_in_bytes",
            "echo 33554432 > /c/memory/jaula/x/memory.soft_limit_in_bytes",
            "echo 100 > /c/pids/jaula/x/pids.max",
            "echo 500 > /c/blkio/jaula/x/blkio.bfq.weight",
            "echo \"8:16 200\" > /c/blkio/jaula/x/blkio.bfq.weight_device",
            "echo \"8:0 1048576\" > /c/blkio/jaula/x/blkio.throttle.read_bps_device",
            "echo \"8:0 50\" > /c/blkio/jaula/x/blkio.throttle.write_iops_device");
  }

  @Test
  void noLimitIsMaxOnV2AndMinusOneOnV1() {
    Resources none =
        Resources.builder().cpuQuota(-1L).memoryLimit(-1L).memorySwap(-1L).pids(-1L).build();
    assertThat(shell(V2, none))
        .containsExactly(
            "echo \"max 100000\" > /c/jaula/x/cpu.max",
            "echo max > /c/jaula/x/memory.max",
            "echo max > /c/jaula/x/memory.swap.max",
            "echo max > /c/jaula/x/pids.max");
    assertThat(shell(V1, none))
        .containsExactly(
            "echo -1 > /c/cpu,cpuacct/jaula/x/cpu.cfs_quota_us",
            "echo -1 > /c/memory/jaula/x/memory.limit_in_bytes",
            "echo -1 > /c/memory/jaula/x/memory.memsw.limit_in_bytes",
            "echo max > /c/pids/jaula/x/pids.max");
  }

  /** As runc: systemd takes no 0, and with 1 nothing can be forked either. */
  @Test
  void noProcessesIsOne() {
    Resources none = Resources.builder().pids(0L).build();
    assertThat(shell(V2, none)).containsExactly("echo 1 > /c/jaula/x/pids.max");
    assertThat(shell(V1, none)).containsExactly("echo 1 > /c/pids/jaula/x/pids.max");
  }

  @Test
  void anIdleCgroupHasNoWeight() {
    assertThat(shell(V2, Resources.builder().cpuShares(1024L).cpuIdle(1L).build()))
        .containsExactly("echo 1 > /c/jaula/x/cpu.idle");
  }

  @Test
  void weightsFallBackToTheOtherSchedulersFile() {
    Resources weight = Resources.builder().ioWeight(1000L).build();
    assertThat(Plan.writes(V2, weight).get(0).otherwise())
        .isEqualTo(
            new FileWrite(Limit.IO_WEIGHT, "io", "/c", "io.weight", "default 10000")
                .from("blockIO.weight 1000"));
    assertThat(Plan.writes(V1, weight).get(0).otherwise())
        .isEqualTo(new FileWrite(Limit.IO_WEIGHT, "blkio", "/c/blkio", "blkio.weight", "1000"));
  }

  @Test
  void withoutSwapAccountingMemoryAloneIsLimited() {
    assertThat(swap(V2, 1L << 20, -1).isOptional()).isTrue();
    assertThat(swap(V2, 1L << 20, 2L << 20).isOptional()).isTrue();
    assertThat(swap(V1, 1L << 20, -1).isOptional()).isTrue();
    assertThat(swap(V1, 1L << 20, 2L << 20).isOptional()).isTrue();
    assertThat(swap(V2, 1L << 20, 3L << 20).isOptional()).isFalse();
    assertThat(swap(V1, 1L << 20, 3L << 20).isOptional()).isFalse();
  }

  /** No swap where the kernel does not count it: on v2 that is what an absent file means. */
  @Test
  void noSwapNeedsNoAccountingOnV2() {
    assertThat(swap(V2, 1L << 20, 1L << 20)).extracting(FileWrite::value).isEqualTo("0");
    assertThat(swap(V2, 1L << 20, 1L << 20).isOptional()).isTrue();
    assertThat(swap(V1, 1L << 20, 1L << 20).isOptional()).isFalse();
  }

  @Test
  void swapWithoutLimitOfMemoryIsWhatItSays() {
    assertThat(swap(V2, -1, 150).value()).isEqualTo("150");
    assertThat(swap(V2, -1, 0).value()).isEqualTo("max");
    assertThat(swap(V2, 0, -1).value()).isEqualTo("max");
    assertThat(swap(V2, 0, -1).isOptional()).isTrue();
  }

  /** v2's numbers are not v1's, in which OCI and Docker count. */
  @Test
  void whatIsWrittenRemembersWhatWasGiven() {
    Resources shares = Resources.builder().cpuShares(512L).pids(0L).build();
    assertThat(Plan.writes(V2, shares))
        .extracting(FileWrite::file, FileWrite::value, FileWrite::given)
        .contains(
            tuple("cpu.weight", "59", "cpu.shares 512"), tuple("pids.max", "1", "pids.limit 0"));
    assertThat(Plan.writes(V1, shares)).extracting(FileWrite::given).contains((String) null);
    assertThat(swap(V2, 1L << 20, 3L << 20).given())
        .isEqualTo("memory.swap 3145728 with memory.limit 1048576");
    Resources unlimited = Resources.builder().memoryLimit(-1L).build();
    assertThat(Plan.writes(V2, unlimited))
        .extracting(FileWrite::file, FileWrite::given)
        .contains(tuple("memory.swap.max", "memory.limit -1"));
  }

  private static FileWrite swap(Hierarchies h, long limit, long both) {
    Resources resources = Resources.builder().memoryLimit(limit).memorySwap(both).build();
    List<FileWrite> writes = Plan.writes(h, resources);
    FileWrite last = writes.get(writes.size() - 1);
    assertThat(last.file()).isIn("memory.swap.max", "memory.memsw.limit_in_bytes");
    return last;
  }

  @Test
  void hugePagesNeedTheirController() {
    Resources pages =
        Resources.builder().hugepages(new Resources.Hugepages("2MB", 4L << 20)).build();
    assertThat(shell(V2, pages))
        .containsExactly(
            "echo 4194304 > /c/jaula/x/hugetlb.2MB.max",
            "echo 4194304 > /c/jaula/x/hugetlb.2MB.rsvd.max");
    assertThat(Plan.controllers(Plan.writes(V2, pages)))
        .containsExactly("cpu", "memory", "pids", "io", "hugetlb");
    assertThatThrownBy(() -> Plan.writes(V1, pages))
        .hasMessageContaining("the cgroup controller hugetlb is not mounted; try: mkdir");
  }

  @Test
  void cpusetIsJoinedOnlyWhenAsked() {
    assertThat(Plan.joined(V1, List.of())).hasSize(4);
    Resources pinned = Resources.builder().cpus("1").build();
    assertThat(Plan.joined(V1, Plan.writes(V1, pinned))).hasSize(5).contains(V1.mount("cpuset"));
  }

  @Test
  void whatAVersionCannotSayIsAnError() {
    assertThatThrownBy(() -> Plan.writes(V2, Resources.builder().realtimeRuntime(1L).build()))
        .hasMessageStartingWith("--cpu-rt-runtime: cgroup v2 has no real-time limit");
    assertThatThrownBy(() -> Plan.writes(V2, Resources.builder().swappiness(10L).build()))
        .hasMessageStartingWith("--memory-swappiness: cgroup v2");
    assertThatThrownBy(() -> Plan.writes(V2, Resources.builder().memorySwap(10L).build()))
        .hasMessage("--memory-swap 10: needs --memory too");
    Resources low = Resources.builder().memoryLimit(20L).memorySwap(10L).build();
    for (Hierarchies h : List.of(V1, V2)) {
      assertThatThrownBy(() -> Plan.writes(h, low))
          .hasMessageStartingWith("--memory-swap 10: is memory and swap together");
    }
  }

  @Test
  void sharesBecomeWeightsByTheNewFormula() {
    for (long shares = 3; shares < 262144; shares++) {
      double l = Math.log((double) shares) / Math.log(2);
      double exact = Math.pow(10, (l * l + 125 * l) / 612.0 - 7.0 / 34.0);
      assertThat(Weights.weight(shares)).isEqualTo((long) Math.ceil(exact - 1e-8));
    }
    assertThat(Weights.weight(2)).isEqualTo(1);
    assertThat(Weights.weight(1024)).isEqualTo(100);
    assertThat(Weights.weight(262144)).isEqualTo(10000);
    assertThat(Weights.shares(100)).isEqualTo(1024);
    assertThat(Weights.ioWeight(10)).isEqualTo(1);
    assertThat(Weights.ioWeight(1000)).isEqualTo(10000);
    for (long weight = 10; weight <= 1000; weight++) {
      assertThat(Weights.blkioWeight(Weights.ioWeight(weight))).isEqualTo(weight);
    }
  }
}
