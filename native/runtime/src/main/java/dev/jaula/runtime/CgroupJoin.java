package dev.jaula.runtime;

import dev.jaula.cgroup.Cgroups;
import dev.jaula.cgroup.FileWrite;
import dev.jaula.cgroup.Hierarchies;
import dev.jaula.cgroup.Hierarchy;
import dev.jaula.cgroup.KernelCgroupFiles;
import dev.jaula.perform.CgroupSignals;
import dev.jaula.perform.Machine;
import java.util.ArrayList;
import java.util.List;

/**
 * A container is only in the hierarchies of v1, and has only the controllers of v2, that it was
 * made to need; a later limit may need a further one.
 */
final class CgroupJoin {
  private final Machine machine;
  private final Hierarchies hierarchies;
  private final List<String> directories;
  private final String path;

  CgroupJoin(Machine machine, Hierarchies hierarchies, List<String> directories) {
    this.machine = machine;
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

  /** Makes what the writes need; the directories that the container has then. */
  List<String> join(List<FileWrite> writes) {
    List<String> all = new ArrayList<>(directories);
    Cgroups cgroups = new Cgroups(new KernelCgroupFiles(machine.kernel()), hierarchies);
    for (FileWrite write : writes) {
      String directory = write.root() + path;
      if (hierarchies.isUnified()) {
        if (!machine.files().exists(directory + "/" + write.file()) && hasController(write)) {
          cgroups.create(path, List.of(write.controller()));
        }
      } else if (!all.contains(directory)) {
        cgroups.create(path, List.of(write.controller()));
        all.add(directory);
        move(directory);
      }
    }
    return all;
  }

  /** A key of the kernel's core, as cgroup.max.depth, has no controller. */
  private static boolean hasController(FileWrite write) {
    return !write.controller().equals("cgroup");
  }

  private void move(String directory) {
    for (int pid : new CgroupSignals(machine).processes(directories)) {
      machine.files().write(directory + "/cgroup.procs", String.valueOf(pid));
    }
  }
}
