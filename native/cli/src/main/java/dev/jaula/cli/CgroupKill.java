package dev.jaula.cli;

import dev.jaula.args.Arguments;
import dev.jaula.cgroup.CgroupException;
import dev.jaula.cgroup.ControllerPath;
import dev.jaula.linux.Signals;

/** {@code jaula cgroup kill PATH... [-s SIGNAL]}. */
final class CgroupKill {
  private CgroupKill() {}

  static int run(Session session, Arguments arguments) {
    CgroupContext context = new CgroupContext(session, arguments);
    String name = arguments.value("signal", "KILL");
    int signal = Signals.number(name);
    if (signal < 0) {
      throw new CgroupException(
          "--signal " + name + ": no such signal; write KILL, TERM or a number");
    }
    for (ControllerPath place : context.places(arguments.operands())) {
      kill(context, place.path(), signal);
    }
    return context.done();
  }

  private static void kill(CgroupContext context, String path, int signal) {
    if (context.isDry()) {
      context.cgroups().locate(path);
      for (String below : context.cgroups().tree(path)) {
        for (int pid : context.cgroups().processes(below)) {
          context.show(CgroupContext.kill(pid, signal));
        }
      }
    } else if (signal != Signals.SIGKILL) {
      context.ending().signal(path, signal);
    } else if (!context.ending().kill(path)) {
      throw new CgroupException(
          path
              + ": still has processes after SIGKILL; they wait in the kernel, see: jaula cgroup get "
              + path
              + " cgroup.procs");
    }
  }
}
