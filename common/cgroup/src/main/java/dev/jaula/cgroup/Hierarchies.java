package dev.jaula.cgroup;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is mounted where. Found with a handful of system calls and without reading
 * /proc/self/mountinfo, which is long on a host with containers.
 *
 * @param unified the v2 hierarchy; null on a host of v1 alone
 * @param mounts the v1 hierarchies; empty on v2
 */
public record Hierarchies(Version version, @Nullable Hierarchy unified, List<Hierarchy> mounts) {
  /** Where every distribution mounts them (systemd's file-hierarchy). */
  public static final String ROOT = "/sys/fs/cgroup";

  /** CGROUP2_SUPER_MAGIC of linux/magic.h. */
  public static final long CGROUP2_MAGIC = 0x63677270L;

  /** The controllers that a v1 kernel knows; other directories are named hierarchies. */
  static final List<String> V1_CONTROLLERS =
      List.of(
          "cpu",
          "cpuacct",
          "cpuset",
          "memory",
          "devices",
          "freezer",
          "blkio",
          "pids",
          "net_cls",
          "net_prio",
          "perf_event",
          "hugetlb",
          "rdma",
          "misc",
          "debug");

  public Hierarchies {
    mounts = List.copyOf(mounts);
  }

  /** Looks below root, which is {@link #ROOT} but in tests. */
  public static Hierarchies detect(CgroupFiles files, String root) {
    if (files.fileSystemType(root) == CGROUP2_MAGIC) {
      return new Hierarchies(Version.V2, new Hierarchy(root, List.of()), List.of());
    }
    List<String> names = files.list(root);
    Hierarchy unified = null;
    List<Hierarchy> mounts = new ArrayList<>();
    boolean hasJoint = hasJoint(names);
    for (String name : names) {
      if (name.equals("unified")) {
        String at = root + "/unified";
        unified =
            files.fileSystemType(at) == CGROUP2_MAGIC ? new Hierarchy(at, List.of()) : unified;
      } else if (!hasJoint || !isAlias(name, names)) {
        mounts.add(new Hierarchy(root + "/" + name, controllers(name)));
      }
    }
    if (mounts.isEmpty() && unified == null) {
      throw new CgroupException(
          root + ": no cgroups are mounted here; try: mount -t cgroup2 cgroup2 " + root);
    }
    Version version = mounts.isEmpty() ? Version.V2 : unified == null ? Version.V1 : Version.HYBRID;
    return new Hierarchies(version, unified, mounts);
  }

  private static boolean hasJoint(List<String> names) {
    for (String name : names) {
      if (name.indexOf(',') >= 0) {
        return true;
      }
    }
    return false;
  }

  /** {@code cpu} beside {@code cpu,cpuacct} is a symbolic link to it. */
  private static boolean isAlias(String name, List<String> names) {
    if (name.indexOf(',') >= 0) {
      return false;
    }
    for (String other : names) {
      if (other.indexOf(',') >= 0 && Text.split(other, ',').contains(name)) {
        return true;
      }
    }
    return false;
  }

  private static List<String> controllers(String name) {
    if (name.indexOf(',') < 0) {
      return List.of(V1_CONTROLLERS.contains(name) ? name : "name=" + name);
    }
    List<String> controllers = new ArrayList<>();
    for (String part : Text.split(name, ',')) {
      controllers.add(V1_CONTROLLERS.contains(part) ? part : "name=" + part);
    }
    return controllers;
  }

  public boolean isUnified() {
    return version == Version.V2;
  }

  /** The v1 hierarchy with a controller, or null when none has it. */
  public @Nullable Hierarchy mount(String controller) {
    for (int i = 0; i < mounts.size(); i++) {
      if (mounts.get(i).has(controller)) {
        return mounts.get(i);
      }
    }
    return null;
  }

  /**
   * The hierarchy that has a controller, called by either version's name ({@code io} or {@code
   * blkio}); on v2 the unified one for each that v2 knows. Null when there is none.
   */
  public @Nullable Hierarchy of(String controller) {
    if (isUnified()) {
      return unified;
    }
    return mount(v1Name(controller));
  }

  /** All hierarchies, the unified one last, as it is the one that is joined last. */
  public List<Hierarchy> all() {
    List<Hierarchy> all = new ArrayList<>(mounts);
    if (unified != null) {
      all.add(unified);
    }
    return all;
  }

  /** {@code io} is {@code blkio} on v1. */
  static String v1Name(String controller) {
    return controller.equals("io") ? "blkio" : controller;
  }

  /** {@code blkio} is {@code io} on v2, {@code cpuacct} is part of {@code cpu}. */
  static String v2Name(String controller) {
    return switch (controller) {
      case "blkio" -> "io";
      case "cpuacct" -> "cpu";
      default -> controller;
    };
  }
}
