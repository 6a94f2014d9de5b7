package dev.jaula.perform;

import dev.jaula.linux.Errno;
import dev.jaula.linux.LinuxException;
import dev.jaula.plan.Step;

/** What to do about a step that failed, where that is known. */
final class Remedy {
  private Remedy() {}

  /** One line: the failure and the remedy. */
  static String line(Step step, LinuxException failure) {
    String remedy = of(step, failure);
    return failure.getMessage() + (remedy.isEmpty() ? "" : "; " + remedy);
  }

  private static String of(Step step, LinuxException failure) {
    int errno = failure.errno();
    return switch (step) {
      case Step.CreateCgroup s
          when errno == Errno.EACCES || errno == Errno.EPERM || errno == Errno.EROFS ->
          "this user may not make cgroups in "
              + s.hierarchy()
              + ": run as root, or have a subtree delegated";
      case Step.SetLimit s when errno == Errno.ENOENT -> "this kernel does not offer that limit";
      case Step.SetLimit s when errno == Errno.EINVAL || errno == 34 ->
          "the kernel does not take this value";
      case Step.SetLimit s when errno == Errno.EBUSY -> "the limit is below what is in use";
      case Step.AttachDevices s when errno == Errno.EPERM ->
          "device rules on cgroup v2 need CAP_BPF and CAP_NET_ADMIN: run as root of the host";
      case Step.AttachDevices s when errno == Errno.ENOSYS || errno == Errno.EINVAL ->
          "device rules on cgroup v2 need a kernel with CONFIG_CGROUP_BPF";
      case Step.JoinContainer s -> "the container must run, and belong to this user: see jaula ps";
      case Step.CloneInit s when errno == Errno.EPERM ->
          "user namespaces are switched off here: sysctl kernel.unprivileged_userns_clone=1, or run as root";
      case Step.CloneInit s when errno == Errno.ENOSPC ->
          "the limit on namespaces is reached: see sysctl user.max_user_namespaces";
      case Step.CloneInit s when errno == Errno.EAGAIN ->
          "the limit on processes is reached: see ulimit -u, and pids.max of --cgroup-parent";
      case Step.MapTree s when errno == Errno.EINVAL ->
          "its file system cannot be mapped on this kernel: see man 2 mount_setattr, ERRORS";
      case Step.ForkReaper s when errno == Errno.EAGAIN ->
          "the limit on processes is reached: see --pids-limit, and pids.max of --cgroup-parent";
      case Step.MapIds s ->
          "the ids that are mapped must be the caller's own, or lent to it in /etc/subuid";
      case Step.Mount s when s.type().equals("overlay") && errno == Errno.EINVAL ->
          "overlays cannot be stacked deeper, or something is mounted below the root: try --read-only or --rootfs-rw";
      case Step.Mount s
          when s.type().equals("tmpfs") && errno == Errno.EINVAL && !s.data().isEmpty() ->
          "not all of these options are known to the kernel (man 5 tmpfs): " + s.data();
      case Step.Mount s when s.type().equals("proc") && errno == Errno.EPERM ->
          "part of /proc is hidden here, as in another container: try --pid host";
      case Step.Mount s when s.type().equals("sysfs") && errno == Errno.EPERM ->
          "sysfs belongs to the network namespace: try --network none";
      case Step.Mount s when errno == Errno.ELOOP || errno == Errno.ENOTDIR ->
          s.target() + " in the root file system must be a directory, not a link or a file";
      case Step.Mount s when errno == Errno.EROFS ->
          "the root file system has no "
              + s.target()
              + " to mount on: make it there, or leave --rootfs-rw out";
      case Step.OpenTree s when errno == Errno.ENOENT ->
          "the source of a mount must exist on this host";
      case Step.BecomeRoot s when errno == Errno.EINVAL ->
          "the id 0 must be mapped: --uidmap 0:HOST:COUNT and --gidmap 0:HOST:COUNT";
      case Step.SetUser s when errno == Errno.EINVAL ->
          "this id is not mapped in the container's user namespace: see --uidmap and --gidmap";
      case Step.SetRlimit s when errno == Errno.EPERM ->
          "a hard limit cannot be raised without CAP_SYS_RESOURCE";
      case Step.SetSysctl s when errno == Errno.ENOENT -> "this kernel has no such parameter";
      case Step.JoinNamespace s when errno == Errno.ENOENT -> "there is no such namespace";
      case Step.JoinNamespaces s when errno == Errno.ENOENT -> "there is no such namespace";
      case Step.JoinNamespaces s when errno == Errno.EINVAL ->
          "that is another kind of namespace, or one that this process is in already";
      case Step.JoinNamespaces s when errno == Errno.EPERM || errno == Errno.EACCES ->
          "only root, or the owner of the user namespace that it belongs to, may join it";
      case Step.ChangeDirectory s when errno == Errno.ENOTDIR || errno == Errno.EEXIST ->
          "--workdir must be a directory inside";
      case Step.JoinNamespaces s when errno == Errno.ENOTTY -> "that is no namespace";
      case Step.SetTimeOffsets s when errno == Errno.ERANGE ->
          "no clock may be shifted to before zero, or beyond what it can count";
      case Step.ChangeDirectory s when errno == Errno.EACCES ->
          "the user may not enter it: see --user";
      case Step.AdjustOom s when errno == Errno.EACCES -> "lowering it needs root";
      case Step.OciCaller s -> s.step().remedy(errno);
      case Step.OciInit s -> s.step().remedy(errno);
      default -> "";
    };
  }
}
