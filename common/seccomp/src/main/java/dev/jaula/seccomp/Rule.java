package dev.jaula.seccomp;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One element of linux.seccomp.syscalls: an action for calls by name, when the conditions hold.
 *
 * @param errnoRet for ERRNO and TRACE only; EPERM when absent
 */
public record Rule(
    List<String> names, Action action, @Nullable Integer errnoRet, List<Condition> args) {
  /**
   * Keeps copies; refuses an errnoRet that the action cannot carry, as the OCI specification
   * demands.
   */
  public Rule {
    names = List.copyOf(names);
    args = List.copyOf(args);
    Returns.check(action, errnoRet);
  }
}
