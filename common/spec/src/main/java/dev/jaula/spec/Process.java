package dev.jaula.spec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The process that a container runs (config.md, "Process").
 *
 * @param capabilities null when the spec does not say: then none is taken away
 * @param oomScoreAdj -1000 to 1000, or null
 */
@SuppressWarnings("AvoidCommonTypeNames") // the name that the runtime-spec gives it
public record Process(
    boolean terminal,
    User user,
    List<String> args,
    List<String> env,
    String cwd,
    @Nullable CapabilitySets capabilities,
    List<Rlimit> rlimits,
    boolean noNewPrivileges,
    @Nullable Integer oomScoreAdj) {

  /** A further process beside this one, with its limits, as exec wants it. */
  public Process executing(
      boolean withTerminal,
      User as,
      List<String> command,
      List<String> environment,
      String directory,
      @Nullable CapabilitySets sets,
      boolean withoutNewPrivileges) {
    return new Process(
        withTerminal,
        as,
        command,
        environment,
        directory,
        sets,
        rlimits,
        withoutNewPrivileges,
        oomScoreAdj);
  }
}
