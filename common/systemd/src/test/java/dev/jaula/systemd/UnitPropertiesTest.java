package dev.jaula.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jaula.cgroup.Version;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnitPropertiesTest {
  private static final List<String> ACCOUNTING =
      List.of(
          "MemoryAccounting b 1", "CPUAccounting b 1", "IOAccounting b 1", "TasksAccounting b 1");

  @Test
  void aScopeHoldsAProcessInItsSlice() {
    UnitPath unit = UnitPath.of("test.slice:jaula:c1", "c1", false);
    assertThat(PropertyText.of(UnitProperties.of(unit, "container c1", 42, Version.V2)))
        .startsWith(
            "Description s 'container c1'", "Slice s 'test.slice'", "Delegate b 1", "PIDs au [42]")
        .containsAll(ACCOUNTING)
        .endsWith("DefaultDependencies b 0");
  }

  @Test
  void aSliceWantsTheOneAboveAndHoldsNoProcess() {
    UnitPath unit = UnitPath.of("a.slice::a-b.slice", "c1", false);
    assertThat(PropertyText.of(UnitProperties.of(unit, "pod", 42, Version.V2)))
        .startsWith("Description s 'pod'", "Wants as ['a.slice']", "MemoryAccounting b 1")
        .noneMatch(line -> line.startsWith("PIDs") || line.startsWith("Delegate"));
  }

  @Test
  void v1CountsBlockIo() {
    UnitPath unit = UnitPath.of(null, "c1", false);
    for (Version version : List.of(Version.V1, Version.HYBRID)) {
      assertThat(PropertyText.of(UnitProperties.of(unit, "c", 1, version)))
          .contains("BlockIOAccounting b 1")
          .doesNotContain("IOAccounting b 1");
    }
  }
}
