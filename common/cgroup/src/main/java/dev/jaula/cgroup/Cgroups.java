package dev.jaula.cgroup;

import dev.jaula.linux.Errno;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Making, filling and removing cgroups, in every hierarchy that has the path. */
public final class Cgroups {
  private static final int MAX_DEPTH = 64;

  private final CgroupFiles files;
  private final Hierarchies hierarchies;

  public Cgroups(CgroupFiles files, Hierarchies hierarchies) {
    this.files = files;
    this.hierarchies = hierarchies;
  }

  /**
   * Makes a cgroup and what is missing above it. On v2 the controllers are handed down the path
   * (cgroup.subtree_control), on v1 it is made in each controller's hierarchy.
   *
   * @param controllers by either version's names; empty for those that a container has
   */
  public void create(String path, List<String> controllers) {
    if (hierarchies.isUnified() && hierarchies.unified() != null) {
      createUnified(hierarchies.unified(), path, controllers);
      return;
    }
    for (Hierarchy mount : mounts(controllers)) {
      makeDirectories(mount, path);
      if (mount.controllers().contains("cpuset")) {
        inheritCpuset(mount, path);
      }
    }
  }

  private List<Hierarchy> mounts(List<String> controllers) {
    if (controllers.isEmpty()) {
      return Plan.joined(hierarchies, List.of());
    }
    List<Hierarchy> mounts = new ArrayList<>();
    for (String controller : controllers) {
      Hierarchy mount = hierarchies.of(controller);
      if (mount == null) {
        throw new CgroupException(
            controller + ": no such cgroup controller here; there are " + names());
      }
      if (!mounts.contains(mount)) {
        mounts.add(mount);
      }
    }
    return mounts;
  }

  private String names() {
    List<String> names = new ArrayList<>();
    for (Hierarchy mount : hierarchies.mounts()) {
      names.addAll(mount.controllers());
    }
    return Text.join(names, ", ");
  }

  private void createUnified(Hierarchy unified, String path, List<String> controllers) {
    enable(unified.root(), controllers);
    String directory = unified.root();
    List<String> parts = Text.split(path, '/');
    for (int i = 0; i < parts.size(); i++) {
      directory = directory + "/" + parts.get(i);
      makeDirectory(directory);
      if (i < parts.size() - 1) {
        enable(directory, controllers);
      }
    }
  }

  /** Hands controllers from a cgroup to its children, leaving out those that they have. */
  private void enable(String directory, List<String> controllers) {
    List<String> wanted = wanted(directory, controllers);
    List<String> enabled = words(directory + "/cgroup.subtree_control");
    StringBuilder value = new StringBuilder();
    for (String controller : wanted) {
      if (!enabled.contains(controller)) {
        value.append(value.length() == 0 ? "+" : " +").append(controller);
      }
    }
    if (value.length() == 0) {
      return;
    }
    int error = files.write(directory + "/cgroup.subtree_control", value.toString());
    if (error == -Errno.EBUSY) {
      throw new CgroupException(
          directory
              + ": has processes of its own, so it cannot hand controllers to a child; move them to"
              + " another cgroup, or give --cgroup-parent");
    }
    fail("write \"" + value + "\" to " + directory + "/cgroup.subtree_control", error);
  }

  private List<String> wanted(String directory, List<String> controllers) {
    List<String> available = words(directory + "/cgroup.controllers");
    List<String> wanted = new ArrayList<>();
    for (String name :
        controllers.isEmpty() ? List.of("cpu", "memory", "pids", "io") : controllers) {
      String controller = Hierarchies.v2Name(name);
      if (available.contains(controller)) {
        wanted.add(controller);
      } else if (!controllers.isEmpty() && !isCore(controller)) {
        throw new CgroupException(
            name
                + ": no such cgroup controller in "
                + directory
                + "; there are "
                + Text.join(available, ", "));
      }
    }
    return wanted;
  }

  /** What every v2 cgroup can do without a controller. */
  private static boolean isCore(String controller) {
    return controller.equals("freezer") || controller.equals("devices");
  }

  private List<String> words(String path) {
    String text = files.read(path);
    return Text.words(text == null ? "" : text);
  }

  private void makeDirectories(Hierarchy mount, String path) {
    String directory = mount.root();
    for (String part : Text.split(path, '/')) {
      directory = directory + "/" + part;
      makeDirectory(directory);
    }
  }

  private void makeDirectory(String directory) {
    int error = files.exists(directory) ? 0 : files.mkdir(directory);
    fail("mkdir " + directory, error == -Errno.EEXIST ? 0 : error);
  }

  /**
   * v1 refuses tasks in a cpuset whose cpus or mems are empty, and a new one starts empty: each
   * level takes its parent's (cpuset(7)).
   */
  public void inheritCpuset(Hierarchy mount, String path) {
    String directory = mount.root();
    for (String part : Text.split(path, '/')) {
      String parent = directory;
      directory = directory + "/" + part;
      for (String file : List.of("cpuset.cpus", "cpuset.mems")) {
        String own = files.read(directory + "/" + file);
        String above = files.read(parent + "/" + file);
        if (own != null && own.trim().isEmpty() && above != null && !above.trim().isEmpty()) {
          fail(
              "write " + directory + "/" + file, files.write(directory + "/" + file, above.trim()));
        }
      }
    }
  }

  /** The hierarchies that have a cgroup of that path; an error when none has. */
  public List<Hierarchy> locate(String path) {
    List<Hierarchy> found = new ArrayList<>();
    for (Hierarchy hierarchy : hierarchies.all()) {
      if (files.exists(hierarchy.directory(path) + "/cgroup.procs")
          || files.isDirectory(hierarchy.directory(path))) {
        found.add(hierarchy);
      }
    }
    if (found.isEmpty()) {
      throw new CgroupException(path + ": no such cgroup; see: jaula cgroup list");
    }
    return found;
  }

  /** As {@link #locate(String)}, of some controllers alone; empty for all. */
  public List<Hierarchy> locate(ControllerPath place) {
    List<Hierarchy> found = locate(place.path());
    if (place.controllers().isEmpty() || hierarchies.isUnified()) {
      return found;
    }
    List<Hierarchy> chosen = mounts(place.controllers());
    for (Hierarchy mount : chosen) {
      if (!found.contains(mount)) {
        throw new CgroupException(
            mount.directory(place.path()) + ": no such cgroup; make it with: jaula cgroup create");
      }
    }
    return chosen;
  }

  /** Moves a process, all its threads included, into a cgroup. */
  public void classify(ControllerPath place, int pid) {
    for (Hierarchy hierarchy : locate(place)) {
      String procs = hierarchy.directory(place.path()) + "/cgroup.procs";
      int error = files.write(procs, Integer.toString(pid));
      if (error == -Errno.ESRCH) {
        throw new CgroupException("process " + pid + ": no such process");
      }
      refuseInner(hierarchy, place.path(), error);
      fail("write " + pid + " to " + procs, error);
    }
  }

  /** v2's rule of no inner processes (cgroup-v2.rst). */
  private static void refuseInner(Hierarchy hierarchy, String path, int error) {
    if (error == -Errno.EBUSY && hierarchy.controllers().isEmpty()) {
      throw new CgroupException(
          path
              + ": hands controllers to the cgroups below it, so it cannot hold processes itself;"
              + " name one of those below");
    }
  }

  /**
   * Moves the caller, which has a single thread, into a cgroup. On v1 that is a 0 written to tasks:
   * cgroup.procs would lock out all forks of the system and wait for an RCU grace period (6 to 10
   * ms), moving one's own single thread does not (0.25 ms).
   */
  public void join(ControllerPath place) {
    for (Hierarchy hierarchy : locate(place)) {
      boolean isLegacy = !hierarchy.controllers().isEmpty();
      String file = hierarchy.directory(place.path()) + (isLegacy ? "/tasks" : "/cgroup.procs");
      int error = files.write(file, "0");
      refuseInner(hierarchy, place.path(), error);
      fail("write 0 to " + file, error);
    }
  }

  /** The processes of a cgroup itself, without those of its children. */
  public List<Integer> processes(String path) {
    Set<Integer> pids = new LinkedHashSet<>();
    for (Hierarchy hierarchy : locate(path)) {
      new Members(files).add(hierarchy.directory(path), pids);
    }
    return new ArrayList<>(pids);
  }

  /** The names of a cgroup's children in any hierarchy, sorted. */
  public List<String> children(String path) {
    List<String> children = new ArrayList<>();
    for (Hierarchy hierarchy : hierarchies.all()) {
      for (String name : files.directories(hierarchy.directory(path))) {
        if (!children.contains(name)) {
          children.add(name);
        }
      }
    }
    Collections.sort(children);
    return children;
  }

  /** A cgroup and all below it, parents first. */
  public List<String> tree(String path) {
    List<String> paths = new ArrayList<>();
    collect(path, paths, 0);
    return paths;
  }

  private void collect(String path, List<String> paths, int depth) {
    paths.add(path);
    if (depth < MAX_DEPTH) {
      for (String child : children(path)) {
        collect((path.equals("/") ? "" : path) + "/" + child, paths, depth + 1);
      }
    }
  }

  static void fail(String what, int error) {
    if (error < 0) {
      String remedy =
          error == -Errno.EACCES || error == -Errno.EPERM || error == -Errno.EROFS
              ? "; run as root, or let root delegate a cgroup"
              : "";
      throw new CgroupException(what + ": " + Errno.text(-error) + remedy);
    }
  }
}
