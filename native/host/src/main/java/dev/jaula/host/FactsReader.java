package dev.jaula.host;

import dev.jaula.cgroup.BasePath;
import dev.jaula.cgroup.CgroupException;
import dev.jaula.cgroup.Hierarchies;
import dev.jaula.cgroup.KernelCgroupFiles;
import dev.jaula.cgroup.Membership;
import dev.jaula.linux.Files;
import dev.jaula.linux.Stat;
import dev.jaula.linux.Words;
import dev.jaula.perform.Machine;
import dev.jaula.plan.HostFacts;
import dev.jaula.plan.HostFacts.RootEntry;
import dev.jaula.plan.HostFacts.SubIds;
import dev.jaula.spec.IdMapping;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads of the machine what the planner needs, and no more. */
public final class FactsReader {
  private final Machine machine;
  private final Files files;
  private final int uid;
  private final int gid;
  private final boolean initialUsers;

  public FactsReader(Machine machine) {
    this.machine = machine;
    this.files = machine.files();
    this.uid = machine.credentials().userId();
    this.gid = machine.credentials().groupId();
    this.initialUsers = UserNamespace.isInitial(machine);
  }

  public HostFacts read(
      String name,
      String scratch,
      @Nullable String cgroupParent,
      boolean needsPermitted,
      boolean isHostRoot) {
    KernelCgroupFiles cgroups = new KernelCgroupFiles(machine.kernel());
    Hierarchies hierarchies = Hierarchies.detect(cgroups, Hierarchies.ROOT);
    return new HostFacts(
        uid,
        gid,
        initialUsers,
        needsPermitted ? machine.credentials().effectiveCapabilities() : -1,
        hierarchies,
        uid == 0 && initialUsers
            ? BasePath.forRoot(name, cgroupParent)
            : userCgroup(cgroups, hierarchies, name, cgroupParent),
        scratch,
        isHostRoot ? hostRoot() : List.of());
  }

  private BasePath userCgroup(
      KernelCgroupFiles cgroups, Hierarchies hierarchies, String name, @Nullable String parent) {
    String own = files.tryRead("/proc/self/cgroup");
    if (own == null) {
      throw new CgroupException("/proc/self/cgroup cannot be read; mount proc on /proc");
    }
    return BasePath.forUser(cgroups, hierarchies, Membership.parse(own), name, parent);
  }

  /** The ids that a new user namespace has when nothing else is said. */
  public List<IdMapping> defaultMappings(boolean users) {
    if (uid == 0) {
      // the first user namespace has every id
      return initialUsers
          ? List.of(IdMapping.IDENTITY)
          : identity(files.tryReadOnce(users ? "/proc/self/uid_map" : "/proc/self/gid_map"));
    }
    int own = users ? uid : gid;
    SubIds lent = subIds(users ? "/etc/subuid" : "/etc/subgid", users ? "newuidmap" : "newgidmap");
    List<IdMapping> mappings = new ArrayList<>();
    mappings.add(new IdMapping(0, own, 1));
    // both kinds are needed, as groups cannot be mapped without setgroups being given up
    if (lent != null && bothLent()) {
      mappings.add(new IdMapping(1, lent.first(), lent.count()));
    }
    return mappings;
  }

  private boolean bothLent() {
    return subIds("/etc/subuid", "newuidmap") != null && subIds("/etc/subgid", "newgidmap") != null;
  }

  /** Every id that this process's own namespace has, mapped to itself. */
  private static List<IdMapping> identity(@Nullable String map) {
    List<IdMapping> mappings = new ArrayList<>();
    if (map != null) {
      for (IdMapping mapping : mappings(map)) {
        mappings.add(new IdMapping(mapping.containerId(), mapping.containerId(), mapping.size()));
      }
    }
    return mappings.isEmpty() ? List.of(IdMapping.IDENTITY) : mappings;
  }

  /** The lines of /proc/PID/uid_map. */
  public static List<IdMapping> mappings(String map) {
    List<IdMapping> mappings = new ArrayList<>();
    for (String line : Words.split(map, '\n')) {
      List<String> numbers = Words.filled(line, ' ');
      if (numbers.size() == 3) {
        mappings.add(
            new IdMapping(
                Long.parseLong(numbers.get(0)),
                Long.parseLong(numbers.get(1)),
                Long.parseLong(numbers.get(2))));
      }
    }
    return mappings;
  }

  /** The first range of /etc/subuid that belongs to this user, by name or number (man 5 subuid). */
  private @Nullable SubIds subIds(String file, String helper) {
    if (!files.exists("/usr/bin/" + helper)) {
      return null;
    }
    String text = files.tryRead(file);
    if (text == null) {
      return null;
    }
    String user = userName();
    for (String line : Words.split(text, '\n')) {
      List<String> fields = Words.split(line, ':');
      boolean mine =
          fields.size() == 3
              && (fields.get(0).equals(user) || fields.get(0).equals(String.valueOf(uid)));
      if (mine && Words.isNumber(fields.get(1)) && Words.isNumber(fields.get(2))) {
        return new SubIds(Long.parseLong(fields.get(1)), Long.parseLong(fields.get(2)));
      }
    }
    return null;
  }

  private String userName() {
    String passwd = files.tryRead("/etc/passwd");
    for (String line : Words.split(passwd == null ? "" : passwd, '\n')) {
      List<String> fields = Words.split(line, ':');
      if (fields.size() > 2 && fields.get(2).equals(String.valueOf(uid))) {
        return fields.get(0);
      }
    }
    return "";
  }

  private List<RootEntry> hostRoot() {
    List<String> points = mountPoints();
    List<RootEntry> entries = new ArrayList<>();
    for (String name : files.directories().list("/")) {
      @Nullable Stat stat = files.linkStat("/" + name);
      if (stat == null) {
        continue;
      }
      String link = stat.isSymbolicLink() ? files.readLink("/" + name) : null;
      entries.add(new RootEntry(name, link, stat.isDirectory(), hasMounts(points, "/" + name)));
    }
    return entries;
  }

  private static boolean hasMounts(List<String> points, String path) {
    for (String point : points) {
      if (point.equals(path) || point.startsWith(path + "/")) {
        return true;
      }
    }
    return false;
  }

  /** The fifth field of /proc/self/mountinfo (man 5 proc). */
  private List<String> mountPoints() {
    List<String> points = new ArrayList<>();
    for (String line : Words.split(files.read("/proc/self/mountinfo"), '\n')) {
      List<String> fields = Words.split(line, ' ');
      if (fields.size() > 4) {
        points.add(fields.get(4));
      }
    }
    return points;
  }
}
