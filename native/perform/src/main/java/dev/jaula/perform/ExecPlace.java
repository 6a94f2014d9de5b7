package dev.jaula.perform;

import dev.jaula.cgroup.Hierarchies;
import org.jspecify.annotations.Nullable;

/**
 * Where a further process of a container can be on v2. A service manager inside moves all processes
 * to children and hands controllers down to these; then the container's own cgroup takes no process
 * any more ("No Internal Process Constraint"), and where the first one is, is right.
 */
public final class ExecPlace {
  private final Machine machine;

  public ExecPlace(Machine machine) {
    this.machine = machine;
  }

  /** The container's directory, or that of its first process when it takes none or has gone. */
  public String of(String directory, int pid) {
    @Nullable String below = machine.files().tryRead(directory + "/cgroup.subtree_control");
    if (below != null && below.trim().isEmpty()) {
      return directory;
    }
    String text = "\n" + machine.files().tryRead("/proc/" + pid + "/cgroup");
    int at = text.indexOf("\n0::/");
    if (at < 0) {
      return directory;
    }
    int from = at + "\n0::".length();
    int end = text.indexOf('\n', from);
    String place = root() + text.substring(from, end < 0 ? text.length() : end);
    return machine.files().exists(place + "/cgroup.procs") ? place : directory;
  }

  private String root() {
    boolean isUnified =
        machine.files().fileSystemType(Hierarchies.ROOT) == Hierarchies.CGROUP2_MAGIC;
    return isUnified ? Hierarchies.ROOT : Hierarchies.ROOT + "/unified";
  }
}
