package dev.jaula.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SubCgroupsTest {
  private static final List<String> V1 =
      List.of("/sys/fs/cgroup/cpu,cpuacct/x", "/sys/fs/cgroup/memory/x");

  @Test
  void onePathHoldsForAll() {
    assertThat(SubCgroups.parse(List.of("a/b")).below(V1))
        .containsExactly("/sys/fs/cgroup/cpu,cpuacct/x/a/b", "/sys/fs/cgroup/memory/x/a/b");
    assertThat(SubCgroups.parse(List.of("/")).below(V1)).isEqualTo(V1);
  }

  @Test
  void aControllersPathIsItsOwn() {
    assertThat(SubCgroups.parse(List.of("cpuacct:a", "memory:b")).below(V1))
        .containsExactly("/sys/fs/cgroup/cpu,cpuacct/x/a", "/sys/fs/cgroup/memory/x/b");
    assertThat(SubCgroups.parse(List.of("cpu,memory:a")).below(V1))
        .containsExactly("/sys/fs/cgroup/cpu,cpuacct/x/a", "/sys/fs/cgroup/memory/x/a");
  }

  @Test
  void mistakesAreSaid() {
    assertThatThrownBy(() -> SubCgroups.parse(List.of("a", "b")))
        .hasMessageContaining("invalid --cgroup argument: a (missing <controller>: prefix)");
    assertThatThrownBy(() -> SubCgroups.parse(List.of("a:b:c")))
        .hasMessageContaining("invalid --cgroup argument");
    assertThatThrownBy(() -> SubCgroups.parse(List.of("../x"))).hasMessageContaining("\"..\"");
    assertThatThrownBy(() -> SubCgroups.parse(List.of("blkio:x")).below(V1))
        .hasMessageContaining("unknown controller blkio");
  }
}
