package dev.jaula.runtime;

import dev.jaula.cgroup.BasePath;
import dev.jaula.cgroup.CgroupPath;
import dev.jaula.spec.Spec;
import org.jspecify.annotations.Nullable;

/** Where a container's cgroup is (config-linux.md, "Cgroups Path"). */
final class CgroupPlace {
  private CgroupPlace() {}

  /**
   * An absolute path is below the hierarchies' root. A relative one is there as well for root; for
   * others it is below what they may change. Null when it is not said here.
   */
  static @Nullable BasePath of(Spec spec, boolean isRoot) {
    @Nullable String path = spec.linux().cgroupsPath();
    if (path == null || path.isEmpty() || !path.startsWith("/") && !isRoot) {
      return null;
    }
    return new BasePath(clean(path), "");
  }

  /** The name below a parent that we choose: of a relative path, or the container's id. */
  static String name(Spec spec, String id) {
    @Nullable String path = spec.linux().cgroupsPath();
    if (path == null || path.isEmpty() || path.startsWith("/")) {
      return id;
    }
    return clean(path).substring(1);
  }

  private static String clean(String path) {
    String clean = CgroupPath.clean("/" + path);
    if (clean.equals("/")) {
      throw new OciException(
          "linux.cgroupsPath: \"" + path + "\" is the root cgroup; give one below it");
    }
    return clean;
  }
}
