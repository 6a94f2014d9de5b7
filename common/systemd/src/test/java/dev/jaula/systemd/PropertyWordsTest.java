package dev.jaula.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jaula.cgroup.Resources;
import dev.jaula.cgroup.Version;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Properties for people, with what was given for them. */
class PropertyWordsTest {
  private static List<String> limits(Resources.Builder limits, Version version) {
    return PropertyWords.of(ResourceProperties.of(limits.build(), version, () -> 255));
  }

  @Test
  void whatWasGivenStandsBesideWhatIsSent() {
    Resources.Builder all = Resources.builder().memoryLimit(100L).memorySwap(150L).cpuShares(512L);
    all.cpuQuota(1000L).cpuPeriod(3000L).cpus("0-3, 8").pids(0L).ioWeight(500L);
    assertThat(limits(all, Version.V2))
        .containsExactly(
            "MemoryMax=100 # given: memory.limit 100",
            "MemorySwapMax=50 # given: memory.swap 150",
            "CPUWeight=59 # given: cpu.shares 512",
            "CPUQuotaPeriodUSec=3000 # given: cpu.quota 1000, cpu.period 3000",
            "CPUQuotaPerSecUSec=340000 # given: cpu.quota 1000, cpu.period 3000",
            "AllowedCPUs=0-3,8 # given: cpu.cpus 0-3, 8",
            "TasksMax=1 # given: pids.limit 0",
            "IOWeight=4950 # given: blockIO.weight 500");
    assertThat(limits(all, Version.V1))
        .contains(
            "CPUShares=512 # given: cpu.shares 512", "MemoryLimit=100 # given: memory.limit 100");
    assertThat(limits(Resources.builder().memoryLimit(-1L), Version.V2))
        .containsExactly(
            "MemoryMax=infinity # given: memory.limit -1",
            "MemorySwapMax=infinity # given: memory.limit -1");
  }

  @Test
  void rawKeysAndAnnotations() {
    Resources.Builder raw = Resources.builder();
    raw.unified("memory.high", "max").unified("cpu.max", "50000 100000");
    assertThat(limits(raw, Version.V2))
        .containsExactly(
            "MemoryHigh=infinity # given: unified.memory.high max",
            "CPUQuotaPeriodUSec=100000 # given: unified.cpu.max 50000 100000",
            "CPUQuotaPerSecUSec=500000 # given: unified.cpu.max 50000 100000");
    String key = AnnotationProperties.PREFIX + "TimeoutStopSec";
    assertThat(PropertyWords.of(AnnotationProperties.of(Map.of(key, "1.5"))))
        .containsExactly("TimeoutStopUSec=1500000 # given: annotation " + key + " 1.5");
  }

  @Test
  void whatTheUnitIs() {
    UnitPath path = new UnitPath("a.slice", "x.scope");
    assertThat(PropertyWords.of(UnitProperties.of(path, "two words", 7, Version.V2)))
        .contains("Description=two words", "Slice=a.slice", "Delegate=yes", "PIDs=$PID")
        .contains("DefaultDependencies=no");
    Value rule = Value.fields(Value.string("char-*"), Value.string("m"));
    Property rules = new Property("DeviceAllow", new Value.Items("(ss)", List.of(rule, rule)));
    Property large = Property.of("N", Long.MIN_VALUE);
    Property none = new Property("AllowedCPUs", Value.bytes(new byte[0]));
    assertThat(PropertyWords.of(List.of(rules, large, Property.of("N", 0), none)))
        .containsExactly(
            "DeviceAllow=char-* m, char-* m", "N=9223372036854775808", "N=0", "AllowedCPUs=");
  }
}
