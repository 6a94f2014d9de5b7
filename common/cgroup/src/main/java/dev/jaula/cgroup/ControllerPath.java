package dev.jaula.cgroup;

import java.util.List;

/**
 * A cgroup with controllers, as cgroup-tools write it: {@code cpu,memory:mazoni}; {@code *:mazoni}
 * and {@code mazoni} mean all of them.
 *
 * @param controllers empty for all
 * @param path begins with a slash
 */
public record ControllerPath(List<String> controllers, String path) {
  public ControllerPath {
    controllers = List.copyOf(controllers);
  }

  public static ControllerPath parse(String text) {
    int colon = text.indexOf(':');
    String path = colon < 0 ? text : text.substring(colon + 1);
    String names = colon < 0 ? "" : text.substring(0, colon);
    if (path.isEmpty()) {
      throw new CgroupException(text + ": no cgroup is named; write CONTROLLERS:PATH");
    }
    List<String> controllers = names.equals("*") ? List.of() : Text.split(names, ',');
    return new ControllerPath(controllers, CgroupPath.clean(path));
  }
}
