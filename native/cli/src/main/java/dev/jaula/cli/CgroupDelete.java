package dev.jaula.cli;

import dev.jaula.args.Arguments;
import dev.jaula.cgroup.ControllerPath;

/** {@code jaula cgroup delete [-r] PATH...}. */
final class CgroupDelete {
  private CgroupDelete() {}

  static int run(Session session, Arguments arguments) {
    CgroupContext context = new CgroupContext(session, arguments);
    for (ControllerPath place : context.places(arguments.operands())) {
      context.ending().delete(place, arguments.is("recursive"));
    }
    return context.done();
  }
}
