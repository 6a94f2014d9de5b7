package dev.jaula.plan;

import dev.jaula.cgroup.FileWrite;
import dev.jaula.cgroup.Hierarchy;
import dev.jaula.cgroup.Resources;
import dev.jaula.spec.Spec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The container's cgroup: made and limited by the caller, joined by init before anything else. */
final class CgroupSteps {
  private final Spec spec;
  private final HostFacts facts;
  private final List<Hierarchy> joined;

  CgroupSteps(Spec spec, HostFacts facts) {
    this.spec = spec;
    this.facts = facts;
    this.joined = joined();
  }

  private List<Hierarchy> joined() {
    if (facts.cgroup().isAvailable()) {
      return dev.jaula.cgroup.Plan.joined(facts.hierarchies(), spec.linux().resources());
    }
    if (!dev.jaula.cgroup.Plan.writes(facts.hierarchies(), spec.linux().resources()).isEmpty()) {
      throw new PlanException("limits need a cgroup: " + facts.cgroup().remedy());
    }
    return List.of();
  }

  void create(List<Step.Caller> steps) {
    if (joined.isEmpty()) {
      return;
    }
    Resources resources = spec.linux().resources();
    List<String> controllers =
        facts.hierarchies().isUnified()
            ? dev.jaula.cgroup.Plan.controllers(facts.hierarchies(), resources)
            : List.of();
    String path = facts.cgroup().path();
    for (Hierarchy hierarchy : joined) {
      steps.add(new Step.CreateCgroup(hierarchy.root(), path, controllers));
    }
    for (FileWrite write : dev.jaula.cgroup.Plan.writes(facts.hierarchies(), resources)) {
      steps.add(limit(write, path));
    }
  }

  static Step.SetLimit limit(FileWrite write, String path) {
    FileWrite otherwise = write.otherwise();
    return new Step.SetLimit(
        write.path(path),
        write.value(),
        otherwise == null ? null : limit(otherwise, path),
        write.isOptional());
  }

  /** The directory that clone3 starts init in on v2, or null on v1. */
  @Nullable String unifiedDirectory() {
    return facts.hierarchies().isUnified() && !joined.isEmpty()
        ? joined.get(0).directory(facts.cgroup().path())
        : null;
  }

  void join(List<Step.Init> steps) {
    if (facts.hierarchies().isUnified() || joined.isEmpty()) {
      return;
    }
    List<String> tasks = new ArrayList<>();
    for (Hierarchy hierarchy : joined) {
      tasks.add(hierarchy.directory(facts.cgroup().path()) + "/tasks");
    }
    steps.add(new Step.JoinCgroups(tasks));
  }
}
