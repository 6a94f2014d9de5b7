package dev.jaula.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jaula.linux.Errno;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperationsTest {
  @TempDir Path root;

  private final List<String> signals = new ArrayList<>();

  private Hierarchies detect(CgroupFiles files) {
    return Hierarchies.detect(files, root.toString());
  }

  private List<String> log(TreeFiles files) {
    return files.log.stream().map(l -> l.replace(root + "/", "")).toList();
  }

  @Test
  void v2HandsControllersDownThePath() {
    TreeFiles files = Trees.v2(root);
    Trees.put(root.resolve("cgroup.subtree_control"), "cpu\n");
    new Cgroups(files, detect(files)).create("/x", List.of("cpu", "memory", "blkio", "cpuacct"));
    assertThat(log(files)).containsExactly("cgroup.subtree_control = +memory +io", "mkdir x");
  }

  @Test
  void v1MakesTheCgroupInEachHierarchyAndFillsCpusets() {
    TreeFiles files = Trees.v1(root, true, "cpu,cpuacct", "memory", "cpuset");
    Cgroups cgroups = new Cgroups(files, detect(files));
    cgroups.create("/a/b", List.of("cpu", "cpuacct", "cpuset"));
    assertThat(log(files))
        .containsExactly(
            "mkdir cpu,cpuacct/a",
            "mkdir cpu,cpuacct/a/b",
            "mkdir cpuset/a",
            "mkdir cpuset/a/b",
            "cpuset/a/cpuset.cpus = 0-1",
            "cpuset/a/cpuset.mems = 0",
            "cpuset/a/b/cpuset.cpus = 0-1",
            "cpuset/a/b/cpuset.mems = 0");
    assertThat(cgroups.tree("/")).containsExactly("/", "/a", "/a/b");
    assertThatThrownBy(() -> cgroups.create("/a", List.of("memori")))
        .hasMessage(
            "memori: no such cgroup controller here; there are cpu, cpuacct, cpuset, memory");
  }

  @Test
  void anAbsentControllerIsSaidOnV2() {
    TreeFiles files = Trees.v2(root);
    assertThatThrownBy(() -> new Cgroups(files, detect(files)).create("/x", List.of("rdma")))
        .hasMessageStartingWith("rdma: no such cgroup controller in")
        .hasMessageEndingWith("there are cpuset, cpu, io, memory, hugetlb, pids");
  }

  @Test
  void joiningWritesZeroToTasksOnV1AndToProcsOnV2() {
    TreeFiles files = Trees.v1(root, false, "cpu", "memory");
    Cgroups cgroups = new Cgroups(files, detect(files));
    cgroups.create("/x", List.of());
    files.log.clear();
    cgroups.join(ControllerPath.parse("x"));
    cgroups.classify(ControllerPath.parse("memory:x"), 42);
    assertThat(log(files))
        .containsExactly("cpu/x/tasks = 0", "memory/x/tasks = 0", "memory/x/cgroup.procs = 42");
    assertThatThrownBy(() -> cgroups.join(ControllerPath.parse("y")))
        .hasMessage("/y: no such cgroup; see: jaula cgroup list");
  }

  private ProcessControl control(Runnable onKill) {
    return new ProcessControl() {
      @Override
      public int signal(int pid, int signal) {
        signals.add(signal + " to " + pid);
        onKill.run();
        return 0;
      }

      @Override
      public void pause(int milliseconds) {}
    };
  }

  @Test
  void killingOnV1ThawsAfterTheSignal() {
    TreeFiles files = Trees.v1(root, false, "cpu", "freezer");
    Hierarchies h = detect(files);
    new Cgroups(files, h).create("/x", List.of());
    Trees.put(root.resolve("freezer/x/cgroup.procs"), "7\n0\n");
    files.log.clear();
    Runnable end = () -> Trees.put(root.resolve("freezer/x/cgroup.procs"), "");
    assertThat(new Ending(files, h, control(end)).kill("/x")).isTrue();
    assertThat(signals).containsExactly("9 to 7");
    assertThat(log(files))
        .containsExactly("freezer/x/freezer.state = FROZEN", "freezer/x/freezer.state = THAWED");
  }

  @Test
  void killingOnV2IsOneWrite() {
    TreeFiles files = Trees.v2(root);
    files.mkdir(root + "/x");
    files.log.clear();
    assertThat(new Ending(files, detect(files), control(() -> {})).kill("/x")).isTrue();
    assertThat(log(files)).containsExactly("x/cgroup.kill = 1");
    assertThatThrownBy(() -> new Ending(files, detect(files), control(() -> {})).kill("/"))
        .hasMessageStartingWith("/: the root cgroup holds the whole system");
  }

  @Test
  void deletingNeedsAWordForWhatIsBelow() {
    TreeFiles files = Trees.v2(root);
    Hierarchies h = detect(files);
    new Cgroups(files, h).create("/a/b/c", List.of());
    files.log.clear();
    Ending ending = new Ending(files, h, control(() -> {}));
    assertThatThrownBy(() -> ending.delete(ControllerPath.parse("a"), false))
        .hasMessage("/a: has cgroups below it (b); delete them too with -r");
    ending.delete(ControllerPath.parse("a"), true);
    assertThat(log(files)).containsExactly("rmdir a/b/c", "rmdir a/b", "rmdir a");
  }

  @Test
  void aCgroupWithControllersBelowHoldsNoProcesses() {
    TreeFiles files =
        new TreeFiles() {
          @Override
          public int write(String path, String value) {
            return -Errno.EBUSY;
          }
        };
    files.types.put(root.toString(), Hierarchies.CGROUP2_MAGIC);
    Trees.populate(root.resolve("x"), "cgroup.procs");
    Cgroups cgroups = new Cgroups(files, detect(files));
    for (Runnable move :
        List.<Runnable>of(
            () -> cgroups.join(ControllerPath.parse("x")),
            () -> cgroups.classify(ControllerPath.parse("x"), 1))) {
      assertThatThrownBy(move::run)
          .hasMessageStartingWith("/x: hands controllers to the cgroups below it")
          .hasMessageEndingWith("name one of those below");
    }
  }

  @Test
  void aBusyCgroupIsTriedAgainThenTold() {
    TreeFiles files =
        new TreeFiles() {
          @Override
          public int rmdir(String path) {
            log.add("try");
            return -Errno.EBUSY;
          }
        };
    files.types.put(root.toString(), Hierarchies.CGROUP2_MAGIC);
    Trees.populate(root.resolve("x"), "cgroup.procs");
    Trees.put(root.resolve("x/cgroup.procs"), "12\n13\n");
    Ending ending = new Ending(files, detect(files), control(() -> {}));
    assertThatThrownBy(() -> ending.delete(ControllerPath.parse("x"), false))
        .hasMessage("/x: still has processes [12, 13]; end them with: jaula cgroup kill /x");
    assertThat(files.log).hasSizeGreaterThan(5);
  }

  @Test
  void dryRunTellsTheCommandsAndTouchesNothing() {
    TreeFiles files = Trees.v2(root);
    List<String> commands = new ArrayList<>();
    ExplainedFiles dry = new ExplainedFiles(files, true, commands::add);
    Hierarchies h = detect(files);
    new Cgroups(dry, h).create("/x y", List.of("cpu"));
    new Writer(dry).apply("/x y", new KeyWrites(h, k -> null).of("cpu.max", "20%"));
    assertThat(commands)
        .containsExactly(
            "echo +cpu > " + root + "/cgroup.subtree_control",
            "mkdir \"" + root + "/x y\"",
            "echo \"20000 100000\" > \"" + root + "/x y/cpu.max\"");
    assertThat(files.log).isEmpty();
  }

  @Test
  void pairedLimitsAreTriedAgainInTheOtherOrder() {
    List<String> order = new ArrayList<>();
    TreeFiles files =
        new TreeFiles() {
          @Override
          public int write(String path, String value) {
            boolean early = path.endsWith("memory.limit_in_bytes") && order.isEmpty();
            order.add(path.substring(path.lastIndexOf('/') + 1));
            if (early) {
              order.set(0, "refused");
            }
            return early ? -Errno.EINVAL : 0;
          }
        };
    Resources more = Resources.builder().memoryLimit(9L).memorySwap(9L).build();
    new Writer(files).apply("/x", Plan.writes(PlanTest.v1("memory"), more));
    assertThat(order)
        .containsExactly("refused", "memory.memsw.limit_in_bytes", "memory.limit_in_bytes");
  }

  @Test
  void aFileThatTheKernelLacksIsExplained() {
    TreeFiles files = Trees.v1(root, false, "blkio");
    Hierarchies h = detect(files);
    Resources weight = Resources.builder().ioWeight(10L).build();
    assertThatThrownBy(() -> new Writer(files).apply("/", Plan.writes(h, weight)))
        .hasMessageStartingWith("--blkio-weight: this kernel has no blkio weight on v1");
  }

  @Test
  void whatIsOptionalIsLeftOutWhereTheKernelLacksIt() {
    TreeFiles files =
        new TreeFiles() {
          @Override
          public int write(String path, String value) {
            boolean lacks = path.endsWith("memory.swap.max") || path.contains(".rsvd.");
            log.add(path.substring(path.lastIndexOf('/') + 1) + (lacks ? " lacks" : ""));
            return lacks ? -Errno.ENOENT : 0;
          }
        };
    Resources.Builder limits = Resources.builder().memoryLimit(8L).memorySwap(8L);
    limits.hugepages(new Resources.Hugepages("2MB", 0));
    new Writer(files).apply("/x", Plan.writes(PlanTest.V2, limits.build()));
    assertThat(files.log)
        .containsExactly(
            "memory.max", "memory.swap.max lacks", "hugetlb.2MB.max", "hugetlb.2MB.rsvd.max lacks");
  }
}
