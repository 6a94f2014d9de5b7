package dev.jaula.perform;

import dev.jaula.cgroup.BasePath;
import dev.jaula.cgroup.Hierarchies;
import dev.jaula.cgroup.Hierarchy;
import dev.jaula.cgroup.Version;
import dev.jaula.json.JsonParser;
import dev.jaula.plan.DeviceSteps;
import dev.jaula.plan.HostFacts;
import dev.jaula.plan.Lifetime;
import dev.jaula.plan.OciPlan;
import dev.jaula.plan.OciWishes;
import dev.jaula.plan.Plan;
import dev.jaula.plan.Planner;
import dev.jaula.spec.NamespaceType;
import dev.jaula.spec.Spec;
import dev.jaula.spec.SpecReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The starts that are made to fail. */
enum Plans {
  V1,
  V2,
  TERMINAL,
  JOIN,
  EXEC_V1,
  EXEC_V2,
  OCI_V1,
  OCI_V2;

  private static final String SCRATCH = "/run/jaula/containers/fake";
  private static final String CGROUP = "/jaula/fake";
  private static final String NETWORK = "/proc/99/ns/net";

  private static final String SPEC =
      """
      {"ociVersion": "1.3.0",
       "process": {"terminal": TERMINAL, "user": {"uid": 1000, "gid": 1000, "additionalGids": [5]},
         "args": ["true"], "env": ["PATH=/bin"], "cwd": "/tmp", "noNewPrivileges": true,
         "oomScoreAdj": 100,
         "rlimits": [{"type": "RLIMIT_NOFILE", "soft": 64, "hard": 64}],
         "capabilities": {"bounding": ["CAP_CHOWN"], "effective": ["CAP_CHOWN"],
           "permitted": ["CAP_CHOWN"], "inheritable": [], "ambient": []}},
       "root": {"path": "/srv/root", "readonly": false},
       "hostname": "fake", "domainname": "test",
       "mounts": [
         {"destination": "/proc", "type": "proc", "source": "proc", "options": ["nosuid"]},
         {"destination": "/dev", "type": "tmpfs", "source": "tmpfs", "options": ["mode=755"]},
         {"destination": "/dev/pts", "type": "devpts", "source": "devpts", "options": ["newinstance"]},
         {"destination": "/sys", "type": "sysfs", "source": "sysfs", "options": ["ro"]},
         {"destination": "/data", "type": "bind", "source": "/srv/data", "options": ["rbind", "ro"]}],
       "annotations": {"jaula.rootfs": "discard"}, "hooks": {HOOKS},
       "linux": {
         "namespaces": [{"type": "user"}, {"type": "mount"}, {"type": "pid"}, {"type": "network"},
           {"type": "ipc"}, {"type": "uts"}, {"type": "cgroup"}],
         "uidMappings": [{"containerID": 0, "hostID": 0, "size": 65536}],
         "gidMappings": [{"containerID": 0, "hostID": 0, "size": 65536}],
         "sysctl": {"net.ipv4.ip_forward": "0"},
         "resources": {"memory": {"limit": 67108864}, "cpu": {"quota": 20000, "period": 100000},
           "pids": {"limit": 50}, "devices": [DEVICES]},
         "maskedPaths": ["/proc/kcore", "/proc/keys"],
         "readonlyPaths": ["/proc/sys"]}}
      """;

  private static final List<NamespaceType> ALL =
      List.of(
          NamespaceType.USER,
          NamespaceType.MOUNT,
          NamespaceType.PID,
          NamespaceType.NETWORK,
          NamespaceType.CGROUP);

  private static final String HOOKS =
      """
      "createRuntime": [{"path": "/bin/first"}, {"path": "/bin/second"}],
      "createContainer": [{"path": "/bin/third"}], "startContainer": [{"path": "/bin/fourth"}]
      """;

  private static final String DEVICES =
      """
      {"allow": false, "access": "rwm"},
      {"allow": true, "type": "c", "major": 1, "minor": 3, "access": "rwm"}
      """;

  /** A container of {@code create}: hooks, an agent for its filter, device rules, and a gate. */
  boolean isOci() {
    return this == OCI_V1 || this == OCI_V2;
  }

  boolean isExec() {
    return this == EXEC_V1 || this == EXEC_V2;
  }

  private boolean isV2() {
    return this == V2 || this == EXEC_V2 || this == OCI_V2;
  }

  private Hierarchies hierarchies() {
    if (isV2()) {
      return new Hierarchies(Version.V2, new Hierarchy("/sys/fs/cgroup", List.of()), List.of());
    }
    return new Hierarchies(
        Version.V1,
        null,
        List.of(
            new Hierarchy("/sys/fs/cgroup/cpu", List.of("cpu")),
            new Hierarchy("/sys/fs/cgroup/devices", List.of("devices")),
            new Hierarchy("/sys/fs/cgroup/memory", List.of("memory")),
            new Hierarchy("/sys/fs/cgroup/pids", List.of("pids"))));
  }

  /** The host before the start: its directories, and for exec the container's cgroups. */
  void prepare(Set<String> host) {
    host.addAll(
        List.of("/run", "/run/jaula", "/run/jaula/containers", SCRATCH, "/dev/null", NETWORK));
    if (isExec()) {
      host.add("/proc/99/ns/cgroup");
    }
    for (String root :
        isV2()
            ? List.of("/sys/fs/cgroup")
            : List.of(
                "/sys/fs/cgroup/cpu",
                "/sys/fs/cgroup/devices",
                "/sys/fs/cgroup/memory",
                "/sys/fs/cgroup/pids")) {
      host.addAll(List.of(root, root + "/jaula"));
      if (isExec()) {
        host.add(root + CGROUP);
      }
    }
  }

  Plan plan() {
    Spec spec = spec();
    if (isExec()) {
      List<String> tasks =
          isV2()
              ? List.of()
              : List.of(
                  "/sys/fs/cgroup/cpu" + CGROUP + "/tasks",
                  "/sys/fs/cgroup/pids" + CGROUP + "/tasks");
      String unified = isV2() ? "/sys/fs/cgroup" + CGROUP : null;
      return Planner.exec(
          new Planner.Target(99, ALL, unified, tasks, false, -1, true),
          spec.needProcess(),
          "filter");
    }
    HostFacts facts =
        new HostFacts(0, 0, true, -1, hierarchies(), new BasePath(CGROUP, ""), SCRATCH, List.of());
    return isOci() ? created(spec, facts) : Planner.start(spec, facts, "filter");
  }

  private static Plan created(Spec spec, HostFacts facts) {
    OciWishes wishes = new OciWishes("fake", false, true, Map.of());
    Spec plain = OciPlan.plain(spec, wishes);
    Plan plan = Planner.start(plain, facts, "filter", Lifetime.WAITING);
    return DeviceSteps.add(OciPlan.complete(plan, spec, facts, wishes), spec, facts);
  }

  private Spec spec() {
    String text =
        SPEC.replace("TERMINAL", this == TERMINAL ? "true" : "false")
            .replace("HOOKS", isOci() ? HOOKS : "")
            .replace("DEVICES", isOci() ? DEVICES : "");
    if (this == JOIN) {
      text = text.replace("\"network\"", "\"network\", \"path\": \"" + NETWORK + "\"");
    }
    return SpecReader.read(JsonParser.parse(text.getBytes(StandardCharsets.UTF_8)));
  }
}
