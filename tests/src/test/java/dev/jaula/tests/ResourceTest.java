package dev.jaula.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each resource option leaves in the cgroup's files, on cgroup v1 and v2. */
class ResourceTest {
  private static final boolean UNIFIED = Files.exists(Path.of("/sys/fs/cgroup/cgroup.controllers"));

  @BeforeEach
  void needsRoot() {
    Needs.root();
  }

  /** Options; then file and content on v1, and on v2. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--cpus 0.2 | cpu/cpu.cfs_quota_us | 20000 | cpu.max | 20000 100000",
        "--cpus 1.5 | cpu/cpu.cfs_quota_us | 150000 | cpu.max | 150000 100000",
        "--cpu-period 50000 --cpu-quota 10000 | cpu/cpu.cfs_period_us | 50000 | cpu.max | 10000 50000",
        "--cpu-shares 512 | cpu/cpu.shares | 512 | cpu.weight | 59",
        "--cpu-weight 50 | cpu/cpu.shares | 421 | cpu.weight | 50",
        "--cpuset-cpus 0 | cpuset/cpuset.cpus | 0 | cpuset.cpus | 0",
        "--cpuset-mems 0 | cpuset/cpuset.mems | 0 | cpuset.mems | 0",
        "--memory 48M | memory/memory.limit_in_bytes | 50331648 | memory.max | 50331648",
        "--memory 1g | memory/memory.limit_in_bytes | 1073741824 | memory.max | 1073741824",
        "--memory-reservation 32M | memory/memory.soft_limit_in_bytes | 33554432 | memory.low | 33554432",
        "--memory 48M --memory-swap 64M | memory/memory.limit_in_bytes | 50331648 | memory.swap.max | 16777216",
        "--memory 48M | memory/memory.memsw.limit_in_bytes | 100663296 | memory.swap.max | 50331648",
        "--memory 48M --memory-swap 0 | memory/memory.memsw.limit_in_bytes | 100663296 | memory.swap.max | 50331648",
        "--memory 48M --memory-swap 48M | memory/memory.memsw.limit_in_bytes | 50331648 | memory.swap.max | 0",
        "--memory 48M --memory-swap -1 | memory/memory.memsw.limit_in_bytes | 9223372036854771712 | memory.swap.max | max",
        "--memory-swap -1 | memory/memory.memsw.limit_in_bytes | 9223372036854771712 | memory.swap.max | max",
        "--memory 48M --cgroup-conf memory.max=60M | memory/memory.limit_in_bytes | 62914560 | memory.max | 62914560",
        "--pids-limit 33 | pids/pids.max | 33 | pids.max | 33",
        "--pids-limit -1 | pids/pids.max | max | pids.max | max",
        "--cgroup-conf pids.max=44 | pids/pids.max | 44 | pids.max | 44",
        "--cgroup-conf memory.max=20M | memory/memory.limit_in_bytes | 20971520 | memory.max | 20971520"
      })
  void isWritten(
      String options, String legacyFile, String legacy, String unifiedFile, String unified) {
    String file = UNIFIED ? unifiedFile : legacyFile;
    assertThat(Box.prints(options, "cat /sys/fs/cgroup/" + file))
        .isEqualTo(UNIFIED ? unified : legacy);
  }

  @Test
  void theGroupIsMadeUnderTheParentThatIsNamed() {
    String name = Box.name("parent");
    Box.start("--cgroup-parent jaula-test-parent --memory 48M", name, "sleep 1000");
    try {
      String pid = Box.text(Jaula.CALLER.run("inspect", "--format", ".state.pid", name));
      assertThat(Program.of("cat", "/proc/" + pid + "/cgroup").run().out())
          .contains("/jaula-test-parent/" + name);
    } finally {
      Box.remove(name);
      Program.of(
              "sh",
              "-c",
              "rmdir /sys/fs/cgroup/jaula-test-parent /sys/fs/cgroup/*/jaula-test-parent")
          .run();
    }
  }

  @Test
  void theLimitsHold() {
    Program.Result bomb =
        Box.run("--pids-limit 8", "for i in 1 2 3 4 5 6 7 8 9 10 11 12; do sleep 5 & done");
    assertThat(bomb.exit()).isNotZero();
    assertThat(bomb.err()).contains("fork");
    String busy =
        "i=0; while [ $i -lt 400000 ]; do i=$((i+1)); done; cat /sys/fs/cgroup/"
            + (UNIFIED ? "cpu.stat" : "cpu/cpu.stat");
    assertThat(Box.prints("--cpus 0.2", busy)).containsPattern("nr_throttled [1-9]");
  }

  @Test
  void aMemoryEaterIsKilledAndOthersAreNot() {
    String eater = "x=0123456789abcdef; while [ ${#x} -lt 67108864 ]; do x=$x$x; done";
    String script = "sh -c '" + eater + "'; echo $?; echo still here";
    Program.Result result = Box.run("--memory 16M --memory-swap 16M --init", script);
    assertThat(result.out()).contains("137\nstill here");
  }

  /** With the last container that ran for longer than a blink; here in a place of its own. */
  @Test
  void theParentIsGoneAfterwards() throws Exception {
    String place = Box.name("place");
    Path parent = Path.of("/sys/fs/cgroup", UNIFIED ? "" : "memory", place, "jaula");
    try {
      Box.prints("--cgroup-parent " + place + "/jaula", "true");
      assertThat(parent).exists();
      Box.prints("--cgroup-parent " + place + "/jaula", "sleep 1.5");
      assertThat(parent).doesNotExist();
      assertThat(parent.getParent()).exists();
    } finally {
      String left = "find /sys/fs/cgroup -depth -type d -path '*/PLACE*' -exec rmdir {} +";
      Program.of("sh", "-c", left.replace("PLACE", place)).run();
    }
  }

  /** The parents come and go below those that start. */
  @Test
  void aStartMayMeetTheEndOfTheLast() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<Program.Result>> runs = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        String name = Box.name("meet" + i);
        runs.add(
            threads.submit(() -> {
              Box.start("--rm=false --memory 48M", name, "true");
              return Jaula.CALLER.run("rm", "-f", name);
            }));
      }
      for (Future<Program.Result> run : runs) {
        assertThat(run.get().exit()).as(run.get().err()).isZero();
      }
    }
  }

  @Test
  void theGroupIsGoneAfterwards() {
    String name = Box.name("gone");
    Box.prints("--memory 48M --cpuset-cpus 0 --name " + name, "true");
    assertThat(
            Program.of(
                    "sh",
                    "-c",
                    "ls -d /sys/fs/cgroup/jaula/" + name + " /sys/fs/cgroup/*/jaula/" + name)
                .run()
                .out())
        .isEmpty();
  }
}
