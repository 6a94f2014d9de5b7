package dev.jaula.plan;

import dev.jaula.cgroup.Hierarchy;
import dev.jaula.linux.Mounts;
import dev.jaula.spec.NamespaceType;
import dev.jaula.spec.Spec;
import java.util.ArrayList;
import java.util.List;

/**
 * The container's view of its cgroups (config-linux.md, "Control groups"): the one hierarchy of v2,
 * or those of v1 that it is in. Where the container may not mount them, since it shares the host's
 * cgroup namespace, it gets its own part of the host's mount.
 */
final class CgroupMounts {
  private final Spec spec;
  private final HostFacts facts;
  private final List<Hierarchy> hierarchies;
  private final Trees trees;
  private final List<Step.AttachTree> bound = new ArrayList<>();

  /**
   * @param hierarchies those that the container is in, or would be
   */
  CgroupMounts(Spec spec, HostFacts facts, List<Hierarchy> hierarchies, Trees trees) {
    this.spec = spec;
    this.facts = facts;
    this.hierarchies = hierarchies;
    this.trees = trees;
  }

  /**
   * On v2 a user namespace may mount what its own cgroup namespace shows, and nothing else; on v1
   * mounts would show the whole tree.
   */
  private boolean isBound() {
    return spec.linux().namespace(NamespaceType.CGROUP) == null
        && (Planner.hasUserNamespace(spec) || !facts.hierarchies().isUnified());
  }

  /** Holds what is bound open, while the host's file system is in sight. */
  void openSources(List<Step.Init> steps, String target, MountOptions options) {
    if (!isBound()) {
      return;
    }
    boolean available = facts.cgroup().isAvailable();
    if (facts.hierarchies().isUnified()) {
      // without a cgroup of its own it sees everybody's, and must not change them (CVE-2023-25809)
      long more = available ? 0 : Mounts.MOUNT_ATTR_RDONLY;
      for (Hierarchy hierarchy : hierarchies) {
        open(steps, hierarchy, target, options, more);
      }
    } else if (available) {
      for (Hierarchy hierarchy : hierarchies) {
        open(steps, hierarchy, target + "/" + name(hierarchy), options, 0);
      }
    }
  }

  private void open(
      List<Step.Init> steps, Hierarchy from, String target, MountOptions options, long more) {
    int slot = trees.next();
    String path = facts.cgroup().isAvailable() ? facts.cgroup().path() : "/";
    String source = from.directory(path);
    steps.add(new Step.OpenTree(slot, source, false));
    bound.add(new Step.AttachTree(slot, source, target, options.attributes() | more, false, 0));
  }

  void mount(List<Step.Init> steps, String target, MountOptions options) {
    if (facts.hierarchies().isUnified()) {
      if (isBound()) {
        steps.addAll(bound);
      } else {
        steps.add(new Step.Mount("cgroup2", "cgroup", target, options.flags(), ""));
      }
      return;
    }
    if (isBound() ? !bound.isEmpty() : facts.isRoot()) {
      legacy(steps, target, options.flags());
    }
  }

  private void legacy(List<Step.Init> steps, String target, long flags) {
    long fixed = Mounts.MS_NOSUID | Mounts.MS_NODEV | Mounts.MS_NOEXEC;
    steps.add(new Step.Mount("tmpfs", "tmpfs", target, fixed, "mode=0755,size=64k"));
    steps.addAll(bound);
    for (Hierarchy hierarchy : hierarchies) {
      String name = name(hierarchy);
      if (!isBound()) {
        String data = String.join(",", hierarchy.controllers());
        steps.add(new Step.Mount("cgroup", "cgroup", target + "/" + name, flags, data));
      }
      if (hierarchy.controllers().size() > 1) {
        // as on a host: cpu and cpuacct are links to cpu,cpuacct
        for (String controller : hierarchy.controllers()) {
          steps.add(new Step.MakeLink(name, target + "/" + controller));
        }
      }
    }
    if ((flags & Mounts.MS_RDONLY) != 0) {
      long remount = fixed | Mounts.MS_REMOUNT | Mounts.MS_BIND | Mounts.MS_RDONLY;
      steps.add(new Step.Mount("tmpfs", "tmpfs", target, remount, ""));
    }
  }

  private static String name(Hierarchy hierarchy) {
    return hierarchy.root().substring(hierarchy.root().lastIndexOf('/') + 1);
  }
}
