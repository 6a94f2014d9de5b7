package dev.jaula.perform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jaula.linux.Kernel;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Of those who live in a cgroup, children of ours are ended, with whom they leave behind. */
class OffspringTest {
  private static final String OWN = "/c/x";

  private final TreeKernel kernel = new TreeKernel().directory("/c");
  private final Machine machine = Machine.of(new Kernel(kernel));

  private void process(int pid, String name, int parent) {
    kernel.file("/proc/" + pid + "/stat", pid + " (" + name + ") S " + parent + " 1 1 0\n");
  }

  @Test
  void othersGoOn() {
    int self = machine.processes().id();
    kernel.cgroup(OWN, "7\n8\n9\n").cgroup(OWN + "/y", "10\n");
    process(7, "first", self);
    process(8, "others) S " + self + " ", 1);
    process(9, "orphan", 7);
    process(10, "a) b", self);
    kernel.signalled =
        pid -> {
          if (pid == 7) {
            process(9, "orphan", self);
            kernel.file(OWN + "/cgroup.procs", "8\n9\n");
          } else if (pid == 9) {
            kernel.file(OWN + "/cgroup.procs", "8\n");
          } else {
            kernel.file(OWN + "/y/cgroup.procs", "");
          }
        };
    Offspring.adopt(machine).end(7, List.of(OWN));
    assertThat(kernel.signals).containsExactly("7 9", "9 9", "10 9");
  }

  @Test
  void theFirstProcessAloneWhenAllEndsWithIt() {
    kernel.cgroup(OWN, "8\n");
    process(8, "own", machine.processes().id());
    Offspring.adopt(machine).end(7, List.of());
    assertThat(kernel.signals).containsExactly("7 9");
  }
}
