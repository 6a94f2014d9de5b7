package dev.jaula.cgroup;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What limits mean on a host: which hierarchies a container joins, and what is written. Pure. */
public final class Plan {
  /** What every container is counted and held by, limits or not. */
  private static final List<String> ALWAYS =
      List.of("cpu", "cpuacct", "memory", "pids", "freezer", "blkio");

  private Plan() {}

  /**
   * The hierarchies in which a container gets a cgroup: on v2 the one; on v1 those of the
   * controllers that every container has, where they are mounted, and of those that {@link #writes}
   * need. Joining costs about 55 microseconds each, so no more than that.
   */
  public static List<Hierarchy> joined(Hierarchies hierarchies, List<FileWrite> writes) {
    List<Hierarchy> joined = new ArrayList<>();
    if (hierarchies.isUnified() && hierarchies.unified() != null) {
      joined.add(hierarchies.unified());
      return joined;
    }
    for (Hierarchy mount : hierarchies.mounts()) {
      if (isAlwaysJoined(mount) || isWritten(mount, writes)) {
        joined.add(mount);
      }
    }
    return joined;
  }

  /**
   * The controllers that a v2 parent must hand to its children (cgroup.subtree_control) for {@link
   * #writes}. The first four are always asked for, so a caller leaves out those that the host
   * lacks.
   */
  public static List<String> controllers(List<FileWrite> writes) {
    List<String> controllers = new ArrayList<>(List.of("cpu", "memory", "pids", "io"));
    for (FileWrite write : writes) {
      if (!controllers.contains(write.controller())) {
        controllers.add(write.controller());
      }
    }
    return controllers;
  }

  private static boolean isAlwaysJoined(Hierarchy mount) {
    for (int i = 0; i < ALWAYS.size(); i++) {
      if (mount.has(ALWAYS.get(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isWritten(Hierarchy mount, List<FileWrite> writes) {
    for (FileWrite write : writes) {
      if (write.root().equals(mount.root())) {
        return true;
      }
    }
    return false;
  }

  /**
   * The writes for a fresh cgroup, in the order that the kernel accepts. A limit whose controller
   * this host does not have, or that its version cannot express, is a {@link CgroupException}.
   */
  public static List<FileWrite> writes(Hierarchies hierarchies, Resources resources) {
    List<FileWrite> writes =
        hierarchies.isUnified()
            ? new UnifiedWrites(hierarchies).of(resources)
            : new LegacyWrites(hierarchies).of(resources);
    for (Map.Entry<String, String> raw : resources.unified().entrySet()) {
      writes.addAll(KeyWrites.raw(hierarchies, raw.getKey(), raw.getValue(), resources));
    }
    return writes;
  }
}
