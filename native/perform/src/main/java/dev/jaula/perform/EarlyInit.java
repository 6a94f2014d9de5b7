package dev.jaula.perform;

import dev.jaula.linux.LinuxException;
import dev.jaula.plan.Step;
import dev.jaula.spec.NamespaceType;
import org.jspecify.annotations.Nullable;

/**
 * Whether init is cloned before its cgroups are made instead of after. It then makes those of its
 * namespaces that take long by itself, meanwhile the caller makes the cgroups and their limits: on
 * two processors that is a tenth of a start. The plan stays as it is, and who wants to see it
 * performed sees it performed in its order. On v2 init is cloned into its cgroup, which is there by
 * then.
 */
final class EarlyInit {
  private EarlyInit() {}

  /** The step that clones init when it can come first, or null. */
  static Step.@Nullable CloneInit of(Start start) {
    boolean makesCgroups = false;
    for (Step.Caller step : start.plan().caller()) {
      switch (step) {
        case Step.CreateCgroup ignored -> makesCgroups = true;
        case Step.SetLimit ignored -> {}
        case Step.CloneInit clone -> {
          boolean can = makesCgroups && clone.cgroup() == null && start.observer().looksAway();
          return can && clone.namespaces().contains(NamespaceType.NETWORK) ? clone : null;
        }
        default -> {
          return null;
        }
      }
    }
    return null;
  }

  /** The bits of the namespaces that init makes by itself. */
  static int late(Step.CloneInit clone) {
    int flags = 0;
    for (NamespaceType type : clone.namespaces()) {
      if (type != NamespaceType.USER && type != NamespaceType.PID) {
        flags |= type.flag();
      }
    }
    return flags;
  }

  /** From init. */
  static void unshare(Machine machine, Step.CloneInit clone) {
    try {
      machine.processes().unshare(late(clone));
    } catch (LinuxException e) {
      throw new PerformException(PerformException.FAILED, Remedy.line(clone, e));
    }
  }
}
