package dev.jaula.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is limited goes along with each write and each error, which so has two names for it. */
class LimitTest {
  private static final Hierarchies V2 =
      new Hierarchies(Version.V2, new Hierarchy("/c", List.of()), List.of());

  private static CgroupException refused(Hierarchies host, Resources.Builder limits) {
    return catchThrowableOfType(CgroupException.class, () -> Plan.writes(host, limits.build()));
  }

  @Test
  void anErrorNamesTheOptionOrThePlaceInTheConfiguration() {
    CgroupException swap = refused(V2, Resources.builder().memoryLimit(200L).memorySwap(150L));
    assertThat(swap)
        .hasMessage("--memory-swap 150: is memory and swap together, at least --memory 200");
    assertThat(swap.inConfig())
        .isEqualTo(
            "linux.resources.memory.swap: 150: is memory and swap together,"
                + " at least memory.limit 200");
    CgroupException swappiness = refused(V2, Resources.builder().swappiness(60L));
    assertThat(swappiness).hasMessageStartingWith("--memory-swappiness: cgroup v2 has no ");
    assertThat(swappiness.inConfig())
        .isEqualTo(
            "linux.resources.memory.swappiness: cgroup v2 has no swappiness per cgroup;"
                + " use memory.swap");
  }

  @Test
  void aControllerThatIsMissingIsNamed() {
    Hierarchies none =
        new Hierarchies(Version.V1, null, List.of(new Hierarchy("/c/cpu", List.of("cpu"))));
    CgroupException pids = refused(none, Resources.builder().pids(5L));
    assertThat(pids.limit()).isEqualTo(Limit.PIDS);
    assertThat(pids.unmounted()).isEqualTo("pids");
    assertThat(pids)
        .hasMessageStartingWith("--pids-limit: the cgroup controller pids is not mounted");
    assertThat(pids.inConfig())
        .startsWith("linux.resources.pids.limit: the cgroup controller pids");
    assertThat(new CgroupException("x").inConfig()).isEqualTo("x");
  }

  @Test
  void eachWriteSaysWhatItLimits() {
    Resources.Builder all = Resources.builder().memoryLimit(100L).memorySwap(150L).cpuShares(512L);
    all.cpuQuota(1000L).cpus("0").pids(5L).ioWeight(500L).unified("memory.high", "7");
    List<String> said = new ArrayList<>();
    for (FileWrite write : Plan.writes(V2, all.build())) {
      said.add(write.file() + " " + Limit.path(write.limit()));
    }
    assertThat(said)
        .containsExactlyInAnyOrder(
            "memory.max linux.resources.memory.limit",
            "memory.swap.max linux.resources.memory.swap",
            "cpu.weight linux.resources.cpu.shares",
            "cpu.max linux.resources.cpu.quota",
            "cpuset.cpus linux.resources.cpu.cpus",
            "pids.max linux.resources.pids.limit",
            "io.bfq.weight linux.resources.blockIO.weight",
            "memory.high linux.resources.unified");
  }

  /** A name that another one begins with is not taken for it. */
  @Test
  void optionsAreFoundByTheWholeName() {
    assertThat(Limit.option(Limit.MEMORY)).isEqualTo("--memory");
    assertThat(Limit.option(Limit.SWAP)).isEqualTo("--memory-swap");
    assertThat(Limit.option(Limit.IO_RATE)).isEqualTo("a device limit");
    assertThat(Limit.option(Limit.DEVICE_WEIGHT)).isEqualTo("--blkio-weight-device");
    assertThat(Limit.option(Limit.CPU_IDLE)).isEqualTo("linux.resources.cpu.idle");
    assertThat(Limit.option("limit")).isEqualTo("linux.resources.limit");
  }
}
