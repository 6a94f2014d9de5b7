package dev.jaula.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** linux.resources, linux.cgroupsPath and cgroup mounts, as the OCI spec has them, as root. */
class OciCgroupTest {
  private static final Path TREE = Path.of("/sys/fs/cgroup");
  private static final boolean UNIFIED = Files.exists(TREE.resolve("cgroup.controllers"));
  private static final String DENY = "{\"allow\": false, \"access\": \"rwm\"}";

  @TempDir private Path folder;
  private OciBundle bundle;
  private String id;

  @BeforeEach
  void prepare() throws IOException {
    Needs.root();
    bundle = new OciBundle(folder);
    id = Box.name("oci");
  }

  @AfterEach
  void remove() {
    if (bundle != null) {
      bundle.delete(id);
    }
  }

  /** Members of resources; then controller, file and content on v1, and on v2. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"cpu\":{\"shares\":1024}|cpu|cpu.shares|1024|cpu.weight|100",
        "\"cpu\":{\"quota\":-1,\"period\":50000}|cpu|cpu.cfs_period_us|50000|cpu.max|max 50000",
        "\"cpu\":{\"quota\":50000,\"burst\":10000}|cpu|cpu.cfs_burst_us|10000|cpu.max.burst|10000",
        "\"cpu\":{\"idle\":1}|cpu|cpu.idle|1|cpu.idle|1",
        "\"cpu\":{\"cpus\":\"0\",\"mems\":\"0\"}|cpuset|cpuset.cpus|0|cpuset.cpus|0",
        "\"memory\":{\"limit\":33554432}|memory|memory.limit_in_bytes|33554432|memory.max|33554432",
        "\"memory\":{\"reservation\":16777216}|memory|memory.soft_limit_in_bytes|16777216|memory.low|16777216",
        "\"pids\":{\"limit\":20}|pids|pids.max|20|pids.max|20",
        "\"pids\":{\"limit\":-1}|pids|pids.max|max|pids.max|max",
      })
  void aLimitIsInItsFile(
      String members, String controller, String file, String legacy, String v2, String unified)
      throws IOException {
    bundle.linux(", \"cgroupsPath\": \"/" + id + "\", \"resources\": {" + members + "}");
    assertThat(bundle.detached(id).err()).isEmpty();
    Path path =
        UNIFIED ? TREE.resolve(id).resolve(v2) : TREE.resolve(controller + "/" + id + "/" + file);
    assertThat(Files.readString(path).strip()).isEqualTo(UNIFIED ? unified : legacy);
    bundle.delete(id);
    assertThat(path.getParent()).doesNotExist();
  }

  @Test
  void devicesThatAreNotAllowedCannotBeOpened() throws IOException {
    bundle.resources("\"devices\": [" + DENY + "]");
    String line = "mknod /dev/k c 1 11 && mknod /dev/n c 1 3 && echo x > /dev/n && echo x > /dev/k";
    Program.Result result = bundle.sh(id, line);
    assertThat(result.err()).contains("can't create /dev/k: Operation not permitted");
    assertThat(result.exit()).isEqualTo(1);
  }

  /** Of two rules for the same the later one holds. */
  @ParameterizedTest
  @CsvSource({"false, true, written", "true, false, refused"})
  void devicesAreAllowedInTheOrderOfTheRules(boolean first, boolean second, String said)
      throws IOException {
    String rule =
        "{\"allow\": %s, \"type\": \"c\", \"major\": 1, \"minor\": 11, \"access\": \"w\"}";
    bundle.resources(
        "\"devices\": ["
            + DENY
            + ", "
            + rule.formatted(first)
            + ", "
            + rule.formatted(second)
            + "]");
    String line = "mknod /dev/k c 1 11; true > /dev/k && echo written || echo refused";
    assertThat(bundle.sh(id, line).text()).isEqualTo(said);
  }

  @Test
  void aPrivilegedContainerMayUseAllDevices() throws IOException {
    String all = "{\"allow\": true, \"type\": \"a\", \"access\": \"rwm\"}";
    bundle.resources("\"devices\": [" + DENY + ", " + all + "]");
    assertThat(bundle.sh(id, "mknod /dev/k c 1 11; : > /dev/k && echo written").text())
        .isEqualTo("written");
  }

  /** What is asked for, and what the one line of the error begins with. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"unified\":{\"memory.nonsense\":\"1\"}|linux.resources.unified[\"memory.nonsense\"]|v2",
        "\"memory\":{\"limit\":33554432,\"swap\":1024}|linux.resources.memory.swap|both",
        "\"network\":{\"classID\":17}|linux.resources.network.classID|both",
        "\"rdma\":{\"mlx4_0\":{\"hcaHandles\":2}}|linux.resources.rdma|both",
        "\"memory\":{\"disableOOMKiller\":true}|linux.resources.memory.disableOOMKiller|v2",
        "\"memory\":{\"swap\":1024}|linux.resources.memory.swap|both",
        "\"cpu\":{\"cpus\":\"4095\"}|linux.resources.cpu.cpus|both",
      })
  void whatCannotBeKeptIsOneErrorWithItsPlace(String members, String path, String where)
      throws IOException {
    Assumptions.assumeTrue(UNIFIED || where.equals("both"), "needs v2");
    bundle.resources(members);
    Program.Result result = bundle.detached(id);
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).contains(path + ": ").hasLineCount(1);
    assertThat(bundle.runtime("state", id).err()).contains("does not exist");
  }

  @Test
  void anEmptyCgroupIsTakenAndAPopulatedOneIsNot() throws IOException {
    Path own = (UNIFIED ? TREE : TREE.resolve("pids")).resolve(id);
    bundle.linux(", \"cgroupsPath\": \"" + id + "\"");
    Files.createDirectory(own);
    assertThat(bundle.sh(id, "true").exit()).isZero();
    assertThat(own).as("what was there before is not the container's to remove").exists();
    Files.delete(own);
    assertThat(bundle.detached(id).exit()).isZero();
    Program.Result second = bundle.runtime("run", "--bundle", folder.toString(), id + "-2");
    assertThat(second.exit()).isEqualTo(1);
    assertThat(second.err()).contains("container's cgroup is not empty: ");
    assertThat(bundle.runtime("state", id).out()).contains("\"running\"");
  }

  /** Neither with what somebody else has in there, nor, after that, anything in it. */
  @Test
  void aCgroupThatWasThereIsNeitherSharedNorCleared() throws IOException {
    Path own = (UNIFIED ? TREE : TREE.resolve("pids")).resolve(id);
    bundle.linux(", \"cgroupsPath\": \"" + id + "\"");
    Path below = Files.createDirectories(own.resolve("theirs/deep"));
    Process theirs = new ProcessBuilder("sleep", "1000").start();
    try {
      Files.writeString(below.resolve("cgroup.procs"), Long.toString(theirs.pid()));
      Program.Result refused = bundle.detached(id);
      assertThat(refused.exit()).isEqualTo(1);
      assertThat(refused.err()).contains("container's cgroup is not empty: " + own);
      bundle.delete(id);
      Files.writeString(
          TREE.resolve(UNIFIED ? "" : "pids").resolve("cgroup.procs"), "" + theirs.pid());
      assertThat(bundle.detached(id).err()).isEmpty();
      Files.writeString(below.resolve("cgroup.procs"), Long.toString(theirs.pid()));
      assertThat(bundle.runtime("kill", id, "KILL").err()).isEmpty();
      assertThat(bundle.runtime("delete", "--force", id).err()).isEmpty();
      assertThat(theirs.isAlive()).isTrue();
      assertThat(below).exists();
    } finally {
      bundle.delete(id);
      theirs.destroyForcibly().onExit().join();
      for (Path left : List.of(below, below.getParent(), own)) {
        Files.deleteIfExists(left);
      }
    }
  }

  /** Two bundles may name one cgroup: a container is deleted, not who came after it. */
  @Test
  void whoTookTheCgroupOfAStoppedContainerLivesOn() throws IOException {
    Path own = (UNIFIED ? TREE : TREE.resolve("pids")).resolve(id);
    String other = id + "-2";
    bundle.linux(", \"cgroupsPath\": \"" + id + "\"");
    assertThat(bundle.detached(id).err()).isEmpty();
    assertThat(bundle.runtime("kill", id, "KILL").err()).isEmpty();
    Leftovers.await(() -> bundle.runtime("state", id).out().contains("\"stopped\""));
    try {
      assertThat(bundle.detached(other).err()).isEmpty();
      assertThat(bundle.runtime("kill", "--all", id, "KILL").err()).isEmpty();
      Program.Result busy = bundle.runtime("delete", id);
      assertThat(busy.exit()).isEqualTo(1);
      assertThat(busy.err()).contains("device or resource busy");
      assertThat(bundle.runtime("state", other).out()).contains("\"running\"");
    } finally {
      bundle.delete(other);
    }
    assertThat(bundle.runtime("delete", id).err()).isEmpty();
    assertThat(own).doesNotExist();
  }

  @Test
  void killAllEndsWhatForksMeanwhile() throws IOException {
    bundle.namespaces("{\"type\": \"mount\"}").linux(", \"cgroupsPath\": \"" + id + "\"");
    bundle.background(id, "while :; do sh -c 'sleep 1000 & sleep 1000 &' & sleep 0.01; done");
    Path own = (UNIFIED ? TREE : TREE.resolve("pids")).resolve(id);
    Leftovers.await(() -> Files.readString(own.resolve("cgroup.procs")).lines().count() > 9);
    assertThat(bundle.runtime("kill", "--all", id, "KILL").err()).isEmpty();
    Leftovers.await(() -> Files.readString(own.resolve("cgroup.procs")).isEmpty());
  }

  @Test
  void aFrozenCgroupIsRefused() throws IOException {
    Path own = (UNIFIED ? TREE : TREE.resolve("freezer")).resolve(id);
    String file = UNIFIED ? "cgroup.freeze" : "freezer.state";
    Files.createDirectory(own);
    try {
      Files.writeString(own.resolve(file), UNIFIED ? "1" : "FROZEN");
      Program.Result result = bundle.linux(", \"cgroupsPath\": \"/" + id + "\"").detached(id);
      assertThat(result.exit()).isEqualTo(1);
      assertThat(result.err()).contains("container's cgroup unexpectedly frozen: ");
      assertThat(own).exists();
    } finally {
      Files.writeString(own.resolve(file), UNIFIED ? "0" : "THAWED");
      Files.deleteIfExists(own);
    }
  }

  @ParameterizedTest
  @CsvSource({"/../x", "a/../../x", "/"})
  void aPathThatLeadsOutIsRefused(String path) throws IOException {
    Program.Result result = bundle.linux(", \"cgroupsPath\": \"" + path + "\"").detached(id);
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).contains(path);
  }

  @Test
  void withoutACgroupNamespaceTheContainerSeesItsOwnPart() throws IOException {
    Assumptions.assumeFalse(UNIFIED, "needs v1");
    bundle.mounts(
        ", {\"destination\": \"/sys/fs/cgroup\", \"type\": \"cgroup\", \"source\": \"cgroup\","
            + " \"options\": [\"nosuid\", \"noexec\", \"nodev\", \"ro\"]}");
    String line =
        "cat /sys/fs/cgroup/pids/cgroup.procs; mkdir /sys/fs/cgroup/pids/x 2>&1;"
            + " touch /sys/fs/cgroup/x 2>&1";
    Program.Result result = bundle.sh(id, line);
    assertThat(result.out().lines().toList().get(0)).isEqualTo("1");
    assertThat(result.out().lines().filter(l -> l.contains("Read-only file system"))).hasSize(2);
  }

  /** The v2 tree that offers the controller, which the host hands down from its root, or not. */
  private static Path huge(boolean handedDown) throws IOException {
    Path unified = UNIFIED ? TREE : TREE.resolve("unified");
    Path offered = unified.resolve("cgroup.controllers");
    Assumptions.assumeTrue(
        Files.exists(offered) && Files.readString(offered).contains("hugetlb"), "needs hugetlb");
    boolean isHandedDown =
        Files.readString(unified.resolve("cgroup.subtree_control")).contains("hugetlb");
    Assumptions.assumeTrue(
        isHandedDown == handedDown,
        "needs hugetlb "
            + (handedDown ? "" : "not ")
            + "in "
            + unified
            + "/cgroup.subtree_control");
    return unified;
  }

  private void limitHugePages() {
    bundle.linux(
        ", \"cgroupsPath\": \"/"
            + id
            + "\", \"resources\": {\"hugepageLimits\": [{\"pageSize\": \"2MB\", \"limit\":"
            + " 4194304}]}");
  }

  /** In the machine of ./test vm too, see 31-cgroup-owner. */
  @Test
  void hugePagesAreLimitedWhereTheControllerIs() throws IOException {
    Path unified = huge(true);
    limitHugePages();
    assertThat(bundle.detached(id).err()).isEmpty();
    Path own = unified.resolve(id);
    assertThat(Files.readString(own.resolve("hugetlb.2MB.max")).strip()).isEqualTo("4194304");
    assertThat(Files.readString(own.resolve("hugetlb.2MB.rsvd.max")).strip()).isEqualTo("4194304");
    assertThat(Files.readString(own.resolve("cgroup.procs"))).isNotEmpty();
    bundle.delete(id);
    assertThat(own).doesNotExist();
  }

  /** While v2 hands a controller down, nobody can mount it on v1 (cgroup-v2.rst, "Mounting"). */
  @Test
  void onAHybridHostNothingIsHandedDownForIt() throws IOException {
    Assumptions.assumeFalse(UNIFIED, "needs v1 and v2");
    Path unified = huge(false);
    limitHugePages();
    Program.Result result = bundle.detached(id);
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err())
        .startsWith("jaula-runtime: linux.resources.hugepageLimits: ")
        .endsWith("try: echo +hugetlb > /sys/fs/cgroup/unified/cgroup.subtree_control\n")
        .hasLineCount(1);
    assertThat(Files.readString(unified.resolve("cgroup.subtree_control"))).isBlank();
  }

  @Test
  void withoutAManagerThereIsNoCgroup() throws IOException {
    bundle.detached("none");
    bundle.delete("none");
    Program.Result result =
        bundle.runtime(
            "--cgroup-manager", "disabled", "run", "-d", "--bundle", folder.toString(), id);
    assertThat(result.exit()).isZero();
    assertThat(Files.readString(Path.of("/proc/" + bundle.pid(id) + "/cgroup"))).doesNotContain(id);
  }
}
