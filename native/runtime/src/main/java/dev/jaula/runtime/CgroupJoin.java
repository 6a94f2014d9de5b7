package dev.jaula.runtime;

import dev.jaula.cgroup.CgroupFiles;
import dev.jaula.cgroup.Cgroups;
import dev.jaula.cgroup.FileWrite;
import dev.jaula.cgroup.Hierarchies;
import dev.jaula.cgroup.Hierarchy;
import dev.jaula.cgroup.KernelCgroupFiles;
import dev.jaula.cgroup.Members;
import dev.jaula.linux.Errno;
import dev.jaula.linux.LinuxException;
import dev.jaula.perform.CgroupSignals;
import dev.jaula.perform.Machine;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A container is only in the hierarchies of v1, and has only the controllers of v2, that it was
 * made to need; a later limit may need a further one.
 */
final class CgroupJoin {
  private static final int ROUNDS = 1000;

  private final Machine machine;
  private final CgroupFiles files;
  private final Hierarchies hierarchies;
  private final List<String> directories;
  private final String path;

  CgroupJoin(Machine machine, Hierarchies hierarchies, List<String> directories) {
    this.machine = machine;
    this.files = new KernelCgroupFiles(machine.kernel());
    this.hierarchies = hierarchies;
    this.directories = directories;
    this.path = path(hierarchies, directories);
  }

  /** Where the container's cgroup is in each hierarchy. */
  String path() {
    return path;
  }

  private static String path(Hierarchies hierarchies, List<String> directories) {
    for (String directory : directories) {
      for (Hierarchy hierarchy : hierarchies.all()) {
        if (directory.startsWith(hierarchy.root() + "/")) {
          return directory.substring(hierarchy.root().length());
        }
      }
    }
    throw new OciException("the container has no cgroup whose limits could be changed");
  }

  /**
   * The directories that the container has once {@link #join} has made what the writes need.
   *
   * @throws OciException when somebody else lives in one of them
   */
  List<String> planned(List<FileWrite> writes) {
    List<String> all = new ArrayList<>(directories);
    for (FileWrite write : writes) {
      String directory = write.root() + path;
      if (!hierarchies.isUnified() && !all.contains(directory)) {
        if (new Members(files).isOccupied(directory, 0)) {
          throw new OciException("container's cgroup is not empty: " + directory);
        }
        all.add(directory);
      }
    }
    return all;
  }

  /** Makes what the writes need, and moves the container there. */
  void join(List<FileWrite> writes) {
    Cgroups cgroups = new Cgroups(files, hierarchies);
    List<String> joined = new ArrayList<>();
    for (FileWrite write : writes) {
      String directory = write.root() + path;
      if (hierarchies.isUnified()) {
        if (!files.exists(directory + "/" + write.file()) && hasController(write)) {
          cgroups.create(path, List.of(write.controller()));
        }
      } else if (!joined.contains(directory)) {
        joined.add(directory);
        cgroups.create(path, List.of(write.controller()));
        move(directory);
      }
    }
  }

  /** A key of the kernel's core, as cgroup.max.depth, has no controller. */
  private static boolean hasController(FileWrite write) {
    return !write.controller().equals("cgroup");
  }

  /** Also what is forked meanwhile by those that are not there yet. */
  private void move(String directory) {
    List<String> others = new ArrayList<>(directories);
    others.remove(directory);
    Set<Integer> tried = new HashSet<>();
    boolean isNew = true;
    for (int i = 0; isNew && i < ROUNDS; i++) {
      Set<Integer> there = new HashSet<>();
      new Members(files).addBelow(directory, there);
      isNew = false;
      for (int pid : new CgroupSignals(machine).processes(others)) {
        if (!there.contains(pid) && tried.add(pid)) {
          isNew = true;
          moveOne(directory + "/cgroup.procs", pid);
        }
      }
    }
  }

  private void moveOne(String file, int pid) {
    int result = files.write(file, String.valueOf(pid));
    // it may have ended meanwhile
    if (result < 0 && result != -Errno.ESRCH) {
      throw new LinuxException("write " + pid + " to", file, -result);
    }
  }
}
