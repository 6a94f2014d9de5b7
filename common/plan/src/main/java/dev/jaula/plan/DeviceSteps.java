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
  private DeviceSteps() {}

  /** The plan with the rules set as soon as the cgroup is made; itself when there are none. */
  public static Plan add(Plan plan, Spec spec, HostFacts facts) {
    List<DeviceRule> given = spec.linux().deviceRules();
    if (given.isEmpty() || !facts.cgroup().isAvailable()) {
      return plan;
    }
    List<DeviceRule> rules = DeviceRules.complete(given);
    String path = facts.cgroup().path();
    @Nullable Hierarchy unified = facts.hierarchies().unified();
    return facts.hierarchies().isUnified() && unified != null
        ? unified(plan, rules, unified.directory(path))
        : legacy(plan, rules, facts.hierarchies().mount("devices"), path);
  }

  private static Plan unified(Plan plan, List<DeviceRule> rules, String directory) {
    List<String> words = new ArrayList<>();
    for (DeviceRule rule : rules) {
      words.add((rule.allow() ? "allow " : "deny ") + DeviceRules.text(rule));
    }
    return Splice.afterLimits(
        plan, List.of(new Step.AttachDevices(directory, DeviceProgram.of(rules), words)));
  }

  private static Plan legacy(
      Plan plan, List<DeviceRule> rules, @Nullable Hierarchy devices, String path) {
    if (devices == null) {
      throw new PlanException(
          "linux.resources.devices: the cgroup controller devices is not mounted; try: mkdir"
              + " /sys/fs/cgroup/devices && mount -t cgroup -o devices cgroup"
              + " /sys/fs/cgroup/devices");
    }
    List<Step.Caller> steps = new ArrayList<>();
    if (!Splice.isMade(plan, devices.root())) {
      steps.add(new Step.CreateCgroup(devices.root(), path, List.of()));
    }
    for (FileWrite write : LegacyDevices.writes(devices.root(), rules)) {
      steps.add(CgroupSteps.limit(write, path));
    }
    return Splice.joining(Splice.afterLimits(plan, steps), devices.directory(path) + "/tasks");
  }
}
