package dev.jaula.plan;

import dev.jaula.cgroup.Hierarchy;
import dev.jaula.spec.IdMapping;
import dev.jaula.spec.Mount;
import dev.jaula.spec.NamespaceType;
import dev.jaula.spec.Spec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hands the v2 cgroup to the container's root when it can see and change it (config-linux.md,
 * "Cgroup ownership"): then a service manager inside can make cgroups of its own.
 */
public final class CgroupOwner {
  private CgroupOwner() {}

  /** The plan with the change of owner; itself when the spec's conditions are not met. */
  public static Plan add(Plan plan, Spec spec, HostFacts facts) {
    @Nullable Hierarchy unified = facts.hierarchies().unified();
    long root = root(spec.linux().uidMappings());
    if (unified == null
        || !facts.hierarchies().isUnified()
        || !facts.isRoot()
        || !facts.cgroup().isAvailable()
        || !spec.linux().isNew(NamespaceType.CGROUP)
        || !spec.linux().isNew(NamespaceType.USER)
        || root <= 0
        || !isWritable(spec.mounts())) {
      return plan;
    }
    String directory = unified.directory(facts.cgroup().path());
    return Splice.afterLimits(plan, List.of(new Step.OwnCgroup(directory, root)));
  }

  /** Which user outside is 0 inside; -1 for none. */
  private static long root(List<IdMapping> mappings) {
    for (IdMapping mapping : mappings) {
      if (mapping.containerId() == 0) {
        return mapping.hostId();
      }
    }
    return -1;
  }

  private static boolean isWritable(List<Mount> mounts) {
    for (Mount mount : mounts) {
      if (("cgroup".equals(mount.type()) || "cgroup2".equals(mount.type()))
          && !mount.options().contains("ro")) {
        return true;
      }
    }
    return false;
  }
}
