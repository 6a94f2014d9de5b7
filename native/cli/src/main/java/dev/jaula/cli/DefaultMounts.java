package dev.jaula.cli;

import dev.jaula.args.Arguments;
import dev.jaula.cgroup.Sizes;
import dev.jaula.linux.Files;
import dev.jaula.spec.Mount;
import dev.jaula.spec.Namespace;
import dev.jaula.spec.NamespaceType;
import java.util.ArrayList;
import java.util.List;

/** The file systems of every container, as Docker has them (moby, oci/defaults.go). */
final class DefaultMounts {
  private static final List<String> CLOSED = List.of("nosuid", "noexec", "nodev");
  private static final long SHM = 64L << 20;

  private final Arguments arguments;
  private final List<Namespace> namespaces;
  private final boolean isSingleGroup;
  private final String root;
  private final Files files;

  DefaultMounts(
      Arguments arguments,
      List<Namespace> namespaces,
      boolean isSingleGroup,
      String root,
      Files files) {
    this.files = files;
    this.arguments = arguments;
    this.namespaces = namespaces;
    this.isSingleGroup = isSingleGroup;
    this.root = root;
  }

  List<Mount> read() {
    List<Mount> mounts = new ArrayList<>();
    mounts.add(proc());
    if (arguments.is("privileged")) {
      mounts.add(new Mount("/dev", "bind", "/dev", List.of("rbind", "nosuid")));
    } else {
      devices(mounts);
    }
    mounts.add(sys());
    cgroup(mounts);
    temporary(mounts);
    return mounts;
  }

  /** Whether the container has a namespace of this kind that its own user namespace owns. */
  private boolean owns(NamespaceType type) {
    if (!has(NamespaceType.USER)) {
      return true;
    }
    for (Namespace namespace : namespaces) {
      if (namespace.type() == type) {
        return namespace.path() == null || joins(NamespaceType.USER);
      }
    }
    return false;
  }

  private boolean joins(NamespaceType type) {
    for (Namespace namespace : namespaces) {
      if (namespace.type() == type) {
        return namespace.path() != null;
      }
    }
    return false;
  }

  private boolean has(NamespaceType type) {
    for (Namespace namespace : namespaces) {
      if (namespace.type() == type) {
        return true;
      }
    }
    return false;
  }

  /**
   * What belongs to a namespace of the host cannot be mounted anew from a user namespace, only
   * shown.
   */
  private Mount proc() {
    return owns(NamespaceType.PID)
        ? new Mount("/proc", "proc", "proc", List.of("nosuid", "noexec", "nodev"))
        : new Mount("/proc", "bind", "/proc", List.of("rbind", "nosuid", "noexec", "nodev"));
  }

  private Mount sys() {
    String access = arguments.is("privileged") ? "rw" : "ro";
    return owns(NamespaceType.NETWORK)
        ? new Mount("/sys", "sysfs", "sysfs", List.of("nosuid", "noexec", "nodev", access))
        : new Mount(
            "/sys", "bind", "/sys", List.of("rbind", "nosuid", "noexec", "nodev", "r" + access));
  }

  private void devices(List<Mount> mounts) {
    mounts.add(
        new Mount(
            "/dev", "tmpfs", "tmpfs", List.of("nosuid", "strictatime", "mode=755", "size=65536k")));
    List<String> pts =
        new ArrayList<>(List.of("nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620"));
    if (!isSingleGroup) {
      pts.add("gid=5");
    }
    mounts.add(new Mount("/dev/pts", "devpts", "devpts", pts));
    if (owns(NamespaceType.IPC)) {
      String size = arguments.value("shm-size");
      long bytes = size == null ? SHM : Sizes.parse("--shm-size", size);
      mounts.add(new Mount("/dev/mqueue", "mqueue", "mqueue", CLOSED));
      List<String> shm = new ArrayList<>(CLOSED);
      shm.addAll(List.of("mode=1777", "size=" + bytes));
      mounts.add(new Mount("/dev/shm", "tmpfs", "shm", shm));
      return;
    }
    for (String path : List.of("/dev/mqueue", "/dev/shm")) {
      if (files.exists(path)) {
        List<String> bind = new ArrayList<>(CLOSED);
        bind.add(0, "rbind");
        mounts.add(new Mount(path, "bind", path, bind));
      }
    }
  }

  /**
   * Below sysfs, which has the directory; with the host's sysfs the host's cgroups come along
   * (CVE-2023-25809: read-only).
   */
  private void cgroup(List<Mount> mounts) {
    if (owns(NamespaceType.NETWORK) && has(NamespaceType.CGROUP)) {
      mounts.add(
          new Mount(
              "/sys/fs/cgroup", "cgroup", "cgroup", List.of("nosuid", "noexec", "nodev", "ro")));
    } else if (owns(NamespaceType.NETWORK)) {
      mounts.add(
          new Mount(
              "/sys/fs/cgroup",
              "bind",
              "/sys/fs/cgroup",
              List.of("rbind", "nosuid", "noexec", "nodev", "rro")));
    }
  }

  /** Of the host's root these are never shown; with a read-only root programs still need them. */
  private void temporary(List<Mount> mounts) {
    if (root.equals("/")) {
      mounts.add(tmpfs("/home", "mode=755"));
      mounts.add(tmpfs("/root", "mode=700"));
    }
    if (root.equals("/") || arguments.is("read-only") || arguments.is("rootfs-rw")) {
      mounts.add(tmpfs("/run", "mode=755"));
      mounts.add(tmpfs("/tmp", "mode=1777"));
    }
  }

  static Mount tmpfs(String path, String mode) {
    return new Mount(path, "tmpfs", "tmpfs", List.of("nosuid", "nodev", mode));
  }
}
