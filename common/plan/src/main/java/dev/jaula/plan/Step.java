package dev.jaula.plan;

import dev.jaula.spec.IdMapping;
import dev.jaula.spec.NamespaceType;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is done to start a container. A plan is a list of them: the {@link Caller}'s are
 * performed by the process that was called, the {@link Init}'s by the process that becomes the
 * container.
 */
public sealed interface Step {

  /** Steps of the process that was called. */
  sealed interface Caller extends Step {}

  /** Steps of the process that becomes the container, in its new namespaces. */
  sealed interface Init extends Step {}

  /** Makes the cgroup's directory in one hierarchy; on v2 the controllers are handed down to it. */
  record CreateCgroup(String hierarchy, String path, List<String> controllers) implements Caller {}

  /**
   * Writes a limit to a file of the cgroup; where the kernel lacks the file otherwise is written,
   * or nothing when the limit is optional. What is given has another name or value than what is
   * written, or is null. The limit itself is what an error is told by.
   */
  record SetLimit(
      String file,
      String value,
      @Nullable SetLimit otherwise,
      @Nullable String given,
      boolean isOptional,
      String limit)
      implements Caller {}

  /**
   * Loads a program that decides which devices the v2 cgroup may use, and attaches it there (man 2
   * bpf); rules say in words what the instructions do.
   */
  record AttachDevices(String directory, List<Long> program, List<String> rules)
      implements Caller {}

  /**
   * Gives the v2 cgroup, and those of its files that the kernel lists in
   * /sys/kernel/cgroup/delegate, to a user.
   */
  record OwnCgroup(String directory, long uid) implements Caller {}

  /**
   * Hands a process that waits to a service manager, which puts it into a unit's cgroup.
   *
   * @param enter asks for it
   * @param properties of the unit, in words, a line for each; only who explains the step asks
   */
  record EnterUnit(String unit, IntConsumer enter, Supplier<List<String>> properties)
      implements Caller {}

  /** Moves the process that waits into a v1 cgroup. */
  record MoveInit(String file) implements Caller {}

  /** Lets the process that waits go on. */
  record ReleaseInit() implements Caller {}

  /** Enters the namespaces of a running container all at once (man 2 setns with a pidfd). */
  record JoinContainer(int pid, List<NamespaceType> namespaces) implements Caller {}

  /**
   * Starts the init process with new namespaces, in the v2 cgroup when one is given (man 2 clone3).
   */
  record CloneInit(List<NamespaceType> namespaces, @Nullable String cgroup) implements Caller {}

  /** Says which ids inside are which outside (man 7 user_namespaces). */
  record MapIds(List<IdMapping> uids, List<IdMapping> gids, boolean denySetgroups, boolean helpers)
      implements Caller {}

  /**
   * Opens a tree of the host with its owners seen through the container's id maps, and hands it to
   * init (man 2 mount_setattr, MOUNT_ATTR_IDMAP): what the host's root owns there, the container's
   * root owns inside.
   */
  record MapTree(String source, boolean recursive) implements Caller {}

  /** Makes the kernel kill this container sooner or later when memory is short (man 5 proc). */
  record AdjustOom(int score) implements Caller {}

  /** A step that only an OCI config.json asks for. */
  record OciCaller(OciStep.Caller step) implements Caller {}

  /** A step that only an OCI config.json asks for. */
  record OciInit(OciStep.Init step) implements Init {}

  /** Moves init into the v1 cgroups: it writes 0, "myself", to files that the caller opened. */
  record JoinCgroups(List<String> tasks) implements Init {}

  /**
   * Enters namespaces that exist, before init is started: a process namespace takes only new
   * processes, and what init makes anew belongs to the user namespace that was entered.
   */
  record JoinNamespaces(List<Joined> namespaces) implements Caller {}

  /** A namespace and a file that stands for it, such as /proc/PID/ns/net (man 7 namespaces). */
  record Joined(NamespaceType type, String path) {}

  /** Enters a cgroup namespace that exists, once init is in its own cgroup. */
  record JoinNamespace(NamespaceType type, String path) implements Init {}

  /**
   * Enters the cgroup namespace of a running container; only after the cgroup, as no process may be
   * moved into a cgroup from a namespace that does not show both ends.
   */
  record JoinCgroupNamespace(int pid) implements Init {}

  /**
   * Makes a namespace that clone cannot make in time: cgroup after the join, time before the
   * offsets.
   */
  record Unshare(NamespaceType type) implements Init {}

  /** Keeps mounts of the container from the host (man 7 mount_namespaces); flags are MS_ bits. */
  record SetPropagation(String path, long flags) implements Init {}

  /** Waits until the caller has written the id maps. */
  record AwaitMaps() implements Init {}

  /** Becomes user and group 0 of the new user namespace. */
  record BecomeRoot() implements Init {}

  /** Sets the offsets of a new time namespace (man 7 time_namespaces). */
  record SetTimeOffsets(String offsets) implements Init {}

  /** Holds a tree of the host open, to be attached after the root has changed (man 2 open_tree). */
  record OpenTree(int slot, String source, boolean recursive) implements Init {}

  /** Takes an open tree from the caller, in the order in which it maps them. */
  record ReceiveTree(int slot, String source) implements Init {}

  /** Makes a directory. */
  record MakeDirectory(String path, int mode) implements Init {}

  /** Mounts a file system; the target is made when it is missing. Flags are MS_ bits. */
  record Mount(String type, String source, String target, long flags, String data)
      implements Init {}

  /** Attaches an open tree; set holds MOUNT_ATTR bits, propagation an MS_ bit or 0. */
  record AttachTree(
      int slot, String source, String target, long set, boolean recursive, long propagation)
      implements Init {}

  /** Changes the working directory to the new root. */
  record EnterRoot(String path) implements Init {}

  /**
   * Makes the working directory the root; the old root stays reachable for the kernel only (man 2
   * pivot_root).
   */
  record PivotRoot() implements Init {}

  /** Lets go of the host's file system. */
  record DetachOldRoot() implements Init {}

  /** Makes a symbolic link. */
  record MakeLink(String target, String path) implements Init {}

  /** Makes a device node; possible only outside a user namespace. */
  record MakeNode(String path, char type, int major, int minor, int mode) implements Init {}

  /** Hides a file behind /dev/null, a directory behind an empty one. */
  record MaskPath(String path) implements Init {}

  /** Makes a path read-only. */
  record ProtectPath(String path) implements Init {}

  /** Makes the root file system read-only. */
  record ProtectRoot() implements Init {}

  /** Brings the loopback interface up. */
  record RaiseLoopback() implements Init {}

  record SetHostname(String name) implements Init {}

  record SetDomainname(String name) implements Init {}

  /** Writes a kernel parameter below /proc/sys. */
  record SetSysctl(String key, String value) implements Init {}

  /** Sets a resource limit (man 2 setrlimit); -1 is infinity. */
  record SetRlimit(int resource, long soft, long hard) implements Init {}

  /** Starts a session of its own, so that the terminal's signals come once. */
  record NewSession() implements Init {}

  /** Makes a terminal for the container and sends its other side to the caller. */
  record OpenTerminal() implements Init {}

  /** Dies with the caller. */
  record DieWithCaller() implements Init {}

  /** Takes capabilities away for good (man 7 capabilities); bit n for capability n. */
  record LimitCapabilities(long bounding) implements Init {}

  /** Changes to the user (man 7 credentials); umask is -1 when it is left alone. */
  record SetUser(int uid, int gid, List<Integer> groups, int umask, boolean setGroups)
      implements Init {}

  /** Sets the capability sets after the change of user. */
  record SetCapabilities(long effective, long permitted, long inheritable, long ambient)
      implements Init {}

  /** Changes to the command's working directory, which is made when it is missing. */
  record ChangeDirectory(String path) implements Init {}

  /** No program that is executed can gain privileges (man 2 prctl, PR_SET_NO_NEW_PRIVS). */
  record NoNewPrivileges() implements Init {}

  /** Attaches the compiled filter with this key (man 2 seccomp). */
  record InstallSeccomp(String key) implements Init {}

  /** Stays as pid 1 and runs the command as its child. */
  record ForkReaper() implements Init {}

  /** Lets the caller call its hooks, and waits until they have ended. */
  record AskHooks() implements Init {}

  /** Calls hooks inside. */
  record RunHooks(HookKind kind) implements Init {}

  /** Lives on when the caller is gone. */
  record Outlive() implements Init {}

  /** Looks for the command, so that its absence is told before the container counts as created. */
  record FindProgram(List<String> args, List<String> env) implements Init {}

  /** All is ready: lets go of the caller and of all that was open, and waits to be started. */
  record AwaitStart() implements Init {}

  /** Closes what was inherited and executes the command. */
  record Execute(List<String> args, List<String> env) implements Init {}
}
