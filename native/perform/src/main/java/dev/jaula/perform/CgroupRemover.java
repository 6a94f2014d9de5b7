package dev.jaula.perform;

import dev.jaula.linux.Errno;
import java.util.List;

/** Removes a container's cgroups once its processes have ended. */
public final class CgroupRemover {
  private static final int TRIES = 200;

  private final Machine machine;

  public CgroupRemover(Machine machine) {
    this.machine = machine;
  }

  /** Removes the directories; those that are not there any more are no error. */
  public void remove(List<String> directories) {
    for (String directory : directories) {
      remove(directory);
    }
  }

  private void remove(String directory) {
    for (int i = 0; i < TRIES; i++) {
      int result = machine.files().tryRemoveDirectory(directory);
      if (result == 0 || result == -Errno.ENOENT) {
        return;
      }
      if (result != -Errno.EBUSY) {
        return;
      }
      if (i == 0) {
        removeChildren(directory);
      }
      // a process that has just ended may still be counted for a moment
      machine.signals().poll(new int[0], new int[0], new int[0], 5);
    }
  }

  /** What the container made below its own cgroup. */
  private void removeChildren(String directory) {
    for (String name : machine.files().tryList(directory)) {
      String child = directory + "/" + name;
      if (name.indexOf('.') < 0 || machine.files().exists(child + "/cgroup.procs")) {
        if (machine.files().exists(child + "/tasks") || machine.files().exists(child + "/cgroup.procs")) {
          removeChildren(child);
          remove(child);
        }
      }
    }
  }
}
