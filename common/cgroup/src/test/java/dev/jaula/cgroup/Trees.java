package dev.jaula.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Fake cgroup trees: a directory whose children get files when they are made. */
final class Trees {
  private static final String[] V2 = {
    "cgroup.controllers",
    "cgroup.subtree_control",
    "cgroup.procs",
    "cgroup.kill",
    "cgroup.freeze",
    "cgroup.events",
    "cpu.max",
    "cpu.weight",
    "cpu.stat",
    "memory.max",
    "memory.high",
    "memory.low",
    "memory.swap.max",
    "memory.current",
    "memory.peak",
    "memory.events",
    "memory.stat",
    "pids.max",
    "pids.current",
    "io.max",
    "io.stat",
    "io.weight",
    "cpuset.cpus",
    "cpuset.mems",
    "cpu.pressure",
    "memory.pressure",
    "io.pressure"
  };

  private Trees() {}

  static TreeFiles v2(Path root) {
    TreeFiles files = new Populating(root);
    files.types.put(root.toString(), Hierarchies.CGROUP2_MAGIC);
    populate(root, V2);
    put(root.resolve("cgroup.controllers"), "cpuset cpu io memory hugetlb pids\n");
    return files;
  }

  /** Hybrid when unified is asked for. */
  static TreeFiles v1(Path root, boolean unified, String... mounts) {
    TreeFiles files = new Populating(root);
    for (String mount : mounts) {
      populate(root.resolve(mount), names(mount));
    }
    if (Files.exists(root.resolve("cpuset"))) {
      put(root.resolve("cpuset/cpuset.cpus"), "0-1\n");
      put(root.resolve("cpuset/cpuset.mems"), "0\n");
    }
    if (unified) {
      populate(root.resolve("unified"), "cgroup.controllers", "cgroup.procs", "cgroup.kill");
      files.types.put(root + "/unified", Hierarchies.CGROUP2_MAGIC);
    }
    return files;
  }

  static String[] names(String mount) {
    StringBuilder names = new StringBuilder("tasks cgroup.procs notify_on_release");
    for (String controller : Text.split(mount, ',')) {
      names
          .append(' ')
          .append(
              switch (controller) {
                case "cpu" -> "cpu.cfs_quota_us cpu.cfs_period_us cpu.shares cpu.stat";
                case "cpuacct" -> "cpuacct.usage cpuacct.usage_user cpuacct.usage_sys";
                case "memory" ->
                    "memory.limit_in_bytes memory.usage_in_bytes memory.max_usage_in_bytes"
                        + " memory.soft_limit_in_bytes memory.memsw.limit_in_bytes"
                        + " memory.memsw.usage_in_bytes"
                        + " memory.oom_control memory.failcnt memory.stat memory.swappiness";
                case "pids" -> "pids.max pids.current";
                case "freezer" -> "freezer.state freezer.self_freezing";
                case "blkio" ->
                    "blkio.throttle.read_bps_device blkio.throttle.write_bps_device"
                        + " blkio.throttle.read_iops_device blkio.throttle.write_iops_device"
                        + " blkio.throttle.io_service_bytes_recursive"
                        + " blkio.throttle.io_serviced_recursive";
                case "cpuset" -> "cpuset.cpus cpuset.mems cpuset.effective_cpus";
                case "devices" -> "devices.allow devices.deny devices.list";
                default -> "";
              });
    }
    return Text.words(names.toString()).toArray(new String[0]);
  }

  static void populate(Path directory, String... names) {
    try {
      Files.createDirectories(directory);
      for (String name : names) {
        Files.writeString(directory.resolve(name), "");
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static void put(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** mkdir fills a new cgroup with its parent's kinds of files; rmdir takes them away. */
  private static final class Populating extends TreeFiles {
    private final Path root;

    Populating(Path root) {
      this.root = root;
    }

    @Override
    public int mkdir(String path) {
      int error = super.mkdir(path);
      Path directory = Path.of(path);
      if (error == 0 && directory.startsWith(root)) {
        String parent = CgroupPath.parent(path);
        for (String name : list(parent)) {
          if (Files.isRegularFile(Path.of(parent, name))) {
            put(directory.resolve(name), "");
          }
        }
      }
      return error;
    }

    @Override
    public int rmdir(String path) {
      boolean parent = list(path).stream().anyMatch(n -> isDirectory(path + "/" + n));
      if (!parent) {
        for (String name : list(path)) {
          Path.of(path, name).toFile().delete();
        }
      }
      return super.rmdir(path);
    }
  }
}
