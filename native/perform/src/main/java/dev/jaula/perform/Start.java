package dev.jaula.perform;

import dev.jaula.linux.Fd;
import dev.jaula.plan.Plan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What performing needs besides the plan.
 *
 * @param filter the compiled seccomp filter, or null for none
 * @param tasks the v1 cgroups' files, open for writing, in the plan's order
 * @param container the pidfd of the container to execute in, or null when it is to be started
 * @param input the descriptor that becomes standard input, -1 to keep the caller's, or {@link
 *     #NOTHING} for the container's own /dev/null
 * @param output the descriptor that becomes standard output and error, or -1 to keep the caller's
 * @param isFirst whether this is the container's first process
 * @param diesWithCaller whether the container ends when the caller is killed
 * @param gate the listening socket at which a created container waits to be started, or -1
 * @param preserved how many of the caller's descriptors from 3 on the command inherits
 * @param hooks calls those of the container, in the process that the plan says
 * @param oci performs what only an OCI config.json asks for; null where no plan has any of it
 */
public record Start(
    Plan plan,
    Observer observer,
    @Nullable Program filter,
    List<Fd> tasks,
    @Nullable Fd container,
    int input,
    int output,
    boolean isFirst,
    boolean diesWithCaller,
    int gate,
    int preserved,
    HookCalls hooks,
    @Nullable OciCalls oci) {
  /** Standard input is empty. */
  public static final int NOTHING = -2;

  /** For a container that its caller stays with. */
  public Start(
      Plan plan,
      Observer observer,
      @Nullable Program filter,
      @Nullable Fd container,
      int input,
      int output,
      boolean isFirst,
      boolean diesWithCaller) {
    this(
        plan,
        observer,
        filter,
        List.of(),
        container,
        input,
        output,
        isFirst,
        diesWithCaller,
        -1,
        0,
        HookCalls.NONE,
        null);
  }

  Start withTasks(List<Fd> open) {
    return new Start(
        plan,
        observer,
        filter,
        open,
        container,
        input,
        output,
        isFirst,
        diesWithCaller,
        gate,
        preserved,
        hooks,
        oci);
  }
}
