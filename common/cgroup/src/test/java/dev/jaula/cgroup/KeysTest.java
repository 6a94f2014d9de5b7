package dev.jaula.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One key and value in, the files and values of each version out. */
class KeysTest {
  private static final Hierarchies V2 =
      new Hierarchies(Version.V2, new Hierarchy("", List.of()), List.of());
  private static final Hierarchies V1 =
      PlanTest.v1("cpu,cpuacct", "memory", "pids", "freezer", "blkio", "cpuset", "hugetlb");

  private static String written(Hierarchies h, String key, String value) {
    KeyWrites.Current current =
        k ->
            switch (k) {
              case "cpu.max" -> "30000 50000";
              case "memory.max" -> "1048576";
              default -> null;
            };
    StringBuilder text = new StringBuilder();
    for (FileWrite write : new KeyWrites(h, current).of(key, value)) {
      text.append(text.isEmpty() ? "" : "; ").append(write.file()).append('=');
      text.append(write.value());
    }
    return text.toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cpu.max | 20000 | cpu.max=20000 50000 | cpu.cfs_quota_us=20000",
        "cpu.max | 20000 100000 | cpu.max=20000 100000 | cpu.cfs_period_us=100000; cpu.cfs_quota_us=20000",
        "cpu.max | 20% | cpu.max=10000 50000 | cpu.cfs_quota_us=10000",
        "cpu.max | 12.5% 100000 | cpu.max=12500 100000 | cpu.cfs_period_us=100000; cpu.cfs_quota_us=12500",
        "cpu.max | 150% | cpu.max=75000 50000 | cpu.cfs_quota_us=75000",
        "cpu.max | max | cpu.max=max 50000 | cpu.cfs_quota_us=-1",
        "cpu.max | -1 | cpu.max=max 50000 | cpu.cfs_quota_us=-1",
        "cpu.cfs_quota_us | 20000 | cpu.max=20000 50000 | cpu.cfs_quota_us=20000",
        "cpu.cfs_period_us | 100000 | cpu.max=30000 100000 | cpu.cfs_period_us=100000",
        "cpu.weight | 100 | cpu.weight=100 | cpu.shares=1024",
        "cpu.shares | 1024 | cpu.weight=100 | cpu.shares=1024",
        "memory.max | 48M | memory.max=50331648 | memory.limit_in_bytes=50331648",
        "memory.max | max | memory.max=max | memory.limit_in_bytes=-1",
        "memory.limit_in_bytes | -1 | memory.max=max | memory.limit_in_bytes=-1",
        "memory.low | 1.5G | memory.low=1610612736 | memory.soft_limit_in_bytes=1610612736",
        "memory.high | 1M | memory.high=1048576 | memory.soft_limit_in_bytes=1048576",
        "memory.soft_limit_in_bytes | 1M | memory.low=1048576 | memory.soft_limit_in_bytes=1048576",
        "memory.swap.max | 1M | memory.swap.max=1048576 | memory.memsw.limit_in_bytes=2097152",
        "memory.swap.max | max | memory.swap.max=max | memory.memsw.limit_in_bytes=-1",
        "memory.memsw.limit_in_bytes | 3M | memory.swap.max=2097152 | memory.memsw.limit_in_bytes=3145728",
        "pids.max | 10 | pids.max=10 | pids.max=10",
        "pids.max | -1 | pids.max=max | pids.max=max",
        "io.max | 8:0 rbps=1M wiops=9 | io.max=8:0 rbps=1M wiops=9 | blkio.throttle.read_bps_device=8:0 1048576; blkio.throttle.write_iops_device=8:0 9",
        "blkio.throttle.read_bps_device | 8:0 1M | io.max=8:0 rbps=1048576 | blkio.throttle.read_bps_device=8:0 1M",
        "io.weight | 10000 | io.weight=10000 | blkio.bfq.weight=1000",
        "blkio.weight | 500 | io.weight=default 4950 | blkio.bfq.weight=500",
        "cgroup.freeze | 1 | cgroup.freeze=1 | freezer.state=FROZEN",
        "freezer.state | THAWED | cgroup.freeze=0 | freezer.state=THAWED",
        "cpuset.cpus | 0-1 | cpuset.cpus=0-1 | cpuset.cpus=0-1",
        "hugetlb.2MB.max | 4M | hugetlb.2MB.max=4194304 | hugetlb.2MB.limit_in_bytes=4194304",
      })
  void everyKeyOnBothVersions(String key, String value, String v2, String v1) {
    assertThat(written(V2, key, value)).isEqualTo(v2);
    assertThat(written(V1, key, value)).isEqualTo(v1);
  }

  @ParameterizedTest
  @CsvSource({
    "memory.peek, memory.peak",
    "memory.mx, memory.max",
    "memory.maxx, memory.max",
    "memroy.max, memory.max",
    "cpu.mx, cpu.max",
    "cpu.shres, cpu.shares",
    "cpu.cfs_quota, cpu.cfs_quota_us",
    "cpu.cfs_perod_us, cpu.cfs_period_us",
    "memory.limit_in_byte, memory.limit_in_bytes",
    "memory.limits_in_bytes, memory.limit_in_bytes",
    "memory.usage_in_byes, memory.usage_in_bytes",
    "memory.swap.mx, memory.swap.max",
    "memory.curent, memory.current",
    "pid.max, pids.max",
    "pids.mac, pids.max",
    "pids.curent, pids.current",
    "io.mx, io.max",
    "io.wieght, io.weight",
    "cpuset.cpu, cpuset.cpus",
    "cpuset.mem, cpuset.mems",
    "cgroup.proc, cgroup.procs",
    "cgroup.freez, cgroup.freeze",
    "freezer.stat, freezer.state",
    "task, tasks",
    "cpu.weigth, cpu.weight"
  })
  void aMistypedKeyIsAnsweredWithTheRightOne(String wrong, String right) {
    assertThatThrownBy(() -> written(V2, wrong, "1"))
        .hasMessage(wrong + ": no such key; did you mean " + right + "?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cpu.max | 0.2 | cpu.max=0.2: write a quota and a period",
        "cpu.max | 0 | cpu.max=0: write a quota",
        "cpu.max | 0% | cpu.max=0%: write a quota",
        "cpu.max | % | cpu.max=%: write a quota",
        "cpu.max | 1 2 3 | cpu.max=1 2 3: write a quota",
        "cpu.max | 20000 max | cpu.max=20000 max: write a quota",
        "cpu.weight | 0 | cpu.weight=0: write a whole number from 1 to 10000",
        "cpu.shares | 1 | cpu.shares=1: write a whole number from 2 to 262144",
        "memory.max | 48X | memory.max: 48X is no size",
        "memory.current | 1 | memory.current: can only be read",
        "pids.max | many | pids.max=many: write a whole number, or max",
        "cgroup.freeze | 2 | cgroup.freeze=2: write 1 to freeze, 0 to thaw",
        "cgroup.procs | 1 | cgroup.procs: is not set; move a process with",
        "tasks | 1 | tasks: is not set; move a process with",
      })
  void aBadValueIsSaid(String key, String value, String message) {
    for (Hierarchies h : List.of(V1, V2)) {
      assertThatThrownBy(() -> written(h, key, value)).hasMessageStartingWith(message);
    }
  }

  @Test
  void whatTheOtherVersionLacksIsSaid() {
    assertThatThrownBy(() -> written(V1, "memory.min", "1M"))
        .hasMessage("memory.min: cgroup v1, which this host has, offers nothing like it");
    assertThatThrownBy(() -> written(V2, "memory.swappiness", "1"))
        .hasMessage("memory.swappiness: only cgroup v1 has this key, and this host has v2");
    assertThatThrownBy(() -> written(PlanTest.v1("cpu"), "memory.max", "1M"))
        .hasMessage("memory.max: the cgroup controller memory is not mounted");
  }

  @Test
  void anUnknownKeyOfAKnownControllerListsItsKeys() {
    assertThat(Keys.unknown("pids.something"))
        .isEqualTo(
            "pids.something: no such key; there are pids.max, pids.current, pids.peak, pids.events");
    assertThat(Keys.unknown("xyzzy"))
        .isEqualTo("xyzzy: no such key; keys look like cpu.max, memory.max, pids.max, io.max");
  }

  @Test
  void rawKeysOfAContainerAreTranslatedToo() {
    Resources raw =
        Resources.builder()
            .memoryLimit(1048576L)
            .unified("memory.swap.max", "0")
            .unified("cpu.max", "20%")
            .build();
    assertThat(Plan.writes(V1, raw).stream().map(w -> w.file() + "=" + w.value()))
        .containsExactly(
            "memory.limit_in_bytes=1048576",
            "memory.memsw.limit_in_bytes=1048576",
            "cpu.cfs_quota_us=20000");
    Resources unknown = Resources.builder().unified("rdma.max", "x").build();
    assertThat(Plan.writes(V2, unknown))
        .containsExactly(new FileWrite(Limit.RAW, "rdma", "", "rdma.max", "x"));
  }
}
