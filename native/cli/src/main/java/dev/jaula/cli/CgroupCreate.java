package dev.jaula.cli;

import dev.jaula.args.Arguments;
import dev.jaula.cgroup.ControllerPath;
import java.util.ArrayList;
import java.util.List;

/** {@code jaula cgroup create PATH... --controllers cpu,memory}. */
final class CgroupCreate {
  private CgroupCreate() {}

  static int run(Session session, Arguments arguments) {
    CgroupContext context = new CgroupContext(session, arguments);
    List<String> named = new ArrayList<>();
    for (String list : arguments.values("controllers")) {
      // the same reading of a list as in cpu,memory:PATH
      named.addAll(ControllerPath.parse(list + ":x").controllers());
    }
    for (ControllerPath place : context.places(arguments.operands())) {
      List<String> controllers = place.controllers().isEmpty() ? named : place.controllers();
      context.why(
          "a cgroup is a directory; the kernel fills it with files",
          "um cgroup é um diretório; o kernel o preenche com arquivos");
      context.cgroups().create(place.path(), controllers);
    }
    return context.done();
  }
}
