package dev.jaula.plan;

import dev.jaula.spec.Annotations;
import dev.jaula.spec.CapabilitySets;
import dev.jaula.spec.Hooks;
import dev.jaula.spec.IdMapping;
import dev.jaula.spec.Process;
import dev.jaula.spec.Rlimit;
import dev.jaula.spec.Spec;
import dev.jaula.spec.User;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is done to a process last: the same for the first one of a container and for one that is
 * executed in it. The order matters: each step takes away what an earlier one needs.
 */
public final class ProcessSteps {
  private ProcessSteps() {}

  static void apply(
      Spec spec,
      HostFacts facts,
      @Nullable String filterKey,
      Lifetime lifetime,
      List<Step.Init> steps) {
    boolean setGroups = facts.isRoot() || !isSingle(spec.linux().uidMappings());
    if (spec.needProcess().terminal()) {
      steps.add(new Step.OpenTerminal());
    }
    boolean reaper = "true".equals(spec.annotation(Annotations.INIT));
    // a new user namespace starts with every capability; elsewhere none can be had that the caller
    // lacks
    long possible = Planner.hasUserNamespace(spec) ? -1 : facts.permitted();
    @Nullable Hooks hooks = spec.hooks();
    boolean startHooks = hooks != null && !hooks.startContainer().isEmpty();
    apply(spec.needProcess(), possible, setGroups, reaper, filterKey, lifetime, startHooks, steps);
  }

  private static boolean isSingle(List<IdMapping> mappings) {
    return mappings.size() == 1 && mappings.get(0).size() == 1;
  }

  /**
   * @param possible the capabilities that can be had at all
   * @param setGroups false where the kernel has taken setgroups(2) away
   * @param startHooks whether there are hooks of the kind startContainer
   */
  static void apply(
      Process process,
      long possible,
      boolean setGroups,
      boolean reaper,
      @Nullable String filterKey,
      Lifetime lifetime,
      boolean startHooks,
      List<Step.Init> steps) {
    for (Rlimit limit : process.rlimits()) {
      steps.add(new Step.SetRlimit(limit.resource(), limit.soft(), limit.hard()));
    }
    CapabilitySets sets = within(process.capabilities(), possible);
    steps.add(new Step.LimitCapabilities(sets.bounding()));
    // without no_new_privs the filter needs CAP_SYS_ADMIN, which is about to go (man 2 seccomp)
    if (filterKey != null && !process.noNewPrivileges()) {
      steps.add(new Step.InstallSeccomp(filterKey));
    }
    User user = process.user();
    Integer umask = user.umask();
    steps.add(new Step.ChangeDirectory(process.cwd()));
    steps.add(
        new Step.SetUser(
            user.uid(), user.gid(), user.additionalGids(), umask == null ? -1 : umask, setGroups));
    capabilities(sets, user.uid(), steps);
    outlive(process, lifetime, steps);
    if (startHooks) {
      steps.add(new Step.RunHooks(HookKind.START_CONTAINER));
    }
    if (process.noNewPrivileges()) {
      steps.add(new Step.NoNewPrivileges());
      if (filterKey != null) {
        steps.add(new Step.InstallSeccomp(filterKey));
      }
    }
    if (reaper) {
      steps.add(new Step.ForkReaper());
    }
    steps.add(new Step.Execute(process.args(), Environment.of(process.env())));
  }

  private static void outlive(Process process, Lifetime lifetime, List<Step.Init> steps) {
    switch (lifetime) {
      case WITH_CALLER -> {}
      case ALONE -> steps.add(new Step.Outlive());
      case WAITING -> {
        steps.add(new Step.FindProgram(process.args(), Environment.of(process.env())));
        steps.add(new Step.AwaitStart());
      }
    }
  }

  /** Who asks for none gets none, as with runc. */
  private static CapabilitySets within(@Nullable CapabilitySets wanted, long possible) {
    CapabilitySets sets = wanted == null ? CapabilitySets.of(0) : wanted;
    return new CapabilitySets(
        sets.bounding() & possible,
        sets.effective() & possible,
        sets.inheritable() & possible,
        sets.permitted() & possible,
        sets.ambient() & possible);
  }

  /** A user other than root starts without capabilities, unless they are ambient. */
  private static void capabilities(CapabilitySets sets, int uid, List<Step.Init> steps) {
    boolean root = uid == 0;
    steps.add(
        new Step.SetCapabilities(
            root ? sets.effective() : sets.ambient(),
            root ? sets.permitted() : sets.ambient() | sets.permitted() & sets.inheritable(),
            sets.inheritable(),
            sets.ambient()));
  }
}
