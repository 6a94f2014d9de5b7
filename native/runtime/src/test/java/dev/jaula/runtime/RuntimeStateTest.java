package dev.jaula.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jaula.spec.ProcessIdentity;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What state.json says of cgroups and the unit. */
class RuntimeStateTest {
  private static final List<String> CGROUPS = List.of("/c/cpu/x", "/c/pids/x");

  private static RuntimeState planned() {
    return RuntimeState.planned(origin(false), CGROUPS, List.of("/c/cpu/x"));
  }

  private static Origin origin(boolean keepsKeyring) {
    return new Origin("x", "/b", "/b/r", "2026-01-01T00:00:00Z", 0, null, keepsKeyring);
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

  /** A further process has the keyring that the first one has. */
  @Test
  void theCallersKeyringIsRemembered() {
    RuntimeState state = RuntimeState.planned(origin(true), CGROUPS, List.of());
    assertThat(RuntimeState.read(state.write()).origin()).isEqualTo(origin(true));
  }

  /** As one that was written before this was kept. */
  @Test
  void whatIsNotSaidIsItsOwn() {
    String old = planned().withCgroups(CGROUPS, List.of()).write();
    assertThat(old).doesNotContain("adopted", "planned", "keepsKeyring", "seccompKey");
    assertThat(RuntimeState.read(old).own()).isEqualTo(CGROUPS);
  }
}
