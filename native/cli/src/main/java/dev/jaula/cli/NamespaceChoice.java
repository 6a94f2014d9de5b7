package dev.jaula.cli;

import dev.jaula.args.Arguments;
import dev.jaula.spec.ContainerState;
import dev.jaula.spec.IdMapping;
import dev.jaula.spec.Namespace;
import dev.jaula.spec.NamespaceType;
import dev.jaula.spec.TimeOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which namespaces a container has: all new, unless an option says the host's or one that exists.
 */
final class NamespaceChoice {
  private final Session session;
  private final Arguments arguments;

  NamespaceChoice(Session session, Arguments arguments) {
    this.session = session;
    this.arguments = arguments;
  }

  List<Namespace> read() {
    List<Namespace> namespaces = new ArrayList<>();
    add(namespaces, NamespaceType.USER, "userns");
    namespaces.add(new Namespace(NamespaceType.MOUNT, null));
    add(namespaces, NamespaceType.PID, "pid");
    add(namespaces, NamespaceType.NETWORK, "network");
    add(namespaces, NamespaceType.UTS, "uts");
    add(namespaces, NamespaceType.IPC, "ipc");
    add(namespaces, NamespaceType.CGROUP, "cgroupns");
    if (arguments.has("time-offset")) {
      namespaces.add(new Namespace(NamespaceType.TIME, null));
    }
    return namespaces;
  }

  private void add(List<Namespace> namespaces, NamespaceType type, String option) {
    String fresh = type == NamespaceType.NETWORK ? "none" : "private";
    boolean isPrivilegedUser = type == NamespaceType.USER && arguments.is("privileged") && isRoot();
    String value = arguments.value(option, isPrivilegedUser ? "host" : fresh);
    if (value.equals("host")) {
      if (type == NamespaceType.USER && !isRoot()) {
        throw Values.bad(
            option,
            value,
            "possible for an ordinary user: only root can do without a user namespace");
      }
      return;
    }
    if (value.equals(fresh) || value.equals("private") || isAuto(type, value)) {
      namespaces.add(new Namespace(type, null));
      return;
    }
    namespaces.add(new Namespace(type, path(type, option, value)));
  }

  private static boolean isAuto(NamespaceType type, String value) {
    return type == NamespaceType.USER && value.equals("auto");
  }

  /**
   * The mappings of {@code --userns auto}: a range of 65536 ids that is the container's alone, but
   * for a chance of one in 32768; null when it was not asked for.
   */
  @Nullable List<IdMapping> automatic(String id) {
    if (!"auto".equals(arguments.value("userns")) || !isRoot()) {
      return null;
    }
    long range = Long.parseLong(id.substring(0, 4), 16) & 0x7fff;
    return List.of(new IdMapping(0, (range + 2) << 16, 1 << 16));
  }

  private boolean isRoot() {
    return session.machine().credentials().userId() == 0;
  }

  private String path(NamespaceType type, String option, String value) {
    if (value.startsWith("/")) {
      return value;
    }
    if (value.startsWith("path:")) {
      return value.substring(5);
    }
    if (value.startsWith("pid:") && Values.isNumber(value.substring(4))) {
      return "/proc/" + value.substring(4) + "/ns/" + type.procName();
    }
    if (value.startsWith("container:")) {
      ContainerState other = new ContainerStore(session).find(value.substring(10));
      return "/proc/" + other.init().pid() + "/ns/" + type.procName();
    }
    String words = type == NamespaceType.NETWORK ? "none, host" : "private, host";
    throw Values.bad(
        option,
        value,
        "one of "
            + words
            + ", container:NAME, pid:PID, or a path such as /proc/PID/ns/"
            + type.procName());
  }

  /** The mappings of {@code --uidmap} or {@code --gidmap}, else the given ones. */
  List<IdMapping> mappings(String option, List<IdMapping> otherwise) {
    List<String> values = arguments.values(option);
    if (values.isEmpty()) {
      return otherwise;
    }
    List<IdMapping> mappings = new ArrayList<>();
    for (String value : values) {
      List<String> parts = Values.split(value, ':');
      if (parts.size() != 3) {
        throw Values.bad(option, value, "INSIDE:HOST:COUNT, such as 0:100000:65536");
      }
      long most = 4294967295L;
      mappings.add(
          new IdMapping(
              Values.number(option, parts.get(0), 0, most),
              Values.number(option, parts.get(1), 0, most),
              Values.number(option, parts.get(2), 1, most)));
    }
    return mappings;
  }

  List<TimeOffset> timeOffsets() {
    List<TimeOffset> offsets = new ArrayList<>();
    for (String value : arguments.values("time-offset")) {
      String[] pair = Values.pair("time-offset", value);
      if (!pair[0].equals("monotonic") && !pair[0].equals("boottime")) {
        throw Values.bad(
            "time-offset", value, "about a clock that can be shifted: monotonic or boottime");
      }
      offsets.add(
          new TimeOffset(
              pair[0], Values.number("time-offset", pair[1], -9_000_000_000L, 9_000_000_000L), 0));
    }
    return offsets;
  }

  /** The CLONE_NEW flags of the namespaces in a list. */
  static int flags(@Nullable List<Namespace> namespaces) {
    int flags = 0;
    if (namespaces != null) {
      for (Namespace namespace : namespaces) {
        flags |= namespace.type().flag();
      }
    }
    return flags;
  }
}
