package dev.jaula.cgroup;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a container's cgroup is: the same path in every hierarchy.
 *
 * @param path such as {@code /jaula/ID}; empty when this user may make no cgroup
 * @param remedy how to get one, when path is empty
 */
public record BasePath(String path, String remedy) {
  /** What containers are below, unless --cgroup-parent says otherwise. */
  public static final String PARENT = "/jaula";

  public boolean isAvailable() {
    return !path.isEmpty();
  }

  /** For root: {@code /jaula/ID}, or {@code PARENT/ID} with --cgroup-parent. */
  public static BasePath forRoot(String id, @Nullable String parent) {
    return new BasePath(parent == null ? PARENT + "/" + id : below(parent, id), "");
  }

  /**
   * For an ordinary user: below the topmost ancestor of its own cgroup that it may write to. On v2
   * that is what systemd delegates ({@code user@1000.service}): a process may only be moved between
   * two cgroups when the user can write to their common ancestor.
   */
  public static BasePath forUser(
      CgroupFiles files,
      Hierarchies hierarchies,
      Membership own,
      String id,
      @Nullable String parent) {
    if (parent != null) {
      return new BasePath(below(parent, id), "");
    }
    Hierarchy hierarchy =
        hierarchies.isUnified() ? hierarchies.unified() : firstJoined(hierarchies);
    String path = hierarchy == null ? null : own.in(hierarchy);
    String top = path == null ? null : topmost(files, hierarchies, path);
    if (top == null) {
      return new BasePath("", remedy(hierarchies));
    }
    return new BasePath((top.equals("/") ? "" : top) + PARENT + "/" + id, "");
  }

  private static String below(String parent, String id) {
    String clean = CgroupPath.clean(parent);
    return (clean.equals("/") ? "" : clean) + "/" + id;
  }

  private static @Nullable Hierarchy firstJoined(Hierarchies hierarchies) {
    List<Hierarchy> joined = Plan.joined(hierarchies, List.of());
    return joined.isEmpty() ? null : joined.get(0);
  }

  private static @Nullable String topmost(CgroupFiles files, Hierarchies hierarchies, String own) {
    String top = null;
    String path = own;
    while (isDelegated(files, hierarchies, path)) {
      top = path;
      if (path.equals("/")) {
        break;
      }
      path = CgroupPath.parent(path);
    }
    return top;
  }

  private static boolean isDelegated(CgroupFiles files, Hierarchies hierarchies, String path) {
    for (Hierarchy hierarchy : Plan.joined(hierarchies, List.of())) {
      String directory = hierarchy.directory(path);
      if (!files.isWritable(directory)
          || !files.isWritable(directory + "/cgroup.procs")
          || hierarchies.isUnified() && !files.isWritable(directory + "/cgroup.subtree_control")) {
        return false;
      }
    }
    return true;
  }

  private static String remedy(Hierarchies hierarchies) {
    return hierarchies.isUnified()
        ? "no cgroup is delegated to this user; try: systemd-run --user --scope -p Delegate=yes"
            + " jaula ..., or log in through systemd so that user@UID.service exists"
        : "cgroup v1 is not delegated to this user; run as root, or let root make and chown a"
            + " cgroup in every hierarchy and start this shell in it";
  }
}
