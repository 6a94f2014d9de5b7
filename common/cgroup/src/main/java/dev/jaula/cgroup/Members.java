package dev.jaula.cgroup;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The processes in a cgroup's directory, and in those below it. */
public final class Members {
  private static final int MAX_DEPTH = 64;

  private final CgroupFiles files;

  public Members(CgroupFiles files) {
    this.files = files;
  }

  /** Adds the processes of one directory; none when it is not there. */
  public void add(String directory, Set<Integer> pids) {
    @Nullable String text = files.read(directory + "/cgroup.procs");
    int pid = 0;
    for (int i = 0; text != null && i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        pid = pid * 10 + c - '0';
      } else {
        // 0 is a process of another pid namespace: it cannot be named here
        if (pid > 0) {
          pids.add(pid);
        }
        pid = 0;
      }
    }
  }

  /** Adds the processes of a directory and of all below it. */
  public void addBelow(String directory, Set<Integer> pids) {
    addBelow(directory, pids, 0);
  }

  private void addBelow(String directory, Set<Integer> pids, int depth) {
    add(directory, pids);
    if (depth < MAX_DEPTH) {
      for (String name : files.directories(directory)) {
        addBelow(directory + "/" + name, pids, depth + 1);
      }
    }
  }

  /**
   * Whether any process lives in a directory or below it, also one that cannot be named here.
   *
   * @param but does not count; 0 for none
   */
  public boolean isOccupied(String directory, int but) {
    return isOccupied(directory, String.valueOf(but), 0);
  }

  private boolean isOccupied(String directory, String but, int depth) {
    @Nullable String text = files.read(directory + "/cgroup.procs");
    if (text == null) {
      // the processes of a threaded cgroup are told by their threads alone (cgroup-v2.rst)
      text = files.read(directory + "/cgroup.threads");
    }
    if (text != null && !text.isEmpty() && !(text.trim().equals(but) && !but.equals("0"))) {
      return true;
    }
    if (depth < MAX_DEPTH) {
      for (String name : files.directories(directory)) {
        if (isOccupied(directory + "/" + name, but, depth + 1)) {
          return true;
        }
      }
    }
    return false;
  }
}
