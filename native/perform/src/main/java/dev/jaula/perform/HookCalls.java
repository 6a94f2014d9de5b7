package dev.jaula.perform;

import dev.jaula.plan.HookKind;

/** Calls the hooks of a container, where it has any. */
public interface HookCalls {
  HookCalls NONE = (kind, pid) -> {};

  /**
   * Calls all of one kind in order.
   *
   * @param pid of the container's first process, as the hooks see it
   * @throws PerformException when one fails, or takes longer than it may
   */
  void run(HookKind kind, int pid);
}
