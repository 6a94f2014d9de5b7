package dev.jaula.perform;

import dev.jaula.cgroup.KernelCgroupFiles;
import dev.jaula.cgroup.Members;
import dev.jaula.linux.LinuxException;
import dev.jaula.linux.Signals;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a start that failed has begun: its first process, and what that has started. Whoever else
 * lives in the container's cgroups was put there by others, and goes on.
 */
public final class Offspring {
  private static final int ROUNDS = 1000;

  private final Machine machine;

  private Offspring(Machine machine) {
    this.machine = machine;
  }

  /**
   * From now on whose parent ends becomes our child (man 2 PR_SET_CHILD_SUBREAPER), and so is told
   * from the others. To be asked for before the first process is ended.
   */
  public static Offspring adopt(Machine machine) {
    try {
      machine.credentials().becomeSubreaper();
    } catch (LinuxException e) {
      // then nothing but the first process is known to be ours
    }
    return new Offspring(machine);
  }

  /**
   * Ends them.
   *
   * @param pid of the first process, a child of ours; 0 when there is none
   * @param cgroups where they live
   */
  public void end(int pid, List<String> cgroups) {
    if (pid > 0) {
      end(pid);
    }
    boolean found = true;
    for (int i = 0; found && i < ROUNDS; i++) {
      found = endChildren(cgroups);
    }
  }

  private boolean endChildren(List<String> cgroups) {
    Set<Integer> members = new LinkedHashSet<>();
    for (String directory : cgroups) {
      new Members(new KernelCgroupFiles(machine.kernel())).addBelow(directory, members);
    }
    boolean found = false;
    for (int member : members) {
      if (isChild(member)) {
        end(member);
        found = true;
      }
    }
    return found;
  }

  private void end(int pid) {
    machine.processes().tryKill(pid, Signals.SIGKILL);
    machine.processes().tryWait(pid);
  }

  /** By the parent in /proc/PID/stat, behind the name in parentheses and the state. */
  private boolean isChild(int pid) {
    @Nullable String stat = machine.files().tryReadOnce("/proc/" + pid + "/stat");
    int at = stat == null ? -1 : stat.lastIndexOf(')');
    return stat != null && at > 0 && stat.startsWith(machine.processes().id() + " ", at + 4);
  }
}
