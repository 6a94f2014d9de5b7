package dev.jaula.cli;

import dev.jaula.linux.Fd;
import dev.jaula.linux.Files;
import dev.jaula.perform.Machine;
import org.jspecify.annotations.Nullable;

/**
 * The process whose namespaces exec enters. With {@code --init} the first one is Jaula's own
 * reaper, which hides itself, as it holds Jaula's memory and binary (CVE-2019-5736): only root of
 * the host may enter by it. Its oldest child is the command, which is in the same namespaces and
 * belongs to the container, so that whoever made the container's user namespace may (man 2 ptrace,
 * "Ptrace access mode checking").
 */
record Entry(int pid, Fd descriptor) {
  static Entry of(Machine machine, int pid, Fd first) {
    boolean isRoot = machine.credentials().userId() == 0;
    if (isRoot || machine.files().readLink("/proc/" + pid + "/ns/user") != null) {
      return new Entry(pid, first);
    }
    int child = oldestChild(machine.files(), pid);
    int pidfd = child > 0 ? machine.processes().tryOpen(child) : -1;
    if (pidfd < 0) {
      return new Entry(pid, first);
    }
    // still the child of a process that has not ended: what was opened in between is that one
    if (oldestChild(machine.files(), pid) != child || hasEnded(machine, first)) {
      machine.files().close(pidfd);
      return new Entry(pid, first);
    }
    return new Entry(child, machine.files().own(pidfd));
  }

  private static boolean hasEnded(Machine machine, Fd process) {
    return machine.processes().trySignal(process.number(), 0) < 0;
  }

  /** 0 when there is none, or the kernel does not tell (man 5 proc_tid_children). */
  private static int oldestChild(Files files, int pid) {
    @Nullable String children = files.tryRead("/proc/" + pid + "/task/" + pid + "/children");
    int space = children == null ? -1 : children.indexOf(' ');
    String first = children == null || space < 0 ? "" : children.substring(0, space);
    return Values.isNumber(first) ? Integer.parseInt(first) : 0;
  }
}
