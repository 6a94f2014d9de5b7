package dev.jaula.perform;

import dev.jaula.cgroup.CgroupFiles;
import dev.jaula.cgroup.KernelCgroupFiles;
import dev.jaula.cgroup.Members;
import dev.jaula.linux.Signals;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Sends a signal to every process of a container, found by its cgroups. */
public final class CgroupSignals {
  private static final int ROUNDS = 1000;

  private final Machine machine;
  private final CgroupFiles files;
  private final Members members;

  public CgroupSignals(Machine machine) {
    this.machine = machine;
    this.files = new KernelCgroupFiles(machine.kernel());
    this.members = new Members(files);
  }

  /** To all processes in the directory that has them, and below it; SIGKILL as {@link #kill}. */
  public void send(List<String> directories, int signal) {
    if (signal == Signals.SIGKILL) {
      kill(directories);
      return;
    }
    for (int pid : processes(directories)) {
      machine.processes().tryKill(pid, signal);
    }
  }

  /**
   * Kills all that live in the directories and below them, with what they fork meanwhile: by
   * cgroup.kill (v2, since Linux 5.14), or again and again until there is nobody new.
   */
  public void kill(List<String> directories) {
    List<String> left = new ArrayList<>();
    for (String directory : directories) {
      if (files.write(directory + "/cgroup.kill", "1") != 0) {
        left.add(directory);
      }
    }
    Set<Integer> killed = new HashSet<>();
    killed.add(machine.processes().id());
    boolean isNew = true;
    for (int i = 0; isNew && i < ROUNDS; i++) {
      isNew = killOnce(left, killed);
    }
  }

  private boolean killOnce(List<String> directories, Set<Integer> killed) {
    Set<Integer> pids = new LinkedHashSet<>();
    for (String directory : directories) {
      members.addBelow(directory, pids);
    }
    boolean isNew = false;
    for (int pid : pids) {
      if (pid > 1 && killed.add(pid)) {
        machine.processes().tryKill(pid, Signals.SIGKILL);
        isNew = true;
      }
    }
    return isNew;
  }

  /** The processes, as this process's pid namespace numbers them; empty when there is no cgroup. */
  public List<Integer> processes(List<String> directories) {
    Set<Integer> processes = new LinkedHashSet<>();
    for (String directory : directories) {
      members.addBelow(directory, processes);
      if (!processes.isEmpty()) {
        break;
      }
    }
    return new ArrayList<>(processes);
  }
}
