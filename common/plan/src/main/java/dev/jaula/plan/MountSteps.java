package dev.jaula.plan;

import dev.jaula.cgroup.Hierarchy;
import dev.jaula.spec.Device;
import dev.jaula.spec.Mount;
import dev.jaula.spec.NamespaceType;
import dev.jaula.spec.Spec;
import java.util.ArrayList;
import java.util.List;

/**
 * The file systems, devices, masks and read-only paths inside. Sources of the host are held open
 * before the root changes; everything else happens after it, where no path and no symbolic link can
 * lead outside.
 */
final class MountSteps {

  /** Nodes of the host: read and written, but neither chmod nor chown reaches them. */
  private static final MountOptions DEVICE =
      MountOptions.of(List.of("bind", "ro", "nosuid", "noexec"));

  private final Spec spec;
  private final HostFacts facts;
  private final Trees trees;
  private final CgroupMounts cgroups;
  private final List<Step.AttachTree> volumes = new ArrayList<>();
  private final List<Step.AttachTree> devices = new ArrayList<>();

  MountSteps(Spec spec, HostFacts facts, List<Hierarchy> hierarchies, Trees trees) {
    this.spec = spec;
    this.facts = facts;
    this.trees = trees;
    this.cgroups = new CgroupMounts(spec, facts, hierarchies, trees);
  }

  /** Opens what the container shall see of the host. */
  void openSources(List<Step.Caller> caller, List<Step.Init> steps) {
    for (Device device : spec.linux().devices()) {
      if (!makesNodes()) {
        String source = device.source() == null ? device.path() : device.source();
        devices.add(open(steps, source, device.path(), DEVICE));
      }
    }
    for (Mount mount : spec.mounts()) {
      if (isLayer(mount)) {
        volumes.add(layer(steps, mount));
      } else if (mount.isBind() && mount.options().contains("idmap")) {
        volumes.add(mapped(caller, steps, mount));
      } else if (mount.isBind()) {
        volumes.add(
            open(steps, source(mount), mount.destination(), MountOptions.of(mount.options())));
      } else if ("cgroup".equals(mount.type())) {
        cgroups.openSources(steps, mount.destination(), MountOptions.of(mount.options()));
      }
    }
  }

  /** A directory of the host below a layer in memory, which takes the changes. */
  private static boolean isLayer(Mount mount) {
    return "overlay".equals(mount.type())
        && mount.source() != null
        && mount.source().startsWith("/");
  }

  /** Whether a layer in memory is needed besides the root's. */
  boolean needsLayers() {
    for (Mount mount : spec.mounts()) {
      if (isLayer(mount)) {
        return true;
      }
    }
    return false;
  }

  private Step.AttachTree layer(List<Step.Init> steps, Mount mount) {
    String scratch = facts.scratch();
    String folder = "/layer" + trees.size();
    steps.add(new Step.MakeDirectory(scratch + folder, 0755));
    for (String part : List.of("/upper", "/work", "/merged")) {
      steps.add(new Step.MakeDirectory(scratch + folder + part, 0755));
    }
    String merged = scratch + folder + "/merged";
    steps.add(
        RootSteps.overlay(
            spec, scratch, source(mount), folder + "/upper", folder + "/work", merged));
    return open(steps, merged, mount.destination(), MountOptions.of(mount.options()));
  }

  private static String source(Mount mount) {
    String source = mount.source();
    if (source == null) {
      throw new PlanException("mount on " + mount.destination() + ": a bind mount needs a source");
    }
    return source;
  }

  private Step.AttachTree open(
      List<Step.Init> steps, String source, String target, MountOptions options) {
    int slot = trees.next();
    steps.add(new Step.OpenTree(slot, source, options.recursive()));
    return new Step.AttachTree(
        slot,
        source,
        target,
        options.attributes(),
        options.recursiveAttributes(),
        options.propagation());
  }

  private Step.AttachTree mapped(List<Step.Caller> caller, List<Step.Init> steps, Mount mount) {
    if (!facts.isRoot() || !spec.linux().isNew(NamespaceType.USER)) {
      throw new PlanException(
          "mount on "
              + mount.destination()
              + ": idmap needs root and a user namespace of the container's own");
    }
    MountOptions options = MountOptions.of(mount.options());
    int slot = trees.next();
    caller.add(new Step.MapTree(source(mount), options.recursive()));
    steps.add(new Step.ReceiveTree(slot, source(mount)));
    return new Step.AttachTree(
        slot,
        source(mount),
        mount.destination(),
        options.attributes(),
        options.recursiveAttributes(),
        options.propagation());
  }

  /** A user namespace may not make device nodes: there the host's are mounted. */
  private boolean makesNodes() {
    return facts.isRoot() && facts.initialUsers() && !Planner.hasUserNamespace(spec);
  }

  /**
   * proc and sysfs come while the host's can still be seen, without which the kernel refuses them
   * in a user namespace. Nothing else may: as long as the old root lies over the new one, two dots
   * in a link lead from the root to it (CVE-2021-30465).
   */
  void mountKernels(List<Step.Init> steps) {
    for (Mount mount : spec.mounts()) {
      if (isKernels(mount)) {
        mount(steps, mount);
      }
    }
  }

  private static boolean isKernels(Mount mount) {
    return "proc".equals(mount.type()) && mount.destination().equals("/proc")
        || "sysfs".equals(mount.type()) && mount.destination().equals("/sys");
  }

  /** All mounts in the order of the spec; devices come as soon as /dev is there. */
  void mountOthers(List<Step.Init> steps) {
    boolean hasDevices = false;
    int volume = 0;
    for (Mount mount : spec.mounts()) {
      if (mount.isBind() || isLayer(mount)) {
        steps.add(volumes.get(volume++));
      } else if (!isKernels(mount)) {
        mount(steps, mount);
      }
      if (mount.destination().equals("/dev")) {
        hasDevices = true;
        // a directory of the host's has its own devices, and gets none of ours
        if (!mount.isBind()) {
          devices(steps);
        }
      }
    }
    if (!hasDevices) {
      devices(steps);
    }
  }

  private void mount(List<Step.Init> steps, Mount mount) {
    MountOptions options = MountOptions.of(mount.options());
    String type = mount.type() == null ? "none" : mount.type();
    if (type.equals("cgroup")) {
      cgroups.mount(steps, mount.destination(), options);
      return;
    }
    String source = mount.source() == null ? type : mount.source();
    steps.add(new Step.Mount(type, source, mount.destination(), options.flags(), options.data()));
    if (options.propagation() != 0) {
      steps.add(new Step.SetPropagation(mount.destination(), options.propagation()));
    }
  }

  private void devices(List<Step.Init> steps) {
    if (makesNodes()) {
      for (Device device : spec.linux().devices()) {
        steps.add(
            new Step.MakeNode(
                device.path(), device.type(), device.major(), device.minor(), device.fileMode()));
      }
    } else {
      steps.addAll(devices);
    }
    steps.add(new Step.MakeLink("/proc/self/fd", "/dev/fd"));
    steps.add(new Step.MakeLink("/proc/self/fd/0", "/dev/stdin"));
    steps.add(new Step.MakeLink("/proc/self/fd/1", "/dev/stdout"));
    steps.add(new Step.MakeLink("/proc/self/fd/2", "/dev/stderr"));
    steps.add(new Step.MakeLink("pts/ptmx", "/dev/ptmx"));
  }

  void protectPaths(List<Step.Init> steps) {
    for (String path : spec.linux().maskedPaths()) {
      steps.add(new Step.MaskPath(path));
    }
    for (String path : spec.linux().readonlyPaths()) {
      steps.add(new Step.ProtectPath(path));
    }
  }
}
