package dev.jaula.cli;

import dev.jaula.args.Arguments;
import dev.jaula.cgroup.ControllerPath;
import dev.jaula.cgroup.Listing;
import java.util.ArrayList;
import java.util.List;

/** {@code jaula cgroup list [PATH...] [--tree]}. */
final class CgroupList {
  private CgroupList() {}

  static int run(Session session, Arguments arguments) {
    CgroupContext context = new CgroupContext(session, arguments);
    List<ControllerPath> places = context.groups();
    List<String> operands = new ArrayList<>(arguments.operands());
    if (operands.isEmpty() && places.isEmpty()) {
      operands.add("/");
    }
    Listing listing = new Listing(context.files(), context.hierarchies());
    boolean isJson = "json".equals(arguments.value("format"));
    for (ControllerPath place : context.places(operands)) {
      String path = place.path();
      String text = arguments.is("tree") ? listing.tree(path) : listing.text(path);
      session.out(isJson ? listing.json(path) : text);
    }
    return 0;
  }
}
