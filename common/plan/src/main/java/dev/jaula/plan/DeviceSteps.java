package dev.jaula.plan;

import dev.jaula.cgroup.FileWrite;
import dev.jaula.cgroup.Hierarchy;
import dev.jaula.devices.DeviceProgram;
import dev.jaula.devices.DeviceRules;
import dev.jaula.devices.LegacyDevices;
import dev.jaula.spec.DeviceRule;
import dev.jaula.spec.Spec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Adds a container's device rules (config-linux.md, "Allowed Device list") to the plan of its
 * start. Not part of {@link Planner}: Jaula's own containers have none, since a user namespace
 * keeps devices away.
 */
public final class DeviceSteps {
  private final HostFacts facts;
  private final List<DeviceRule> rules;
  private final List<Step.Caller> caller = new ArrayList<>();
  private final List<Step.Init> init = new ArrayList<>();

  private DeviceSteps(HostFacts facts, List<DeviceRule> rules) {
    this.facts = facts;
    this.rules = rules;
  }

  /** The plan with the rules set as soon as the cgroup is made; itself when there are none. */
  public static Plan add(Plan plan, Spec spec, HostFacts facts) {
    List<DeviceRule> given = spec.linux().deviceRules();
    if (given.isEmpty() || !facts.cgroup().isAvailable()) {
      return plan;
    }
    DeviceSteps steps = new DeviceSteps(facts, DeviceRules.complete(given));
    if (facts.hierarchies().isUnified()) {
      steps.unified(plan, facts.hierarchies().unified());
    } else {
      steps.legacy(plan, facts.hierarchies().mount("devices"));
    }
    return new Plan(steps.caller, steps.init, plan.trees());
  }

  private void unified(Plan plan, @Nullable Hierarchy unified) {
    init.addAll(plan.init());
    int made = made(plan);
    caller.addAll(plan.caller().subList(0, made));
    if (unified != null) {
      List<String> words = new ArrayList<>();
      for (DeviceRule rule : rules) {
        words.add((rule.allow() ? "allow " : "deny ") + DeviceRules.text(rule));
      }
      String directory = unified.directory(facts.cgroup().path());
      caller.add(new Step.AttachDevices(directory, DeviceProgram.of(rules), words));
    }
    caller.addAll(plan.caller().subList(made, plan.caller().size()));
  }

  private void legacy(Plan plan, @Nullable Hierarchy devices) {
    if (devices == null) {
      throw new PlanException(
          "linux.resources.devices: the cgroup controller devices is not mounted; try: mkdir"
              + " /sys/fs/cgroup/devices && mount -t cgroup -o devices cgroup"
              + " /sys/fs/cgroup/devices");
    }
    String path = facts.cgroup().path();
    int made = made(plan);
    caller.addAll(plan.caller().subList(0, made));
    if (!isMade(plan, devices)) {
      caller.add(new Step.CreateCgroup(devices.root(), path, List.of()));
    }
    for (FileWrite write : LegacyDevices.writes(devices.root(), rules)) {
      caller.add(new Step.SetLimit(write.path(path), write.value(), null));
    }
    caller.addAll(plan.caller().subList(made, plan.caller().size()));
    join(plan, devices.directory(path) + "/tasks");
  }

  private static boolean isMade(Plan plan, Hierarchy hierarchy) {
    for (Step.Caller step : plan.caller()) {
      if (step instanceof Step.CreateCgroup create && create.hierarchy().equals(hierarchy.root())) {
        return true;
      }
    }
    return false;
  }

  private void join(Plan plan, String tasks) {
    for (Step.Init step : plan.init()) {
      if (step instanceof Step.JoinCgroups join && !join.tasks().contains(tasks)) {
        List<String> all = new ArrayList<>(join.tasks());
        all.add(tasks);
        init.add(new Step.JoinCgroups(all));
      } else {
        init.add(step);
      }
    }
  }

  /** How many steps there are before the first that is not about making the cgroup. */
  private static int made(Plan plan) {
    int made = 0;
    for (Step.Caller step : plan.caller()) {
      if (!(step instanceof Step.CreateCgroup) && !(step instanceof Step.SetLimit)) {
        break;
      }
      made++;
    }
    return made;
  }
}
