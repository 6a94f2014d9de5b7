package dev.jaula.perform;

import java.util.ArrayList;
import java.util.List;

/** Sends a signal to every process of a container, found by its cgroups. */
public final class CgroupSignals {
  private final Machine machine;

  public CgroupSignals(Machine machine) {
    this.machine = machine;
  }

  /** To all processes in the directory that has them, and below it. */
  public void send(List<String> directories, int signal) {
    for (int pid : processes(directories)) {
      machine.processes().tryKill(pid, signal);
    }
  }

  /** The processes, as this process's pid namespace numbers them; empty when there is no cgroup. */
  public List<Integer> processes(List<String> directories) {
    List<Integer> processes = new ArrayList<>();
    for (String directory : directories) {
      collect(directory, processes);
      if (!processes.isEmpty()) {
        return processes;
      }
    }
    return processes;
  }

  private void collect(String directory, List<Integer> processes) {
    String text = machine.files().tryRead(directory + "/cgroup.procs");
    if (text == null) {
      return;
    }
    int pid = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        pid = pid * 10 + c - '0';
      } else {
        // 0 stands for a process that this pid namespace does not show
        if (pid > 0) {
          processes.add(pid);
        }
        pid = 0;
      }
    }
    for (String name : machine.files().directories().tryList(directory)) {
      collect(directory + "/" + name, processes);
    }
  }
}
