package dev.jaula.runtime;

import dev.jaula.cgroup.BasePath;
import dev.jaula.spec.Spec;
import org.jspecify.annotations.Nullable;

/** Where a container's cgroup is (config-linux.md, "Cgroups Path"). */
final class CgroupPlace {
  private CgroupPlace() {}

  /**
   * An absolute path is below the hierarchies' root; a relative one is, too, since nothing says
   * relative to what else. Null when the spec leaves it to us.
   */
  static @Nullable BasePath of(Spec spec) {
    String path = spec.linux().cgroupsPath();
    if (path == null) {
      return null;
    }
    return new BasePath(dev.jaula.cgroup.CgroupPath.clean("/" + path), "");
  }
}
