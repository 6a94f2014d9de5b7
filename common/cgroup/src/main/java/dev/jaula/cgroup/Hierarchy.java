package dev.jaula.cgroup;

import java.util.List;

/**
 * One mounted hierarchy.
 *
 * @param root where it is mounted, such as {@code /sys/fs/cgroup/cpu,cpuacct}
 * @param controllers what is attached to it on v1 ({@code cpu}, {@code cpuacct}, {@code
 *     name=systemd}); empty for the unified one
 */
public record Hierarchy(String root, List<String> controllers) {
  public Hierarchy {
    controllers = List.copyOf(controllers);
  }

  /** Whether a controller is attached to it, by its v1 name. */
  boolean has(String controller) {
    for (int i = 0; i < controllers.size(); i++) {
      if (controllers.get(i).equals(controller)) {
        return true;
      }
    }
    return false;
  }

  /** The cgroup's directory in this hierarchy; path begins with a slash, {@code /} is the root. */
  public String directory(String path) {
    return path.equals("/") ? root : root + path;
  }
}
