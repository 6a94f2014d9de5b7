package dev.jaula.perform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jaula.linux.Kernel;
import dev.jaula.spec.IntelRdt;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Groups of resctrl, wherever it is mounted. */
class RdtTest {
  private final TreeKernel kernel = new TreeKernel().file("/proc/self/mounts", "");
  private final Rdt rdt = new Rdt(Machine.of(new Kernel(kernel)).files());

  private static IntelRdt rules(@Nullable String closId, @Nullable String cache) {
    return new IntelRdt(closId, List.of(), cache, null, false);
  }

  @Test
  void anUpdateIsOfTheGroupThatTheContainerHas() {
    assertThat(rdt.hasGroup(rules(null, "L3:0=f"), "id")).isFalse();
    kernel.file("/proc/self/mounts", "x /y tmpfs rw 0 0\nresctrl /r resctrl rw 0 0\n");
    kernel.directory("/r").file("/r/schemata", "");
    assertThat(rdt.hasGroup(rules(null, "L3:0=f"), "id")).isFalse();
    kernel.directory("/r/id").file("/r/id/schemata", "");
    kernel.directory("/r/gold").file("/r/gold/schemata", "");
    assertThat(rdt.hasGroup(rules(null, null), "id")).as("the whole machine's").isFalse();
    assertThat(rdt.hasGroup(rules(null, "L3:0=f"), "id")).isTrue();
    assertThat(rdt.hasGroup(rules("gold", null), "id")).isTrue();
    rdt.update(rules(null, "L3:0=3"), "id");
    rdt.update(rules("gold", "L3:0=1"), "id");
    assertThat(kernel.writes)
        .containsExactly("/r/id/schemata = L3:0=3\n", "/r/gold/schemata = L3:0=1\n");
  }
}
