package dev.jaula.perform;

import dev.jaula.cgroup.BasePath;
import dev.jaula.cgroup.CgroupFiles;
import dev.jaula.cgroup.CgroupPath;
import dev.jaula.cgroup.KernelCgroupFiles;
import dev.jaula.cgroup.Members;
import dev.jaula.linux.Errno;
import java.util.List;

/** Removes a container's cgroups once its first process has ended, with whatever lives in them. */
public final class CgroupRemover {
  private static final int TRIES = 200;

  /** So many tries later what was forked meanwhile is killed, too. */
  private static final int AGAIN = 10;

  private final Machine machine;
  private final CgroupFiles files;

  public CgroupRemover(Machine machine) {
    this.machine = machine;
    this.files = new KernelCgroupFiles(machine.kernel());
  }

  /**
   * Removes the directories; those that are not there any more are no error. False when one of them
   * could not be removed.
   */
  public boolean remove(List<String> directories) {
    boolean removed = true;
    boolean ended = false;
    for (String directory : directories) {
      int result = files.rmdir(directory);
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
   * Removes those in which nobody lives, and kills nobody: where somebody lives, they may be
   * somebody else's. False when one is left.
   */
  public boolean removeUnused(List<String> directories) {
    // who is just ending is waited for, but once for all of them
    int tries = TRIES;
    boolean removed = true;
    for (String directory : directories) {
      boolean isLeft = isLeft(directory);
      while (isLeft && tries > 0) {
        tries--;
        pause();
        isLeft = isLeft(directory);
      }
      removed &= !isLeft;
    }
    return removed;
  }

  /** Whether it is there after all of this. */
  private boolean isLeft(String directory) {
    int result = files.rmdir(directory);
    if (result == -Errno.EBUSY && !new Members(files).isOccupied(directory, 0)) {
      removeChildren(directory);
      result = files.rmdir(directory);
    }
    return result < 0 && result != -Errno.ENOENT;
  }

  /**
   * Removes Jaula's own directories above those, as far as they are empty; another container's
   * start makes them again. That costs as much as a tenth of a start, so it is not for every end.
   */
  public void removeParents(List<String> directories) {
    for (String directory : directories) {
      String parent = CgroupPath.parent(directory);
      if (parent.endsWith(BasePath.PARENT)) {
        files.rmdir(parent);
      }
    }
  }

  /** A process that has just ended may still be counted for a moment. */
  private int removeSoon(String directory) {
    int result = -Errno.EBUSY;
    for (int i = 1; i <= TRIES && result == -Errno.EBUSY; i++) {
      removeChildren(directory);
      result = files.rmdir(directory);
      if (result == -Errno.EBUSY) {
        pause();
        if (i % AGAIN == 0) {
          end(List.of(directory));
        }
      }
    }
    return result;
  }

  private void pause() {
    machine.signals().poll(new int[0], new int[0], new int[0], 5);
  }

  /** What the container made below its own cgroup. */
  private void removeChildren(String directory) {
    for (String name : files.directories(directory)) {
      removeChildren(directory + "/" + name);
      files.rmdir(directory + "/" + name);
    }
  }

  /**
   * Without a pid namespace of its own a container's processes outlive its first one. What v1's
   * freezer holds does not even die before it is thawed.
   */
  private void end(List<String> directories) {
    for (String directory : directories) {
      thaw(directory);
    }
    new CgroupSignals(machine).kill(directories);
  }

  private void thaw(String directory) {
    files.write(directory + "/freezer.state", "THAWED");
    for (String name : files.directories(directory)) {
      thaw(directory + "/" + name);
    }
  }
}
