package dev.jaula.runtime;

/** Who makes a container's cgroup: the words of crun's option, which Podman uses, too. */
enum CgroupManager {
  /** We do. */
  CGROUPFS,
  /** systemd does, around a unit. */
  SYSTEMD,
  /** Nobody does: the container stays in the caller's. */
  DISABLED;

  /** {@code --cgroup-manager}, or {@code --systemd-cgroup} alone. */
  static CgroupManager of(Session session) {
    String other = session.arguments().is("systemd-cgroup") ? "systemd" : "cgroupfs";
    return switch (session.arguments().value("cgroup-manager", other)) {
      case "systemd" -> SYSTEMD;
      case "disabled" -> DISABLED;
      default -> CGROUPFS;
    };
  }
}
