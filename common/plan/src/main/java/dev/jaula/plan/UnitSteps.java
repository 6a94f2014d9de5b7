package dev.jaula.plan;

import dev.jaula.spec.NamespaceType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The order of a start whose cgroup is made by a service manager: that wants a process, so init is
 * cloned first and waits until it has been put there and is limited.
 */
public final class UnitSteps {
  private final Plan plan;
  private final List<Step.Caller> caller = new ArrayList<>();
  private final List<Step.Init> init = new ArrayList<>();
  private boolean awaitsMaps;
  private boolean unshares;
  private boolean cloned;

  private UnitSteps(Plan plan) {
    this.plan = plan;
  }

  /**
   * The same plan in that order.
   *
   * @param move the file through which init is moved into the unit's v2 cgroup, or null when the
   *     service manager does that
   */
  public static Plan rearrange(Plan plan, Step.EnterUnit enter, @Nullable String move) {
    UnitSteps steps = new UnitSteps(plan);
    steps.rearrangeCaller(enter, move);
    steps.rearrangeInit();
    return new Plan(steps.caller, steps.init, plan.trees());
  }

  private void rearrangeCaller(Step.EnterUnit enter, @Nullable String move) {
    List<Step.Caller> cgroup = new ArrayList<>();
    for (Step.Caller step : plan.caller()) {
      if (Splice.isCgroup(step)) {
        cgroup.add(step);
      }
    }
    awaitsMaps = has(Step.AwaitMaps.class);
    boolean released = awaitsMaps;
    for (Step.Caller step : plan.caller()) {
      if (step instanceof Step.CloneInit clone) {
        caller.add(withoutCgroup(clone));
        caller.add(enter);
        caller.addAll(cgroup);
        move();
        if (move != null) {
          caller.add(new Step.MoveInit(move));
        }
        cloned = true;
      } else if (!Splice.isCgroup(step)) {
        if (!released && !(step instanceof Step.AdjustOom)) {
          released = release();
        }
        caller.add(step);
      }
    }
    if (!released) {
      release();
    }
  }

  /** False while there is nobody to be released. */
  private boolean release() {
    if (cloned) {
      caller.add(new Step.ReleaseInit());
    }
    return cloned;
  }

  private Step.CloneInit withoutCgroup(Step.CloneInit clone) {
    List<NamespaceType> made = new ArrayList<>(clone.namespaces());
    unshares = made.remove(NamespaceType.CGROUP);
    return new Step.CloneInit(made, null);
  }

  private void move() {
    for (Step.Init step : plan.init()) {
      if (step instanceof Step.JoinCgroups join) {
        for (String file : join.tasks()) {
          caller.add(new Step.MoveInit(file));
        }
      }
    }
  }

  private boolean has(Class<? extends Step> kind) {
    for (Step.Init step : plan.init()) {
      if (kind.isInstance(step)) {
        return true;
      }
    }
    return false;
  }

  /** Init waits first of all; its cgroup namespace is made where it then is. */
  private void rearrangeInit() {
    boolean becomesRoot = has(Step.BecomeRoot.class);
    for (Step.Init step : plan.init()) {
      if (!(step instanceof Step.JoinCgroups) && !(step instanceof Step.AwaitMaps)) {
        init.add(step);
      }
      if (step instanceof Step.DieWithCaller) {
        init.add(new Step.AwaitMaps());
        unshare(!becomesRoot);
      } else if (step instanceof Step.BecomeRoot) {
        unshare(true);
      }
    }
  }

  private void unshare(boolean now) {
    if (now && unshares) {
      init.add(new Step.Unshare(NamespaceType.CGROUP));
    }
  }
}
