package dev.jaula.cli;

import java.util.ArrayList;
import java.util.List;

/** Paths that are hidden or read-only in every container, as in Docker (moby, oci/defaults.go). */
final class DefaultPaths {
  static final List<String> READ_ONLY =
      List.of("/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger");

  private static final List<String> MASKED =
      List.of(
          "/proc/acpi",
          "/proc/asound",
          "/proc/interrupts",
          "/proc/kcore",
          "/proc/keys",
          "/proc/latency_stats",
          "/proc/sched_debug",
          "/proc/scsi",
          "/proc/timer_list",
          "/proc/timer_stats",
          "/sys/devices/virtual/powercap",
          "/sys/firmware");

  private DefaultPaths() {}

  /** With the host's root its secrets are hidden too. */
  static List<String> masked(Session session, String root) {
    if (!root.equals("/")) {
      return MASKED;
    }
    List<String> paths = new ArrayList<>(MASKED);
    paths.addAll(
        List.of(
            "/etc/shadow", "/etc/shadow-", "/etc/gshadow", "/etc/gshadow-", "/etc/ssl/private"));
    for (String name : session.machine().files().directories().tryList("/etc/ssh")) {
      if (name.startsWith("ssh_host_") && !name.endsWith(".pub")) {
        paths.add("/etc/ssh/" + name);
      }
    }
    return paths;
  }
}
