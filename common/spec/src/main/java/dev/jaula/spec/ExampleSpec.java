package dev.jaula.spec;

import dev.jaula.cgroup.Resources;
import dev.jaula.json.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The config.json that {@code runc spec} writes for people to change (runc 1.5, specconv.Example):
 * the same members and values in the same order, one tab for each depth, no end of line.
 */
public final class ExampleSpec {
  private static final List<String> CAPABILITIES =
      List.of("CAP_AUDIT_WRITE", "CAP_KILL", "CAP_NET_BIND_SERVICE");

  private static final List<String> MASKED =
      List.of(
          "/proc/acpi",
          "/proc/asound",
          "/proc/kcore",
          "/proc/keys",
          "/proc/latency_stats",
          "/proc/timer_list",
          "/proc/timer_stats",
          "/proc/sched_debug",
          "/sys/firmware",
          "/proc/scsi",
          "/sys/devices/virtual/tpm");

  private static final List<String> READ_ONLY =
      List.of("/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger");

  private ExampleSpec() {}

  /**
   * For root.
   *
   * @param unified whether the host has cgroup v2 alone: then there is a cgroup namespace too
   */
  public static String text(boolean unified) {
    List<Namespace> namespaces = namespaces(unified);
    namespaces.add(1, new Namespace(NamespaceType.NETWORK, null));
    List<DeviceRule> rules = List.of(new DeviceRule(false, 'a', -1, -1, "rwm"));
    return write(mounts(false), linux(namespaces, List.of(), List.of(), rules));
  }

  /**
   * For an ordinary user, who becomes root in a user namespace of one id.
   *
   * @param uid the user
   * @param gid the user's group
   * @param unified as for {@link #text}
   */
  public static String rootless(int uid, int gid, boolean unified) {
    List<Namespace> namespaces = namespaces(unified);
    namespaces.add(new Namespace(NamespaceType.USER, null));
    return write(
        mounts(true), linux(namespaces, List.of(single(uid)), List.of(single(gid)), List.of()));
  }

  private static IdMapping single(int id) {
    return new IdMapping(0, Integer.toUnsignedLong(id), 1);
  }

  private static List<Namespace> namespaces(boolean unified) {
    List<Namespace> namespaces = new ArrayList<>();
    namespaces.add(new Namespace(NamespaceType.PID, null));
    namespaces.add(new Namespace(NamespaceType.IPC, null));
    namespaces.add(new Namespace(NamespaceType.UTS, null));
    namespaces.add(new Namespace(NamespaceType.MOUNT, null));
    if (unified) {
      namespaces.add(new Namespace(NamespaceType.CGROUP, null));
    }
    return namespaces;
  }

  private static Linux linux(
      List<Namespace> namespaces,
      List<IdMapping> uids,
      List<IdMapping> gids,
      List<DeviceRule> rules) {
    return new Linux(
        namespaces,
        uids,
        gids,
        List.of(),
        List.of(),
        null,
        Resources.NONE,
        rules,
        null,
        LinuxReader.DEFAULT_PROPAGATION,
        Map.of(),
        MASKED,
        READ_ONLY);
  }

  private static List<Mount> mounts(boolean rootless) {
    List<String> pts = new ArrayList<>(List.of("nosuid", "noexec", "newinstance"));
    pts.addAll(List.of("ptmxmode=0666", "mode=0620"));
    if (!rootless) {
      pts.add("gid=5");
    }
    return List.of(
        new Mount("/proc", "proc", "proc", List.of()),
        mount("/dev", "tmpfs", "tmpfs", "nosuid", "strictatime", "mode=755", "size=65536k"),
        new Mount("/dev/pts", "devpts", "devpts", pts),
        mount("/dev/shm", "tmpfs", "shm", "nosuid", "noexec", "nodev", "mode=1777", "size=65536k"),
        mount("/dev/mqueue", "mqueue", "mqueue", "nosuid", "noexec", "nodev"),
        rootless
            ? mount("/sys", "none", "/sys", "rbind", "nosuid", "noexec", "nodev", "ro")
            : mount("/sys", "sysfs", "sysfs", "nosuid", "noexec", "nodev", "ro"),
        mount("/sys/fs/cgroup", "cgroup", "cgroup", "nosuid", "noexec", "nodev", "relatime", "ro"));
  }

  private static Mount mount(String destination, String type, String source, String... options) {
    return new Mount(destination, type, source, List.of(options));
  }

  private static String write(List<Mount> mounts, Linux linux) {
    JsonText out = JsonText.tabbed();
    out.object().member("ociVersion", Spec.OCI_VERSION);
    process(out);
    SpecWriter.root(new Root("rootfs", true), out);
    out.member("hostname", "runc");
    SpecWriter.mounts(mounts, out);
    out.name("linux");
    LinuxWriter.write(linux, out);
    return out.endObject().toString();
  }

  /** Not through a record, whose capabilities have the kernel's order and not that of words. */
  private static void process(JsonText out) {
    out.object("process").member("terminal", true);
    out.object("user").member("uid", 0).member("gid", 0).endObject();
    out.member("args", List.of("sh"));
    out.array("env").value("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    out.value("TERM=xterm").endArray().member("cwd", "/");
    out.object("capabilities")
        .member("bounding", CAPABILITIES)
        .member("effective", CAPABILITIES)
        .member("permitted", CAPABILITIES)
        .endObject();
    out.array("rlimits").object().member("type", "RLIMIT_NOFILE");
    out.member("hard", 1024).member("soft", 1024).endObject().endArray();
    out.member("noNewPrivileges", true).endObject();
  }
}
