package dev.jaula.spec;

import dev.jaula.seccomp.Action;
import dev.jaula.seccomp.Profile;
import dev.jaula.seccomp.Rule;
import org.jspecify.annotations.Nullable;

/** What a config.json that is right must say in addition before a container is made of it. */
public final class Creatable {
  private Creatable() {}

  /**
   * Checks that the parts of a spec fit together.
   *
   * @throws SpecException when there is no process, when network devices would move into the host's
   *     own namespace, or when nobody would answer for SCMP_ACT_NOTIFY
   */
  public static void check(Spec spec) {
    spec.needProcess();
    Linux linux = spec.linux();
    if (!linux.netDevices().isEmpty() && linux.namespace(NamespaceType.NETWORK) == null) {
      throw new SpecException(
          "linux.netDevices: need a network namespace;"
              + " add {\"type\": \"network\"} to linux.namespaces");
    }
    @Nullable Profile seccomp = linux.seccomp();
    if (linux.seccompListener() == null && notifies(seccomp)) {
      throw new SpecException(
          "linux.seccomp.listenerPath: is missing; SCMP_ACT_NOTIFY needs a socket that answers");
    }
  }

  /** Whether a profile leaves decisions to an agent; null is no profile. */
  public static boolean notifies(@Nullable Profile profile) {
    if (profile == null) {
      return false;
    }
    for (Rule rule : profile.syscalls()) {
      if (rule.action() == Action.NOTIFY) {
        return true;
      }
    }
    return profile.defaultAction() == Action.NOTIFY;
  }
}
