package dev.jaula.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jaula.cgroup.BasePath;
import dev.jaula.cgroup.Hierarchies;
import dev.jaula.cgroup.Hierarchy;
import dev.jaula.cgroup.Version;
import dev.jaula.json.JsonParser;
import dev.jaula.spec.Spec;
import dev.jaula.spec.SpecReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What is put into a plan for a config.json, as lines that one can read. */
class OciPlanTest {
  private static final String SPACES =
      "{\"type\": \"mount\"}, {\"type\": \"pid\"}, {\"type\": \"network\"}";

  private static final String PROCESS =
      """
      , "terminal": true, "consoleSize": {"height": 40, "width": 100}, "noNewPrivileges": true,
        "scheduler": {"policy": "SCHED_RR", "priority": 2}, "oomScoreAdj": 7,
        "ioPriority": {"class": "IOPRIO_CLASS_IDLE", "priority": 0},
        "execCPUAffinity": {"initial": "0", "final": "1-2"},
        "apparmorProfile": "box", "selinuxLabel": "a:b:c:s0"
      """;
  private static final String MOUNTS =
      mount("/a", "bind", "/s/a", "\"rbind\", \"ro\", \"rnosuid\", \"rshared\"")
          + mount("/b", "bind", "/s/b", "\"bind\", \"dev\", \"dest-nofollow\", \"src-nofollow\"")
          + mount("/c", "bind", "/s/c", "\"rbind\", \"ridmap=uids=0-5-1;gids=0-6-1\"")
          + mount("/link", "bind", "/s/link", "\"bind\", \"copy-symlink\"")
          + mount("/t", "tmpfs", "tmpfs", "\"tmpcopyup\", \"size=1m\", \"nosuid\"")
          + mount("/t", "none", "none", "\"remount\", \"bind\", \"ro\"")
          + mount("/o", "overlay", "/some/where", "\"lowerdir=/x\", \"rslave\"");

  private static Spec spec(String process, String mounts, String spaces, String linux) {
    String text =
        """
        {"ociVersion": "1.3.0", "root": {"path": "/r"},
         "process": {"cwd": "/", "args": ["sh"], "user": {"uid": 0, "gid": 0}%s},
         "mounts": [{"destination": "/proc", "type": "proc", "source": "proc"}%s],
         "linux": {"namespaces": [%s]%s}}
        """
            .formatted(process, mounts, spaces, linux);
    return SpecReader.read(JsonParser.parse(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static HostFacts facts(int uid) {
    Hierarchy unified = new Hierarchy("/sys/fs/cgroup", List.of());
    Hierarchies hierarchies = new Hierarchies(Version.V2, unified, List.of());
    return new HostFacts(
        uid, uid, true, -1, hierarchies, new BasePath("/c", ""), "/scratch", List.of());
  }

  private static List<String> start(Spec spec, int uid, Lifetime lifetime) {
    boolean listens = spec.linux().seccompListener() != null;
    OciWishes wishes = new OciWishes("id", true, listens, Map.of("/link", "to"));
    HostFacts facts = facts(uid);
    String key = listens ? "key" : null;
    Plan plan = Planner.start(OciPlan.plain(spec, wishes), facts, key, lifetime);
    return lines(OciPlan.complete(plan, spec, facts, wishes));
  }

  private static List<String> lines(Plan plan) {
    List<String> lines = new ArrayList<>();
    plan.caller().forEach(step -> lines.add("caller " + step));
    plan.init().forEach(step -> lines.add("init " + step));
    return lines;
  }

  private static String golden(String name) throws IOException {
    try (var stream = OciPlanTest.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void everythingInItsPlace() throws IOException {
    Spec spec =
        spec(
            PROCESS,
            MOUNTS,
            SPACES,
            """
            , "rootfsPropagation": "rshared", "netDevices": {"eth1": {"name": "net0"}},
             "intelRdt": {"memBwSchema": "MB:0=50"}, "personality": {"domain": "LINUX32"},
             "memoryPolicy": {"mode": "MPOL_BIND", "nodes": "0", "flags": ["MPOL_F_STATIC_NODES"]},
             "devices": [{"path": "/dev/own", "type": "c", "major": 1, "minor": 3, "uid": 5, "gid": 6}],
             "seccomp": {"defaultAction": "SCMP_ACT_ALLOW", "listenerPath": "/run/agent",
              "syscalls": [{"names": ["mkdir"], "action": "SCMP_ACT_NOTIFY"}]}
            """);
    assertThat(String.join("\n", start(spec, 0, Lifetime.WAITING)) + "\n")
        .isEqualTo(golden("oci-plan.txt"));
  }

  @Test
  void mountsHaveTheirLabelFromTheBeginningOrAtOnce() {
    String mounts =
        mount("/t", "tmpfs", "tmpfs", "\"mode=700\"")
            + mount("/s", "sysfs", "sysfs", "\"ro\"")
            + mount("/q", "mqueue", "mqueue", "\"nosuid\"")
            + mount("/b", "bind", "/s/b", "\"bind\"");
    Spec spec = spec("", mounts, SPACES, ", \"mountLabel\": \"a:b:c:s0:c1,c2\"");
    List<String> steps = start(spec, 0, Lifetime.ALONE);
    assertThat(steps)
        .filteredOn(line -> line.contains("a:b:c:s0:c1,c2"))
        .hasSize(2)
        .anyMatch(line -> line.contains("data=mode=700,context=\"a:b:c:s0:c1,c2\""));
    int label = steps.indexOf("init OciInit[step=LabelMount[target=/q, label=a:b:c:s0:c1,c2]]");
    assertThat(label).isPositive();
    assertThat(steps.get(label - 1)).contains("Mount[type=mqueue", "target=/q");
  }

  @Test
  void aFurtherProcessInheritsWhatItsCallerTakesOn() throws IOException {
    Spec spec = spec(PROCESS, "", SPACES, "");
    Planner.Target target =
        new Planner.Target(9, List.of(), null, List.of("/cg/tasks"), false, -1, true);
    Plan plan = Planner.exec(target, spec.needProcess(), null);
    OciWishes wishes = new OciWishes("id", true, false, Map.of());
    Plan whole = OciPlan.exec(plan, spec.needProcess(), spec, wishes);
    assertThat(String.join("\n", lines(whole)) + "\n").isEqualTo(golden("oci-exec.txt"));
  }

  @Test
  void aJoinedMountNamespaceKeepsItsRoot() {
    Spec spec = spec("", MOUNTS, "{\"type\": \"mount\", \"path\": \"/proc/9/ns/mnt\"}", "");
    assertThat(start(spec, 0, Lifetime.ALONE))
        .noneMatch(
            line -> line.contains("Mount[") || line.contains("Root") || line.contains("Tree"))
        .anyMatch(line -> line.contains("type=MOUNT, path=/proc/9/ns/mnt"));
  }

  @Test
  void whatWouldChangeTheHostIsRefused() {
    refused("", "", "{\"type\": \"pid\"}", "", 0, "needs a mount namespace");
    refused("", "", SPACES, ", \"netDevices\": {\"eth1\": {}}", 1000, "only root");
    String joined = "{\"type\": \"mount\"}";
    refused("", "", joined, ", \"netDevices\": {\"eth1\": {}}", 0, "need a network namespace");
    Spec named = spec("", "", joined, "");
    Spec renames =
        new Spec(
            "1.3.0",
            named.process(),
            named.root(),
            "name",
            null,
            named.mounts(),
            null,
            named.linux(),
            Map.of());
    assertThatThrownBy(() -> start(renames, 0, Lifetime.ALONE))
        .hasMessageContaining("hostname: would rename the host");
  }

  @Test
  void mountsThatTheKernelOrSecurityForbids() {
    String large = "\"" + "x".repeat(4096) + "\"";
    refused("", mount("/t", "tmpfs", "tmpfs", large), SPACES, "", 0, "CVE-2021-43784");
    refused("", mount("/proc/sys", "bind", "/s", ""), SPACES, "", 0, "it is inside /proc");
    refused("", mount("/proc", "tmpfs", "tmpfs", ""), SPACES, "", 0, "it is not of type proc");
    refused("", mount("/d", "bind", "/s", "\"idmap\""), SPACES, "", 0, "idmap needs a mapping");
    refused("", mount("/d", "proc", "proc", "\"tmpcopyup\""), SPACES, "", 0, "type tmpfs only");
    assertThat(
            start(spec("", mount("/proc/uptime", "bind", "/s", ""), SPACES, ""), 0, Lifetime.ALONE))
        .anyMatch(line -> line.contains("target=/proc/uptime"));
  }

  @Test
  void eachStepExplainsItselfInBothLanguages() {
    Spec spec = spec(PROCESS, MOUNTS, SPACES, ", \"netDevices\": {\"eth1\": {}}, \"intelRdt\": {}");
    OciWishes wishes = new OciWishes("id", true, false, Map.of("/link", "to"));
    Plan plan =
        OciPlan.complete(
            Planner.start(OciPlan.plain(spec, wishes), facts(0), null, Lifetime.ALONE),
            spec,
            facts(0),
            wishes);
    for (Step.Init step : plan.init()) {
      Explanation words = Explainer.explain(step);
      assertThat(words.en()).as(step.toString()).isNotEmpty().isNotEqualTo(words.pt());
      assertThat(words.shell()).as(step.toString()).isNotEmpty();
    }
  }

  private static String mount(String target, String type, String source, String options) {
    return ", {\"destination\": \"%s\", \"type\": \"%s\", \"source\": \"%s\", \"options\": [%s]}"
        .formatted(target, type, source, options);
  }

  private static void refused(
      String process, String mounts, String spaces, String linux, int uid, String words) {
    Spec spec = spec(process, mounts, spaces, linux);
    assertThatThrownBy(() -> start(spec, uid, Lifetime.ALONE))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining(words);
  }
}
