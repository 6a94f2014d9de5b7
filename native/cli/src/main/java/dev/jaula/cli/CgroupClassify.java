package dev.jaula.cli;

import dev.jaula.args.Arguments;
import dev.jaula.cgroup.CgroupException;
import dev.jaula.cgroup.ControllerPath;
import java.util.List;

/** {@code jaula cgroup classify PATH PID...}. */
final class CgroupClassify {
  private static final int MAX_DIGITS = 9;

  private CgroupClassify() {}

  static int run(Session session, Arguments arguments) {
    CgroupContext context = new CgroupContext(session, arguments);
    List<String> operands = arguments.operands();
    int paths = arguments.has("g") ? 0 : 1;
    List<ControllerPath> places = context.places(operands.subList(0, paths));
    List<String> pids = operands.subList(paths, operands.size());
    if (pids.isEmpty()) {
      throw new CgroupException(places.get(0).path() + ": which process? write one or more PIDs");
    }
    for (ControllerPath place : places) {
      for (String pid : pids) {
        context.cgroups().classify(place, number(pid));
      }
    }
    return context.done();
  }

  private static int number(String pid) {
    int number = 0;
    for (int i = 0; i < pid.length(); i++) {
      char c = pid.charAt(i);
      if (c < '0' || c > '9' || i >= MAX_DIGITS) {
        throw new CgroupException(pid + ": is no process id; write a number, as ps shows it");
      }
      number = number * 10 + c - '0';
    }
    if (number == 0) {
      // 0 would move the caller, which ends at once
      throw new CgroupException(pid + ": is no process id; write a number, as ps shows it");
    }
    return number;
  }
}
