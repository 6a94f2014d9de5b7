package dev.jaula.plan;

import dev.jaula.cgroup.FileWrite;
import dev.jaula.cgroup.Hierarchy;
import dev.jaula.spec.Spec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The container's cgroup: made and limited by the caller, joined by init before anything else. */
final class CgroupSteps {
  private final HostFacts facts;
  private final List<FileWrite> writes;
  private final List<Hierarchy> hierarchies;
  private final List<Hierarchy> joined;

  CgroupSteps(Spec spec, HostFacts facts) {
    this.facts = facts;
    this.writes = dev.jaula.cgroup.Plan.writes(facts.hierarchies(), spec.linux().resources());
    this.hierarchies = dev.jaula.cgroup.Plan.joined(facts.hierarchies(), writes);
    boolean isAvailable = facts.cgroup().isAvailable();
    if (!isAvailable && !writes.isEmpty()) {
      throw new PlanException("limits need a cgroup: " + facts.cgroup().remedy());
    }
    this.joined = isAvailable ? hierarchies : List.of();
  }

  /** Those in which the container would have a cgroup, were there one to be had. */
  List<Hierarchy> hierarchies() {
    return hierarchies;
  }

  void create(List<Step.Caller> steps) {
    if (joined.isEmpty()) {
      return;
    }
    List<String> controllers =
        facts.hierarchies().isUnified() ? dev.jaula.cgroup.Plan.controllers(writes) : List.of();
    String path = facts.cgroup().path();
    for (Hierarchy hierarchy : joined) {
      steps.add(new Step.CreateCgroup(hierarchy.root(), path, controllers));
    }
    for (FileWrite write : writes) {
      steps.add(limit(write, path));
    }
  }

  static Step.SetLimit limit(FileWrite write, String path) {
    FileWrite otherwise = write.otherwise();
    return new Step.SetLimit(
        write.path(path),
        write.value(),
        otherwise == null ? null : limit(otherwise, path),
        write.given(),
        write.isOptional(),
        write.limit());
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
