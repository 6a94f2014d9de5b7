package dev.jaula.plan;

import java.util.ArrayList;
import java.util.List;

/** Puts further steps into a plan that is made. */
final class Splice {
  private Splice() {}

  /** The caller's steps once the cgroup is made and limited, before init is started. */
  static Plan afterLimits(Plan plan, List<Step.Caller> steps) {
    int made = 0;
    while (made < plan.caller().size() && isCgroup(plan.caller().get(made))) {
      made++;
    }
    List<Step.Caller> caller = new ArrayList<>(plan.caller().subList(0, made));
    caller.addAll(steps);
    caller.addAll(plan.caller().subList(made, plan.caller().size()));
    return new Plan(caller, plan.init(), plan.trees());
  }

  /** Whether a step makes, limits or hands over the cgroup. */
  static boolean isCgroup(Step.Caller step) {
    return step instanceof Step.CreateCgroup
        || step instanceof Step.SetLimit
        || step instanceof Step.AttachDevices
        || step instanceof Step.OwnCgroup;
  }

  /** Whether the plan makes the cgroup in that hierarchy already. */
  static boolean isMade(Plan plan, String hierarchy) {
    for (Step.Caller step : plan.caller()) {
      if (step instanceof Step.CreateCgroup create && create.hierarchy().equals(hierarchy)) {
        return true;
      }
    }
    return false;
  }

  /** Init joins one cgroup more, through the file that is written to. */
  static Plan joining(Plan plan, String file) {
    List<Step.Init> init = new ArrayList<>();
    for (Step.Init step : plan.init()) {
      if (step instanceof Step.JoinCgroups join && !join.tasks().contains(file)) {
        List<String> all = new ArrayList<>(join.tasks());
        all.add(file);
        init.add(new Step.JoinCgroups(all));
      } else {
        init.add(step);
      }
    }
    return new Plan(plan.caller(), init, plan.trees());
  }
}
