package dev.jaula.perform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jaula.linux.Kernel;
import dev.jaula.linux.Signals;
import dev.jaula.plan.Plan;
import dev.jaula.plan.Step;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who lives in cgroups: found, refused, signalled, left alone. */
class CgroupProcessesTest {
  private static final String OWN = "/c/x";

  private final TreeKernel kernel = new TreeKernel().directory("/c");
  private final Machine machine = Machine.of(new Kernel(kernel));

  private CgroupMaker maker() {
    return new CgroupMaker(machine, new Plan(List.of(), List.of(), 0));
  }

  private static Step.CreateCgroup create() {
    return new Step.CreateCgroup("/c", "/x", List.of());
  }

  @Test
  void aChildThatIsOccupiedIsFound() {
    kernel.cgroup(OWN, "").cgroup(OWN + "/y", "").cgroup(OWN + "/y/z", "7\n");
    CgroupMaker maker = maker();
    assertThatThrownBy(() -> maker.create(create(), 0)).hasMessageContaining("is not empty: /c/x");
    assertThat(maker.made()).isEmpty();
  }

  @Test
  void aThreadedChildThatIsOccupiedIsFound() {
    kernel.cgroup(OWN, "").directory(OWN + "/y").file(OWN + "/y/cgroup.threads", "7\n");
    assertThatThrownBy(() -> maker().create(create(), 0)).hasMessageContaining("is not empty");
  }

  /** What was there before stays, unless a service manager has made it for init. */
  @Test
  void onlyWhatWasMadeIsItsOwn() {
    CgroupMaker made = maker();
    made.create(create(), 0);
    assertThat(made.own()).containsExactly(OWN);
    kernel.cgroup(OWN, "");
    CgroupMaker adopted = maker();
    adopted.create(create(), 7);
    assertThat(adopted.made()).containsExactly(OWN);
    assertThat(adopted.adopted()).containsExactly(OWN);
    assertThat(adopted.own()).isEmpty();
    kernel.cgroup(OWN, "7\n");
    CgroupMaker entered = maker();
    entered.create(create(), 7);
    assertThat(entered.own()).containsExactly(OWN);
  }

  /** A v1 cpuset that an engine has filled is not filled again. */
  @Test
  void onlyAnEmptyCpusetInherits() {
    kernel.directory("/c/cpuset");
    kernel.file("/c/cpuset/cpuset.cpus", "0-3\n").file("/c/cpuset/cpuset.mems", "0\n");
    String own = "/c/cpuset/x";
    kernel.cgroup(own, "").file(own + "/cpuset.cpus", "1\n").file(own + "/cpuset.mems", "\n");
    maker().create(new Step.CreateCgroup("/c/cpuset", "/x", List.of()), 0);
    assertThat(kernel.writes).containsExactly(own + "/cpuset.mems = 0");
  }

  @Test
  void killGoesOnUntilThereIsNobodyNew() {
    kernel.cgroup(OWN, "7\n").cgroup(OWN + "/y", "8\n");
    kernel.signalled = pid -> kernel.file(OWN + "/y/cgroup.procs", pid == 8 ? "8\n9\n" : "8\n");
    new CgroupSignals(machine).send(List.of(OWN), Signals.SIGKILL);
    assertThat(kernel.signals).containsExactly("7 9", "8 9", "9 9");
  }

  @Test
  void killIsTheKernelsWhereItCan() {
    kernel.cgroup(OWN, "7\n").file(OWN + "/cgroup.kill", "").cgroup("/c/v1", "8\n");
    new CgroupSignals(machine).send(List.of(OWN, "/c/v1"), Signals.SIGKILL);
    assertThat(kernel.writes).containsExactly(OWN + "/cgroup.kill = 1");
    assertThat(kernel.signals).containsExactly("8 9");
    new CgroupSignals(machine).send(List.of(OWN), Signals.SIGTERM);
    assertThat(kernel.signals).containsExactly("8 9", "7 15");
  }

  @Test
  void unusedOnesAreRemovedAndNobodyIsKilled() {
    kernel.cgroup(OWN, "").cgroup(OWN + "/y", "").cgroup("/c/z", "").cgroup("/c/z/y", "7\n");
    new CgroupRemover(machine).removeUnused(List.of(OWN, "/c/z", "/c/gone"));
    assertThat(kernel.tree).doesNotContainKeys(OWN + "/", OWN + "/y/").containsKey("/c/z/y/");
    assertThat(kernel.signals).isEmpty();
  }

  /** On v2, by what the cgroup hands down. */
  @Test
  void afterAllProcessesHaveMovedBelowExecIsWhereTheFirstOneIs() {
    String own = "/sys/fs/cgroup/unified/x";
    kernel.cgroup(own, "").file(own + "/cgroup.subtree_control", "\n");
    kernel.cgroup(own + "/init", "7\n").file("/proc/7/cgroup", "1:cpu:/x\n0::/x/init\n");
    ExecPlace place = new ExecPlace(machine);
    assertThat(place.of(own, 7)).isEqualTo(own);
    kernel.file(own + "/cgroup.subtree_control", "hugetlb\n");
    assertThat(place.of(own, 7)).isEqualTo(own + "/init");
    assertThat(place.of("/sys/fs/cgroup/unified/gone", 7)).isEqualTo(own + "/init");
    assertThat(place.of(own, 8)).isEqualTo(own);
  }
}
