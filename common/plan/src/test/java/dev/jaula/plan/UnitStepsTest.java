package dev.jaula.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jaula.cgroup.Limit;
import dev.jaula.spec.NamespaceType;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnitStepsTest {
  private static final Step.EnterUnit ENTER = new Step.EnterUnit("x.scope", pid -> {}, List::of);
  private static final Step.CreateCgroup CREATE = new Step.CreateCgroup("/c", "/x", List.of());
  private static final Step.SetLimit LIMIT =
      new Step.SetLimit("/c/x/pids.max", "9", null, null, false, Limit.PIDS);
  private static final Step.AdjustOom OOM = new Step.AdjustOom(5);
  private static final Step.MapIds MAP = new Step.MapIds(List.of(), List.of(), false, false);

  @Test
  void onV2InitWaitsUntilItIsPlacedAndLimited() {
    Step.CloneInit clone =
        new Step.CloneInit(List.of(NamespaceType.CGROUP, NamespaceType.PID), "/c/x");
    Plan plan =
        new Plan(
            List.of(CREATE, LIMIT, clone, OOM),
            List.of(new Step.DieWithCaller(), new Step.NewSession()),
            0);
    Plan arranged = UnitSteps.rearrange(plan, ENTER, null);
    assertThat(arranged.caller())
        .containsExactly(
            new Step.CloneInit(List.of(NamespaceType.PID), null),
            ENTER,
            CREATE,
            LIMIT,
            OOM,
            new Step.ReleaseInit());
    assertThat(arranged.init())
        .containsExactly(
            new Step.DieWithCaller(),
            new Step.AwaitMaps(),
            new Step.Unshare(NamespaceType.CGROUP),
            new Step.NewSession());
  }

  @Test
  void mappingTheIdsIsWhatLetsItGoOn() {
    Step.CloneInit clone =
        new Step.CloneInit(List.of(NamespaceType.USER, NamespaceType.CGROUP), "/c/x");
    Plan plan =
        new Plan(
            List.of(CREATE, clone, MAP),
            List.of(new Step.DieWithCaller(), new Step.AwaitMaps(), new Step.BecomeRoot()),
            0);
    Plan arranged = UnitSteps.rearrange(plan, ENTER, null);
    assertThat(arranged.caller())
        .containsExactly(new Step.CloneInit(List.of(NamespaceType.USER), null), ENTER, CREATE, MAP);
    assertThat(arranged.init())
        .containsExactly(
            new Step.DieWithCaller(),
            new Step.AwaitMaps(),
            new Step.BecomeRoot(),
            new Step.Unshare(NamespaceType.CGROUP));
  }

  @Test
  void onV1ItIsMovedIntoWhatSystemdDoesNotMake() {
    Step.CloneInit clone = new Step.CloneInit(List.of(), null);
    Plan plan =
        new Plan(
            List.of(CREATE, clone),
            List.of(new Step.DieWithCaller(), new Step.JoinCgroups(List.of("/f/x/tasks"))),
            0);
    Plan arranged = UnitSteps.rearrange(plan, ENTER, null);
    assertThat(arranged.caller())
        .containsExactly(
            clone, ENTER, CREATE, new Step.MoveInit("/f/x/tasks"), new Step.ReleaseInit());
    assertThat(arranged.init()).containsExactly(new Step.DieWithCaller(), new Step.AwaitMaps());
  }

  @Test
  void aSliceTakesNoProcessFromSystemd() {
    Plan plan = new Plan(List.of(new Step.CloneInit(List.of(), "/c/x")), List.of(), 0);
    assertThat(UnitSteps.rearrange(plan, ENTER, "/c/x/cgroup.procs").caller())
        .contains(new Step.MoveInit("/c/x/cgroup.procs"));
  }
}
