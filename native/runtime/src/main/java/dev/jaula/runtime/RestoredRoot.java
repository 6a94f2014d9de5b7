package dev.jaula.runtime;

import dev.jaula.linux.Fd;
import dev.jaula.linux.Files;
import dev.jaula.linux.LinuxException;
import dev.jaula.linux.Mounts;
import dev.jaula.linux.Processes;
import dev.jaula.linux.Stat;
import dev.jaula.perform.Machine;
import dev.jaula.spec.Mount;
import dev.jaula.spec.Spec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The root file system as CRIU wants it: a mount of its own, with a place for each mount in the
 * images. It is made in a mount namespace that CRIU alone is in, so nothing of it can be left.
 */
final class RestoredRoot {
  private final Machine machine;
  private final Spec spec;
  private final String place;
  private final List<String> bound = new ArrayList<>();

  /**
   * @param place a directory that is there
   */
  RestoredRoot(Machine machine, Spec spec, String place) {
    this.machine = machine;
    this.spec = spec;
    this.place = place;
  }

  /** Done by the process that becomes CRIU. */
  void make() {
    machine.processes().unshare(Processes.CLONE_NEWNS);
    Mounts mounts = machine.mounts();
    // not private: CRIU takes a volume's peer group, or master, from where it is mounted here
    mounts.mount(null, "/", null, Mounts.MS_REC | Mounts.MS_SLAVE, null);
    mounts.mount(spec.root().path(), place, null, Mounts.MS_BIND | Mounts.MS_REC, null);
    String here = machine.files().directories().current();
    try (Fd fd = machine.files().open(place, Files.O_PATH | Files.O_DIRECTORY)) {
      ContainerRoot root = new ContainerRoot(machine, fd);
      makePlaces(root);
      for (int i = bound.size() - 1; i >= 0; i--) {
        root.remove(bound.get(i));
      }
    }
    machine.files().directories().enter(here);
  }

  /** Those on a tmpfs are in the images, and those of cgroups on another mount of theirs. */
  private void makePlaces(ContainerRoot root) {
    List<String> temporary = new ArrayList<>();
    for (Mount mount : spec.mounts()) {
      if ("tmpfs".equals(mount.type())) {
        temporary.add(mount.destination() + "/");
      }
    }
    for (Mount mount : spec.mounts()) {
      if (!"cgroup".equals(mount.type()) && !isBelow(mount.destination(), temporary)) {
        make(root, mount);
      }
    }
  }

  /** A bind mount is mounted for a while, as it may hold the places of others. */
  private void make(ContainerRoot root, Mount mount) {
    if (!mount.isBind()) {
      root.make(mount.destination(), true).close();
      return;
    }
    String source = String.valueOf(mount.source());
    @Nullable Stat stat = machine.files().stat(source);
    if (stat == null) {
      throw new OciException(
          "mounts: the source of " + mount.destination() + " does not exist: " + source);
    }
    try (Fd tree = machine.files().own(machine.mounts().cloneTree(Files.AT_FDCWD, source, true));
        Fd target = root.make(mount.destination(), stat.isDirectory())) {
      int result = machine.mounts().tryMoveOnto(tree.number(), target.number());
      if (result < 0) {
        throw new LinuxException("mount", mount.destination(), -result);
      }
      bound.add(mount.destination());
    }
  }

  private static boolean isBelow(String path, List<String> prefixes) {
    for (String prefix : prefixes) {
      if (path.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }
}
