package dev.jaula.runtime;

import dev.jaula.cgroup.BasePath;
import dev.jaula.cgroup.CgroupException;
import dev.jaula.cgroup.Hierarchy;
import dev.jaula.cgroup.Resources;
import dev.jaula.host.FactsReader;
import dev.jaula.host.UserNamespace;
import dev.jaula.linux.Words;
import dev.jaula.perform.Machine;
import dev.jaula.plan.CgroupOwner;
import dev.jaula.plan.DeviceSteps;
import dev.jaula.plan.HostFacts;
import dev.jaula.plan.HugepageSteps;
import dev.jaula.plan.Lifetime;
import dev.jaula.plan.OciPlan;
import dev.jaula.plan.OciWishes;
import dev.jaula.plan.Plan;
import dev.jaula.plan.Planner;
import dev.jaula.spec.NamespaceType;
import dev.jaula.spec.Spec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From a bundle to the steps of its start, the cgroup being as the spec and the caller want it. */
final class CreationPlan {
  private final Session session;
  private final Machine machine;
  private final Spec spec;
  private final CgroupManager manager;
  private final @Nullable SystemdUnit unit;
  private final OciWishes wishes;

  CreationPlan(Session session, Spec spec, OciWishes wishes) {
    this.session = session;
    this.wishes = wishes;
    this.machine = session.machine();
    this.spec = spec;
    this.manager = CgroupManager.of(session);
    this.unit = manager == CgroupManager.SYSTEMD ? SystemdUnit.of(session, spec) : null;
  }

  /** Whose cgroup it is, or null when that is made by ourselves or not at all. */
  @Nullable SystemdUnit unit() {
    return unit;
  }

  /** The steps; a limit that this host cannot keep is one error with its place in the config. */
  Plan make(@Nullable String filterKey, Lifetime lifetime) {
    try {
      return make(facts(), filterKey, lifetime);
    } catch (CgroupException e) {
      throw new OciException(LimitErrors.planned(machine, e));
    }
  }

  private HostFacts facts() {
    boolean needsPermitted = spec.linux().namespace(NamespaceType.USER) == null;
    HostFacts facts =
        new FactsReader(machine)
            .read(
                unit == null ? CgroupPlace.name(spec, session.id()) : session.id(),
                spec.root().path(),
                null,
                needsPermitted,
                false);
    if (manager == CgroupManager.DISABLED) {
      return facts.withCgroup(new BasePath("", "--cgroup-manager disabled makes none"));
    }
    if (unit != null) {
      return facts.withCgroup(unit.cgroup());
    }
    @Nullable BasePath place = CgroupPlace.of(spec, facts.isRoot());
    return place == null ? facts : facts.withCgroup(place);
  }

  private Plan make(HostFacts facts, @Nullable String filterKey, Lifetime lifetime) {
    Spec planned = manager == CgroupManager.DISABLED ? with(Resources.NONE) : spec;
    boolean beside = HugepageSteps.isNeeded(spec, facts.hierarchies(), offered(facts));
    if (beside) {
      needHandedDown(facts);
      planned = with(planned.linux().resources().withoutHugepages());
    }
    Plan plain = Planner.start(OciPlan.plain(planned, wishes), facts, filterKey, lifetime);
    Plan plan = OciPlan.complete(plain, spec, facts, wishes);
    if (beside && facts.cgroup().isAvailable()) {
      plan = HugepageSteps.add(plan, spec.linux().resources().hugepages(), facts);
    }
    if (!spec.linux().deviceRules().isEmpty() && UserNamespace.isInitial(machine)) {
      // elsewhere no device node can be made, and runc leaves the rules out, too
      plan = DeviceSteps.add(plan, spec, facts);
    }
    plan = CgroupOwner.add(plan, spec, facts);
    return unit == null ? plan : unit.arrange(plan, spec, facts, session.id());
  }

  private Spec with(Resources resources) {
    return spec.with(spec.root(), spec.linux().withResources(resources));
  }

  /** The controllers of a hybrid host's v2 tree, when something might be needed of it. */
  private List<String> offered(HostFacts facts) {
    @Nullable Hierarchy unified = facts.hierarchies().unified();
    if (spec.linux().resources().hugepages().isEmpty() || unified == null) {
      return List.of();
    }
    return words(unified.root() + "/cgroup.controllers");
  }

  /** What the v2 root of a hybrid host hands down is the host's affair: others see it change. */
  private void needHandedDown(HostFacts facts) {
    @Nullable Hierarchy unified = facts.hierarchies().unified();
    String file = (unified == null ? "" : unified.root()) + "/cgroup.subtree_control";
    if (!words(file).contains("hugetlb")) {
      throw new OciException(
          "linux.resources.hugepageLimits: "
              + file
              + " does not hand the controller hugetlb down; try: echo +hugetlb > "
              + file);
    }
  }

  private List<String> words(String file) {
    @Nullable String text = machine.files().tryRead(file);
    return text == null ? List.of() : Words.split(text.trim(), ' ');
  }
}
