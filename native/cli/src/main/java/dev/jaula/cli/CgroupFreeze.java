package dev.jaula.cli;

import dev.jaula.args.Arguments;
import dev.jaula.cgroup.ControllerPath;
import dev.jaula.cgroup.KeySetter;
import java.util.List;

/** {@code jaula cgroup freeze PATH...} and {@code thaw PATH...}. */
final class CgroupFreeze {
  private CgroupFreeze() {}

  static int run(Session session, Arguments arguments, boolean freeze) {
    CgroupContext context = new CgroupContext(session, arguments);
    for (ControllerPath place : context.places(arguments.operands())) {
      if (context.isDry()) {
        // nothing would ever report that it has frozen
        String value = freeze ? "1" : "0";
        new KeySetter(context.files(), context.hierarchies(), note -> {})
            .set(place.path(), List.of("cgroup.freeze=" + value));
      } else if (freeze) {
        context.ending().freeze(place.path());
      } else {
        context.ending().thaw(place.path());
      }
    }
    return context.done();
  }
}
