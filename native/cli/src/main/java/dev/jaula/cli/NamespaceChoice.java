package dev.jaula.cli;

import dev.jaula.args.Arguments;
import dev.jaula.host.FactsReader;
import dev.jaula.linux.Fd;
import dev.jaula.linux.Files;
import dev.jaula.linux.Stat;
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
    String value = arguments.value(option, type == NamespaceType.USER ? defaultUser() : fresh);
    if (value.equals("host")) {
      if (type == NamespaceType.USER && !isRoot()) {
        throw Values.bad(
            option,
            value,
            "possible for an ordinary user: only root can do without a user namespace");
      }
      return;
    }
    if (value.equals(fresh) || isFresh(value) || isAuto(type, value)) {
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

  /**
   * Who joins a namespace wants what may be done in it, and that is for the user namespace that it
   * belongs to: that one is joined too, unless {@code --userns} says otherwise.
   */
  private String defaultUser() {
    for (String option : List.of("pid", "network", "uts", "ipc", "cgroupns")) {
      NamespaceType type = type(option);
      String value = arguments.value(option, "host");
      if (value.equals("host") || value.equals("none") || isFresh(value)) {
        continue;
      }
      String path = path(type, option, value);
      String suffix = "/ns/" + type.procName();
      String user =
          path.startsWith("/proc/") && path.endsWith(suffix)
              ? path.substring(0, path.length() - suffix.length()) + "/ns/user"
              : "/proc/self/ns/user";
      boolean ours = same(user, "/proc/self/ns/user");
      return !ours ? user : isRoot() ? "host" : "private";
    }
    return arguments.is("privileged") && isRoot() ? "host" : "private";
  }

  private static NamespaceType type(String option) {
    return switch (option) {
      case "pid" -> NamespaceType.PID;
      case "network" -> NamespaceType.NETWORK;
      case "uts" -> NamespaceType.UTS;
      case "ipc" -> NamespaceType.IPC;
      default -> NamespaceType.CGROUP;
    };
  }

  private static boolean isFresh(String value) {
    return value.equals("private") || value.equals("new");
  }

  private boolean same(String one, String other) {
    @Nullable Stat first = session.machine().files().stat(one);
    @Nullable Stat second = session.machine().files().stat(other);
    return first == null || second == null || first.inode() == second.inode();
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
      ContainerStore store = new ContainerStore(session);
      ContainerState other = store.find(value.substring(10));
      Fd first = other.exit() == null ? store.openFirst(other) : null;
      if (first == null) {
        throw new CliException(
            "cannot join "
                + option
                + " namespace of a non running container: "
                + other.name()
                + "; start it first");
      }
      first.close();
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

  /** The mappings of a user namespace that exists, as far as its process shows them. */
  static List<IdMapping> joinedMappings(Files files, @Nullable Namespace user, String file) {
    @Nullable String path = user == null ? null : user.path();
    if (path == null || !path.startsWith("/proc/") || !path.endsWith("/ns/user")) {
      return List.of();
    }
    @Nullable String text =
        files.tryRead(path.substring(0, path.length() - "/ns/user".length()) + file);
    return text == null ? List.of() : FactsReader.mappings(text);
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
