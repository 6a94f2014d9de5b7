package dev.jaula.runtime;

import dev.jaula.cgroup.CgroupPath;
import dev.jaula.cgroup.Hierarchies;
import dev.jaula.linux.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code exec --cgroup [CONTROLLER,...:]PATH}: cgroups below the container's, which must be there.
 * Without a controller the path holds for all.
 */
final class SubCgroups {
  private final Map<String, String> paths = new HashMap<>();

  private SubCgroups() {}

  static SubCgroups parse(List<String> typed) {
    SubCgroups cgroups = new SubCgroups();
    for (String one : typed) {
      List<String> parts = Words.split(one, ':');
      if (parts.size() > 2) {
        throw new OciException("invalid --cgroup argument: " + one + "; write CONTROLLER:PATH");
      }
      if (parts.size() == 1 && typed.size() > 1) {
        throw new OciException(
            "invalid --cgroup argument: " + one + " (missing <controller>: prefix)");
      }
      String path = CgroupPath.clean(parts.get(parts.size() - 1));
      String controllers = parts.size() == 1 ? "" : parts.get(0);
      for (String controller : Words.split(controllers, ',')) {
        cgroups.paths.put(controller, path.equals("/") ? "" : path);
      }
    }
    return cgroups;
  }

  /** Those directories of a container's in which the process is to be. */
  List<String> below(List<String> directories) {
    List<String> known = new ArrayList<>();
    List<String> below = new ArrayList<>();
    for (String directory : directories) {
      String path = paths.getOrDefault("", "");
      for (String controller : controllers(directory)) {
        known.add(controller);
        path = paths.getOrDefault(controller, path);
      }
      below.add(directory + path);
    }
    for (String controller : paths.keySet()) {
      if (!controller.isEmpty() && !known.contains(controller)) {
        throw new OciException(
            "--cgroup: unknown controller " + controller + "; there are " + known);
      }
    }
    return below;
  }

  /** By the hierarchy's name: {@code cpu} and {@code cpuacct} for {@code cpu,cpuacct}. */
  private static List<String> controllers(String directory) {
    String prefix = Hierarchies.ROOT + "/";
    if (!directory.startsWith(prefix)) {
      return List.of();
    }
    int slash = directory.indexOf('/', prefix.length());
    return Words.split(
        directory.substring(prefix.length(), slash < 0 ? directory.length() : slash), ',');
  }
}
