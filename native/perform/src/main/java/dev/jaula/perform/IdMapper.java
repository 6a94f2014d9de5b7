package dev.jaula.perform;

import dev.jaula.linux.Errno;
import dev.jaula.linux.Files;
import dev.jaula.linux.LinuxException;
import dev.jaula.linux.Processes;
import dev.jaula.plan.Step;
import dev.jaula.spec.IdMapping;
import java.util.ArrayList;
import java.util.List;

/** Writes the id maps of a user namespace (man 7 user_namespaces). */
public final class IdMapper {
  private final Machine machine;

  /** Over the calls that write files and execute programs. */
  public IdMapper(Machine machine) {
    this.machine = machine;
  }

  /** Gives the namespace of a process its maps. */
  public void map(Step.MapIds step, int pid) {
    String process = "/proc/" + pid + "/";
    if (step.helpers()) {
      helper("newuidmap", pid, step.uids());
      helper("newgidmap", pid, step.gids());
    } else {
      if (step.denySetgroups()) {
        machine.files().write(process + "setgroups", "deny");
      }
      machine.files().write(process + "uid_map", lines(step.uids()));
      machine.files().write(process + "gid_map", lines(step.gids()));
    }
  }

  static String lines(List<IdMapping> mappings) {
    StringBuilder text = new StringBuilder();
    for (IdMapping m : mappings) {
      text.append(m.containerId())
          .append(' ')
          .append(m.hostId())
          .append(' ')
          .append(m.size())
          .append('\n');
    }
    return text.toString();
  }

  /** newuidmap(1) is setuid root and checks /etc/subuid. */
  private void helper(String program, int pid, List<IdMapping> mappings) {
    List<String> args = new ArrayList<>(List.of(program, String.valueOf(pid)));
    for (IdMapping m : mappings) {
      args.add(String.valueOf(m.containerId()));
      args.add(String.valueOf(m.hostId()));
      args.add(String.valueOf(m.size()));
    }
    Processes processes = machine.processes();
    int child = processes.fork(0, -1, new int[1]);
    if (child == 0) {
      try {
        machine.signals().setMask(0);
        // its own words would be a second message
        int nothing = machine.files().open("/dev/null", Files.O_WRONLY).release();
        machine.files().descriptors().duplicate(nothing, 2);
        processes.execute("/usr/bin/" + program, args, List.of());
      } finally {
        processes.exit(127);
      }
    }
    int code = processes.wait(child);
    if (code != 0) {
      throw new LinuxException(program, "for process " + pid, Errno.EPERM);
    }
  }
}
