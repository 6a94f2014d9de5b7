package dev.jaula.plan;

import dev.jaula.spec.Annotations;
import dev.jaula.spec.Hooks;
import dev.jaula.spec.NamespaceType;
import dev.jaula.spec.Process;
import dev.jaula.spec.Spec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From a spec and facts of the host to steps: a pure function. It touches nothing, so it is tested
 * with golden files and explained without root. The order below is the order of a start.
 */
public final class Planner {
  private final Spec spec;
  private final HostFacts facts;
  private final List<Step.Caller> caller = new ArrayList<>();
  private final List<Step.Init> init = new ArrayList<>();

  private final Lifetime lifetime;

  private Planner(Spec spec, HostFacts facts, Lifetime lifetime) {
    this.spec = spec;
    this.facts = facts;
    this.lifetime = lifetime;
  }

  /**
   * The steps that start a container which ends with its caller.
   *
   * @param filterKey the key of its compiled seccomp filter, or null for none
   * @throws PlanException when this host cannot do what the spec says
   */
  public static Plan start(Spec spec, HostFacts facts, @Nullable String filterKey) {
    return start(spec, facts, filterKey, Lifetime.WITH_CALLER);
  }

  /** As above, for a container that lives as long as is said. */
  public static Plan start(
      Spec spec, HostFacts facts, @Nullable String filterKey, Lifetime lifetime) {
    Planner planner = new Planner(spec, facts, lifetime);
    Trees trees = new Trees();
    planner.start(filterKey, trees);
    return new Plan(planner.caller, planner.init, trees.size());
  }

  /** The steps that execute a process in a running container. */
  public static Plan exec(Target target, Process process, @Nullable String filterKey) {
    return exec(target, process, filterKey, Lifetime.WITH_CALLER);
  }

  /** As above, for a process that lives as long as is said. */
  public static Plan exec(
      Target target, Process process, @Nullable String filterKey, Lifetime lifetime) {
    List<Step.Caller> caller = new ArrayList<>();
    List<Step.Init> init = new ArrayList<>();
    List<NamespaceType> joined = new ArrayList<>(target.namespaces());
    boolean hasCgroup = joined.remove(NamespaceType.CGROUP);
    caller.add(new Step.JoinContainer(target.pid(), joined));
    caller.add(new Step.CloneInit(List.of(), target.unifiedCgroup()));
    if (!target.tasks().isEmpty()) {
      init.add(new Step.JoinCgroups(target.tasks()));
    }
    if (hasCgroup) {
      init.add(new Step.JoinCgroupNamespace(target.pid()));
    }
    if (target.becomesRoot()) {
      init.add(new Step.BecomeRoot());
    }
    init.add(new Step.NewSession());
    if (process.terminal()) {
      init.add(new Step.OpenTerminal());
    }
    ProcessSteps.apply(
        process, target.possible(), target.setGroups(), false, filterKey, lifetime, false, init);
    return new Plan(caller, init, 0);
  }

  /**
   * A running container.
   *
   * @param namespaces those that it has to itself
   * @param unifiedCgroup the directory of its v2 cgroup, or null on v1
   * @param tasks its v1 cgroups' files for joining
   * @param becomesRoot whether the caller's own user is not its root
   * @param possible the capabilities that can be had in it
   * @param setGroups false where setgroups(2) has been given up
   */
  public record Target(
      int pid,
      List<NamespaceType> namespaces,
      @Nullable String unifiedCgroup,
      List<String> tasks,
      boolean becomesRoot,
      long possible,
      boolean setGroups) {}

  private void start(@Nullable String filterKey, Trees trees) {
    Namespaces namespaces = new Namespaces(spec, facts);
    CgroupSteps cgroup = new CgroupSteps(spec, facts);
    cgroup.create(caller);
    namespaces.joinByCaller(caller);
    namespaces.clone(caller, cgroup.unifiedDirectory());
    // before the ids are mapped, which lets init go on
    adjustOom();
    namespaces.mapIds(caller);

    init.add(new Step.DieWithCaller());
    cgroup.join(init);
    namespaces.join(init);
    namespaces.settle(init);
    init.add(new Step.NewSession());
    RootSteps root = new RootSteps(spec, facts, trees);
    MountSteps mounts = new MountSteps(spec, facts, cgroup.hierarchies(), trees);
    root.isolate(init);
    root.assemble(caller, init, mounts.needsLayers());
    mounts.openSources(caller, init);
    hooks();
    init.add(new Step.PivotRoot());
    mounts.mountKernels(init);
    init.add(new Step.DetachOldRoot());
    mounts.mountOthers(init);
    root.settle(init);
    network();
    names();
    mounts.protectPaths(init);
    ProcessSteps.apply(spec, facts, filterKey, lifetime, init);
  }

  /** Those that see the host's files and the container's namespaces. */
  private void hooks() {
    @Nullable Hooks hooks = spec.hooks();
    if (hooks == null) {
      return;
    }
    if (!hooks.prestart().isEmpty() || !hooks.createRuntime().isEmpty()) {
      init.add(new Step.AskHooks());
    }
    if (!hooks.createContainer().isEmpty()) {
      init.add(new Step.RunHooks(HookKind.CREATE_CONTAINER));
    }
  }

  private void adjustOom() {
    Integer score = spec.needProcess().oomScoreAdj();
    if (score != null) {
      caller.add(new Step.AdjustOom(score));
    }
  }

  private void network() {
    if (spec.linux().isNew(NamespaceType.NETWORK)) {
      init.add(new Step.RaiseLoopback());
    }
  }

  private void names() {
    if (spec.hostname() != null) {
      init.add(new Step.SetHostname(spec.hostname()));
    }
    if (spec.domainname() != null) {
      init.add(new Step.SetDomainname(spec.domainname()));
    }
    spec.linux().sysctl().forEach((key, value) -> init.add(new Step.SetSysctl(key, value)));
  }

  /** Whether changes to the root file system are thrown away with the container. */
  static boolean discards(Spec spec) {
    return Annotations.ROOTFS_DISCARD.equals(spec.annotation(Annotations.ROOTFS));
  }

  /**
   * Whether root can, and must, show files through the id maps: those of a new user namespace in
   * which the host's root is somebody else. The files of a bundle have the right owners already:
   * only Jaula's own front door says what becomes of the root file system.
   */
  static boolean mapsFiles(Spec spec, HostFacts facts) {
    return facts.isRoot()
        && isOurs(spec)
        && spec.linux().isNew(NamespaceType.USER)
        && spec.linux().uidMappings().get(0).hostId()
            != spec.linux().uidMappings().get(0).containerId();
  }

  /**
   * Whether the root file system is Jaula's to arrange; that of a foreign config.json is taken as
   * it is.
   */
  static boolean isOurs(Spec spec) {
    return spec.annotation(Annotations.ROOTFS) != null;
  }

  /** Whether the container has a user namespace of its own, or joins one. */
  static boolean hasUserNamespace(Spec spec) {
    return spec.linux().namespace(NamespaceType.USER) != null;
  }
}
