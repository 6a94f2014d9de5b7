package dev.jaula.runtime;

import dev.jaula.perform.Machine;
import org.jspecify.annotations.Nullable;

/** The user namespace that this program was called in. */
final class UserNamespace {
  /** Every id there is, mapped to itself (man 7 user_namespaces). */
  private static final String EVERY = "4294967295";

  private UserNamespace() {}

  /** Whether the caller is root in the host's own user namespace. */
  static boolean isHosts(Machine machine) {
    @Nullable String map = machine.files().tryReadOnce("/proc/self/uid_map");
    return machine.credentials().userId() == 0 && (map == null || map.contains(EVERY));
  }
}
