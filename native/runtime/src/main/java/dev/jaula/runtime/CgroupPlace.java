package dev.jaula.runtime;

import dev.jaula.cgroup.BasePath;
import dev.jaula.cgroup.CgroupPath;
import dev.jaula.perform.CgroupRemover;
import dev.jaula.perform.Machine;
import dev.jaula.plan.Plan;
import dev.jaula.plan.Step;
import dev.jaula.spec.Spec;
import java.util.ArrayList;
import java.util.List;
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

  /** The directories that a start will make. */
  static List<String> planned(Plan plan) {
    List<String> directories = new ArrayList<>();
    for (Step.Caller step : plan.caller()) {
      if (step instanceof Step.CreateCgroup create) {
        directories.add(create.hierarchy() + create.path());
      }
    }
    return directories;
  }

  /** Those of the directories that are there now. */
  static List<String> existing(Machine machine, List<String> directories) {
    List<String> existing = new ArrayList<>(directories);
    existing.removeIf(directory -> !machine.files().exists(directory));
    return existing;
  }

  /**
   * Removes those cgroups that are a container's own, and not of another one that took its id
   * meanwhile; false when one is still in use.
   *
   * @param ownPids whether all of it has ended with its first process: who is in its cgroups then
   *     is another container, whose configuration names the same ones
   */
  static boolean remove(
      Session session, RuntimeState state, StateDirectory directory, boolean ownPids) {
    CgroupRemover remover = new CgroupRemover(session.machine());
    List<String> own = session.state().own(directory, state.id(), state.own());
    if (state.isPlanned()) {
      remover.removeUnused(own);
      return true;
    }
    return ownPids ? remover.removeUnused(own) : remover.remove(own);
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
