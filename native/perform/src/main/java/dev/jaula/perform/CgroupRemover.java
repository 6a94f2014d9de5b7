package dev.jaula.perform;

import dev.jaula.cgroup.BasePath;
import dev.jaula.cgroup.CgroupPath;
import dev.jaula.linux.Errno;
import dev.jaula.linux.Fd;
import dev.jaula.linux.Files;
import dev.jaula.linux.Signals;
import java.util.ArrayList;
import java.util.List;

/** Removes a container's cgroups once its first process has ended, with whatever lives in them. */
public final class CgroupRemover {
  private static final int TRIES = 200;

  private final Machine machine;

  public CgroupRemover(Machine machine) {
    this.machine = machine;
  }

  /**
   * Removes the directories; those that are not there any more are no error. False when one of them
   * could not be removed.
   */
  public boolean remove(List<String> directories) {
    boolean removed = true;
    boolean ended = false;
    for (String directory : directories) {
      int result = machine.files().directories().tryRemove(directory);
      if (result == -Errno.EBUSY) {
        if (!ended) {
          end(directories);
          ended = true;
        }
        result = removeSoon(directory);
      }
      removed &= result == 0 || result == -Errno.ENOENT;
    }
    return removed;
  }

  /**
   * Removes Jaula's own directories above those, as far as they are empty; another container's
   * start makes them again. That costs as much as a tenth of a start, so it is not for every end.
   */
  public void removeParents(List<String> directories) {
    for (String directory : directories) {
      String parent = CgroupPath.parent(directory);
      if (parent.endsWith(BasePath.PARENT)) {
        machine.files().directories().tryRemove(parent);
      }
    }
  }

  /** A process that has just ended may still be counted for a moment. */
  private int removeSoon(String directory) {
    int result = -Errno.EBUSY;
    for (int i = 0; i < TRIES && result == -Errno.EBUSY; i++) {
      removeChildren(directory);
      result = machine.files().directories().tryRemove(directory);
      if (result == -Errno.EBUSY) {
        machine.signals().poll(new int[0], new int[0], new int[0], 5);
      }
    }
    return result;
  }

  /** What the container made below its own cgroup. */
  private void removeChildren(String directory) {
    for (String child : children(directory)) {
      removeChildren(child);
      machine.files().directories().tryRemove(child);
    }
  }

  private List<String> children(String directory) {
    List<String> children = new ArrayList<>();
    for (String name : machine.files().directories().tryList(directory)) {
      String child = directory + "/" + name;
      if (machine.files().exists(child + "/cgroup.procs")) {
        children.add(child);
      }
    }
    return children;
  }

  /**
   * Without a pid namespace of its own a container's processes outlive its first one. What v1's
   * freezer holds does not even die before it is thawed.
   */
  private void end(List<String> directories) {
    for (String directory : directories) {
      thaw(directory);
    }
    for (String directory : directories) {
      kill(directory);
    }
  }

  private void thaw(String directory) {
    tryWrite(directory + "/freezer.state", "THAWED");
    for (String child : children(directory)) {
      thaw(child);
    }
  }

  private void kill(String directory) {
    if (tryWrite(directory + "/cgroup.kill", "1")) {
      return;
    }
    String processes = machine.files().tryRead(directory + "/cgroup.procs");
    if (processes != null) {
      kill(processes, machine.processes().id());
    }
    for (String child : children(directory)) {
      kill(child);
    }
  }

  private void kill(String processes, int self) {
    int pid = 0;
    for (int i = 0; i < processes.length(); i++) {
      char c = processes.charAt(i);
      if (c >= '0' && c <= '9') {
        pid = pid * 10 + c - '0';
        continue;
      }
      // 0 stands for a process that this pid namespace does not show
      if (pid > 1 && pid != self) {
        machine.processes().tryKill(pid, Signals.SIGKILL);
      }
      pid = 0;
    }
  }

  private boolean tryWrite(String file, String text) {
    int fd = machine.files().tryOpenAt(Files.AT_FDCWD, file, Files.O_WRONLY, 0);
    if (fd < 0) {
      return false;
    }
    try (Fd open = machine.files().own(fd)) {
      return machine.files().tryWriteOnce(open.number(), text) == 0;
    }
  }
}
