package dev.jaula.plan;

import dev.jaula.cgroup.FileWrite;
import dev.jaula.cgroup.Hierarchies;
import dev.jaula.cgroup.Hierarchy;
import dev.jaula.cgroup.Resources;
import dev.jaula.cgroup.Version;
import dev.jaula.spec.Spec;
import java.util.ArrayList;
import java.util.List;

/**
 * On a hybrid host a controller that no v1 hierarchy took may be in the v2 tree: limits of huge
 * pages are set there.
 */
public final class HugepageSteps {
  private HugepageSteps() {}

  /** Whether the limits of huge pages can be set in the v2 tree alone, which offers controllers. */
  public static boolean isNeeded(Spec spec, Hierarchies hierarchies, List<String> controllers) {
    return !spec.linux().resources().hugepages().isEmpty()
        && hierarchies.version() == Version.HYBRID
        && hierarchies.mount("hugetlb") == null
        && controllers.contains("hugetlb");
  }

  /**
   * The plan with a cgroup in the v2 tree, too; resources are those that the plan was made without.
   */
  public static Plan add(Plan plan, List<Resources.Hugepages> limits, HostFacts facts) {
    Hierarchy unified = facts.hierarchies().unified();
    if (unified == null) {
      return plan;
    }
    Hierarchies alone = new Hierarchies(Version.V2, unified, List.of());
    Resources.Builder resources = Resources.builder();
    for (Resources.Hugepages limit : limits) {
      resources.hugepages(limit);
    }
    String path = facts.cgroup().path();
    List<Step.Caller> steps = new ArrayList<>();
    steps.add(new Step.CreateCgroup(unified.root(), path, List.of("hugetlb")));
    for (FileWrite write : dev.jaula.cgroup.Plan.writes(alone, resources.build())) {
      steps.add(CgroupSteps.limit(write, path));
    }
    return Splice.joining(
        Splice.afterLimits(plan, steps), unified.directory(path) + "/cgroup.procs");
  }
}
