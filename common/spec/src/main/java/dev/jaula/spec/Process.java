package dev.jaula.spec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The process that a container runs (config.md, "Process"). A null is what the spec does not say:
 * then it is left as it is.
 *
 * @param capabilities null when the spec does not say: then it has none
 * @param oomScoreAdj -1000 to 1000, or null
 * @param apparmorProfile a profile that the kernel knows already
 * @param selinuxLabel the label that execve takes on
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
    @Nullable Integer oomScoreAdj,
    @Nullable ConsoleSize consoleSize,
    @Nullable String apparmorProfile,
    @Nullable String selinuxLabel,
    @Nullable Scheduler scheduler,
    @Nullable IoPriority ioPriority,
    @Nullable ExecCpuAffinity execCpuAffinity) {
  /** A process without what only an OCI config.json says. */
  public Process(
      boolean terminal,
      User user,
      List<String> args,
      List<String> env,
      String cwd,
      @Nullable CapabilitySets capabilities,
      List<Rlimit> rlimits,
      boolean noNewPrivileges,
      @Nullable Integer oomScoreAdj) {
    this(
        terminal,
        user,
        args,
        env,
        cwd,
        capabilities,
        rlimits,
        noNewPrivileges,
        oomScoreAdj,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /** The same with another environment. */
  public Process with(List<String> environment) {
    return executing(terminal, user, args, environment, cwd, capabilities, noNewPrivileges);
  }

  /** A further process beside this one, with its limits and labels, as exec wants it. */
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
        oomScoreAdj,
        consoleSize,
        apparmorProfile,
        selinuxLabel,
        scheduler,
        ioPriority,
        execCpuAffinity);
  }

  /** The same with other labels of the security modules; null leaves one as it is. */
  public Process labelled(@Nullable String apparmor, @Nullable String selinux) {
    return new Process(
        terminal,
        user,
        args,
        env,
        cwd,
        capabilities,
        rlimits,
        noNewPrivileges,
        oomScoreAdj,
        consoleSize,
        apparmor == null ? apparmorProfile : apparmor,
        selinux == null ? selinuxLabel : selinux,
        scheduler,
        ioPriority,
        execCpuAffinity);
  }

  /** The same without an AppArmor profile. */
  public Process withoutProfile() {
    return new Process(
        terminal,
        user,
        args,
        env,
        cwd,
        capabilities,
        rlimits,
        noNewPrivileges,
        oomScoreAdj,
        consoleSize,
        null,
        selinuxLabel,
        scheduler,
        ioPriority,
        execCpuAffinity);
  }
}
