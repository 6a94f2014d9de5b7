package dev.jaula.cgroup;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A process's cgroups: /proc/PID/cgroup (man 7 cgroups), as seen in the reader's cgroup namespace.
 *
 * @param unified the path in the v2 hierarchy, or null when there is none
 * @param paths v1 controller, or {@code name=X}, to path
 */
public record Membership(@Nullable String unified, Map<String, String> paths) {
  public Membership {
    paths = Map.copyOf(paths);
  }

  /** Reads lines of {@code 4:memory:/a/b} and {@code 0::/a/b}. */
  public static Membership parse(String text) {
    String unified = null;
    Map<String, String> paths = new HashMap<>();
    for (String line : Text.lines(text)) {
      int first = line.indexOf(':');
      int second = line.indexOf(':', first + 1);
      if (first < 0 || second < 0) {
        continue;
      }
      String path = line.substring(second + 1);
      if (second == first + 1) {
        unified = path;
      }
      for (String controller : Text.split(line.substring(first + 1, second), ',')) {
        paths.put(controller, path);
      }
    }
    return new Membership(unified, paths);
  }

  /** The path in a hierarchy, or null when the process is in none of it. */
  public @Nullable String in(Hierarchy hierarchy) {
    return hierarchy.controllers().isEmpty() ? unified : paths.get(hierarchy.controllers().get(0));
  }
}
