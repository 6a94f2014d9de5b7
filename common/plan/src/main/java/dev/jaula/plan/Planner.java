package dev.jaula.plan;

import dev.jaula.spec.Annotations;
import dev.jaula.spec.NamespaceType;
import dev.jaula.spec.Spec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From a spec and facts of the host to steps: a pure function. It touches nothing, so it is tested with golden files
 * and explained without root. The order below is the order of a start.
 */
public final class Planner {
  private final Spec spec;
  private final HostFacts facts;
  private final List<Step.Caller> caller = new ArrayList<>();
  private final List<Step.Init> init = new ArrayList<>();

  private Planner(Spec spec, HostFacts facts) {
    this.spec = spec;
    this.facts = facts;
  }

  /**
   * The steps that start a container.
   *
   * @param filterKey the key of its compiled seccomp filter, or null for none
   * @throws PlanException when this host cannot do what the spec says
   */
  public static Plan start(Spec spec, HostFacts facts, @Nullable String filterKey) {
    Planner planner = new Planner(spec, facts);
    Trees trees = new Trees();
    planner.start(filterKey, trees);
    return new Plan(planner.caller, planner.init, trees.size());
  }

  private void start(@Nullable String filterKey, Trees trees) {
    Namespaces namespaces = new Namespaces(spec, facts);
    CgroupSteps cgroup = new CgroupSteps(spec, facts);
    cgroup.create(caller);
    namespaces.clone(caller, cgroup.unifiedDirectory());
    namespaces.mapIds(caller);
    adjustOom();

    init.add(new Step.DieWithCaller());
    cgroup.join(init);
    namespaces.join(init);
    namespaces.settle(init);
    init.add(new Step.NewSession());
    RootSteps root = new RootSteps(spec, facts);
    MountSteps mounts = new MountSteps(spec, facts, trees);
    root.isolate(init);
    mounts.openSources(init);
    root.assemble(init);
    init.add(new Step.PivotRoot());
    mounts.mountAll(init);
    root.settle(init);
    network();
    names();
    mounts.protectPaths(init);
    ProcessSteps.apply(spec, facts, filterKey, init);
  }

  private void adjustOom() {
    Integer score = spec.process().oomScoreAdj();
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

  /** Whether the container has a user namespace of its own, or joins one. */
  static boolean hasUserNamespace(Spec spec) {
    return spec.linux().namespace(NamespaceType.USER) != null;
  }
}
