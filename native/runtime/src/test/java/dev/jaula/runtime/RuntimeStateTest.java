package dev.jaula.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jaula.spec.ProcessIdentity;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What state.json says of cgroups and the unit. */
class RuntimeStateTest {
  private static final List<String> CGROUPS = List.of("/c/cpu/x", "/c/pids/x");

  private static RuntimeState planned() {
    return RuntimeState.planned(
        "x", "/b", "/b/r", "2026-01-01T00:00:00Z", 0, CGROUPS, null, List.of("/c/cpu/x"));
  }

  @Test
  void whatIsPlannedIsNotKnownToBeItsOwn() {
    RuntimeState state = RuntimeState.read(planned().write());
    assertThat(state).isEqualTo(planned());
    assertThat(state.isPlanned()).isTrue();
    assertThat(state.unit()).isNull();
    assertThat(state.own()).containsExactly("/c/pids/x");
  }

  @Test
  void whatWasMadeIs() {
    RuntimeState made =
        planned()
            .with(new ProcessIdentity(7, 8))
            .withCgroups(CGROUPS, List.of())
            .withUnit("s.slice/x.scope");
    RuntimeState state = RuntimeState.read(made.write());
    assertThat(state).isEqualTo(made);
    assertThat(state.isPlanned()).isFalse();
    assertThat(state.own()).isEqualTo(CGROUPS);
  }

  /** As one that was written before this was kept. */
  @Test
  void whatIsNotSaidIsItsOwn() {
    String old = planned().withCgroups(CGROUPS, List.of()).write();
    assertThat(old).doesNotContain("adopted", "planned");
    assertThat(RuntimeState.read(old).own()).isEqualTo(CGROUPS);
  }
}
