package dev.jaula.runtime;

import dev.jaula.cgroup.Hierarchies;
import dev.jaula.linux.Fd;
import dev.jaula.linux.Files;
import dev.jaula.perform.Machine;
import dev.jaula.spec.Device;
import dev.jaula.spec.Mount;
import dev.jaula.spec.NamespaceType;
import dev.jaula.spec.Spec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Those of a container's mounts that show the host: they are not in the images, and CRIU is told
 * what they are called there and what they are here (criu(8), {@code --external mnt[]}). It passes
 * over those that it does not meet.
 */
final class ExternalMounts {
  private static final String NULL = "/dev/null";

  private final Machine machine;
  private final Spec spec;
  private final List<String> cgroups;
  private final CriuOptions options;

  /**
   * @param cgroups the container's directories, one for each hierarchy
   */
  ExternalMounts(Machine machine, Spec spec, List<String> cgroups, CriuOptions options) {
    this.machine = machine;
    this.spec = spec;
    this.cgroups = cgroups;
    this.options = options;
  }

  /** Gives each a name, which is its place. */
  void addForDump(int pid) {
    try (Fd root = root()) {
      for (Mount mount : spec.mounts()) {
        if (mount.isBind()) {
          name(inside(root, mount.destination()));
        } else if (isBoundCgroup(mount)) {
          nameCgroups(inside(root, mount.destination()));
        }
      }
      for (Device device : DefaultDevices.with(spec.linux().devices())) {
        name(inside(root, device.path()));
      }
    }
    for (String path : spec.linux().maskedPaths()) {
      var stat = machine.files().stat("/proc/" + pid + "/root" + path);
      if (stat != null && !stat.isDirectory()) {
        options.externalMount(path, NULL);
      }
    }
  }

  /** Says what has each of those names here. */
  void addForRestore() {
    try (Fd root = root()) {
      for (Mount mount : spec.mounts()) {
        String place = inside(root, mount.destination());
        if (mount.isBind()) {
          options.externalMount(place, String.valueOf(mount.source()));
        } else if (isBoundCgroup(mount)) {
          findCgroups(place);
        }
      }
      for (Device device : DefaultDevices.with(spec.linux().devices())) {
        options.externalMount(inside(root, device.path()), device.path());
      }
    }
    options.externalMount(NULL, NULL);
  }

  private void name(String place) {
    options.externalMount(place, place);
  }

  private void nameCgroups(String place) {
    for (String directory : cgroups) {
      name(isUnified() ? place : place + "/" + hierarchy(directory));
    }
  }

  private void findCgroups(String place) {
    for (String directory : cgroups) {
      String name = hierarchy(directory);
      options.externalMount(isUnified() ? place : place + "/" + name, directory);
    }
  }

  private boolean isUnified() {
    return machine.files().fileSystemType(Hierarchies.ROOT) == Hierarchies.CGROUP2_MAGIC;
  }

  /** Whether its cgroups are parts of the host's mounts, as plan.CgroupMounts makes them. */
  private boolean isBoundCgroup(Mount mount) {
    return "cgroup".equals(mount.type())
        && spec.linux().namespace(NamespaceType.CGROUP) == null
        && (!isUnified() || spec.linux().namespace(NamespaceType.USER) != null);
  }

  private static String hierarchy(String directory) {
    String prefix = Hierarchies.ROOT + "/";
    int end = directory.startsWith(prefix) ? directory.indexOf('/', prefix.length()) : -1;
    return end < 0 ? "" : directory.substring(prefix.length(), end);
  }

  private Fd root() {
    return machine.files().open(spec.root().path(), Files.O_PATH | Files.O_DIRECTORY);
  }

  /** Where a path leads in the root; one that is made later, on a tmpfs, is taken as it is. */
  private String inside(Fd root, String path) {
    int resolve = Files.RESOLVE_IN_ROOT | Files.RESOLVE_NO_MAGICLINKS;
    int fd = machine.files().tryOpenResolved(root.number(), path, Files.O_PATH, resolve);
    if (fd < 0) {
      return path.startsWith("/") ? path : "/" + path;
    }
    try (Fd open = machine.files().own(fd)) {
      @Nullable String base = machine.files().readLink("/proc/self/fd/" + root.number());
      @Nullable String place = machine.files().readLink("/proc/self/fd/" + open.number());
      return base != null && place != null && place.startsWith(base + "/")
          ? place.substring(base.length())
          : path;
    }
  }
}
