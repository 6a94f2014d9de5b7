package dev.jaula.perform;

import dev.jaula.linux.Fd;
import dev.jaula.linux.Files;
import dev.jaula.linux.LinuxException;
import dev.jaula.linux.Mounts;
import dev.jaula.linux.Processes;
import dev.jaula.plan.OciStep;
import dev.jaula.spec.IdMapping;
import java.util.List;

/**
 * A tree of the host whose owners are seen through ranges of its own (man 2 mount_setattr,
 * MOUNT_ATTR_IDMAP). The kernel takes them from a user namespace, which a child makes for this
 * alone.
 */
final class MappedTree {
  private final Machine machine;

  MappedTree(Machine machine) {
    this.machine = machine;
  }

  void send(OciStep.MapMount step, Report report) {
    Mounts mounts = machine.mounts();
    try (Fd namespace = namespace(step.uids(), step.gids())) {
      int result = mounts.tryCloneTree(Files.AT_FDCWD, step.source(), step.recursive());
      if (result < 0) {
        throw new LinuxException("mount", step.source(), -result);
      }
      try (Fd tree = machine.files().own(result)) {
        map(step, tree, namespace);
        report.sendTree(tree.number());
      }
    }
  }

  private void map(OciStep.MapMount step, Fd tree, Fd namespace) {
    try {
      machine
          .mounts()
          .setAttributes(
              tree.number(), "", step.mapsAll(), Mounts.MOUNT_ATTR_IDMAP, 0, 0, namespace.number());
    } catch (LinuxException e) {
      throw new LinuxException("map the owners of", step.source(), e.errno());
    }
  }

  /** The child waits until its pipe is shut. */
  private Fd namespace(List<IdMapping> uids, List<IdMapping> gids) {
    Files files = machine.files();
    Processes processes = machine.processes();
    int[] pipe = files.descriptors().pipe(0);
    int[] pidfd = new int[1];
    int child = processes.fork(Processes.CLONE_NEWUSER, -1, pidfd);
    if (child == 0) {
      files.close(pipe[1]);
      files.tryRead(pipe[0], new byte[1], 0, 1);
      processes.exit(0);
    }
    try {
      String process = "/proc/" + child + "/";
      files.write(process + "uid_map", IdMapper.lines(uids));
      files.write(process + "gid_map", IdMapper.lines(gids));
      return files.open(process + "ns/user", Files.O_RDONLY);
    } finally {
      files.close(pipe[0]);
      files.close(pipe[1]);
      files.close(pidfd[0]);
      processes.tryWait(child);
    }
  }
}
