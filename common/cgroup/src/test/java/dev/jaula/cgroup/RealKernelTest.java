package dev.jaula.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jaula.linux.Errno;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The operations on this machine's own cgroups, whichever version it has; needs root. */
class RealKernelTest {
  private static final String PATH = "/jaula-test-" + ProcessHandle.current().pid();

  private final TreeFiles files = TreeFiles.real();
  private Hierarchies hierarchies = new Hierarchies(Version.V1, null, List.of());

  private final ProcessControl control =
      new ProcessControl() {
        @Override
        public int signal(int pid, int signal) {
          return ProcessHandle.of(pid).map(ProcessHandle::destroyForcibly).orElse(false)
              ? 0
              : -Errno.ESRCH;
        }

        @Override
        public void pause(int milliseconds) {
          try {
            TimeUnit.MILLISECONDS.sleep(milliseconds);
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        }
      };

  @BeforeEach
  void make() {
    Assumptions.assumeTrue(
        Files.isWritable(Path.of("/sys/fs/cgroup"))
            && System.getProperty("user.name").equals("root"),
        "needs root and a writable /sys/fs/cgroup; run as root");
    hierarchies = Hierarchies.detect(files, Hierarchies.ROOT);
    new Cgroups(files, hierarchies).create(PATH, List.of());
  }

  @AfterEach
  void remove() {
    if (hierarchies.mounts().isEmpty() && hierarchies.unified() == null) {
      return;
    }
    ending().kill(PATH);
    ending().delete(ControllerPath.parse(PATH), true);
    assertThatThrownBy(() -> new Cgroups(files, hierarchies).locate(PATH))
        .hasMessageContaining("no such cgroup");
  }

  private Ending ending() {
    return new Ending(files, hierarchies, control);
  }

  private Process sleeper() throws IOException {
    Process sleeper = new ProcessBuilder("sleep", "1000").start();
    new Cgroups(files, hierarchies)
        .classify(new ControllerPath(List.of(), PATH), (int) sleeper.pid());
    return sleeper;
  }

  @Test
  void limitsAreReadBackByEitherName() {
    new KeySetter(files, hierarchies, note -> {})
        .set(PATH, List.of("cpu.max=20%", "memory.max=48M", "pids.max=7"));
    KeyReads reads = new KeyReads(files, hierarchies, PATH);
    assertThat(reads.require("cpu.max")).isEqualTo("20000 100000");
    assertThat(reads.require("cpu.cfs_quota_us")).isEqualTo("20000");
    assertThat(reads.require("memory.max")).isEqualTo("50331648");
    assertThat(reads.require("memory.limit_in_bytes")).isEqualTo("50331648");
    assertThat(reads.require("cpu.weight")).isEqualTo("100");
    assertThat(reads.require("cpu.shares")).isEqualTo("1024");
    Statistics now = new StatisticsReader(files, hierarchies).read(PATH);
    assertThat(now.cpu().limitMillis()).isEqualTo(200);
    assertThat(now.memory().limit()).isEqualTo(48L << 20);
    assertThat(now.pids().limit()).isEqualTo(7);
  }

  @Test
  void memoryAndSwapAreRaisedAndLoweredTogether() {
    Assumptions.assumeTrue(
        new KeyReads(files, hierarchies, PATH).value("memory.swap.max") != null,
        "needs a kernel that counts swap per cgroup; boot with swapaccount=1");
    Writer writer = new Writer(files);
    for (long size : List.of(64L << 20, 16L << 20, 128L << 20)) {
      Resources pair = Resources.builder().memoryLimit(size).memorySwap(size).build();
      writer.apply(PATH, Plan.writes(hierarchies, pair));
      KeyReads reads = new KeyReads(files, hierarchies, PATH);
      assertThat(reads.require("memory.max")).isEqualTo(Long.toString(size));
      assertThat(reads.require("memory.swap.max")).isEqualTo("0");
    }
  }

  @Test
  void aFrozenProcessIsKilled() throws Exception {
    Process sleeper = sleeper();
    assertThat(new Cgroups(files, hierarchies).processes(PATH)).contains((int) sleeper.pid());
    ending().freeze(PATH);
    assertThat(new KeyReads(files, hierarchies, PATH).require("cgroup.freeze")).isEqualTo("1");
    assertThat(ending().kill(PATH)).isTrue();
    assertThat(sleeper.waitFor(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aBusyCgroupIsNotDeleted() throws Exception {
    Process sleeper = sleeper();
    assertThatThrownBy(() -> ending().delete(ControllerPath.parse(PATH), false))
        .hasMessage(
            PATH
                + ": still has processes ["
                + sleeper.pid()
                + "]; end them with: jaula cgroup kill "
                + PATH);
    ending().kill(PATH);
    assertThat(sleeper.waitFor(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void theListShowsWhatIsThere() {
    new Cgroups(files, hierarchies).create(PATH + "/a/b", List.of());
    new Cgroups(files, hierarchies).create(PATH + "/c", List.of());
    String tree = new Listing(files, hierarchies).tree(PATH).replaceAll("  [a-z].*  0", "");
    assertThat(tree).isEqualTo(PATH + "\n├─ a\n│  └─ b\n└─ c\n");
    assertThat(new KeyReport(files, hierarchies).usual(PATH)).contains("cpu.max", "memory.peak");
  }

  @Test
  void aRefusedValueNamesTheFile() {
    KeySetter setter = new KeySetter(files, hierarchies, note -> {});
    assertThatThrownBy(() -> setter.set(PATH, List.of("cpu.max=10")))
        .hasMessageContaining("invalid argument; a quota is at least 1000");
    assertThatThrownBy(() -> setter.set(PATH, List.of("memory.max=1M", "memory.peek=1")))
        .hasMessageContaining("did you mean memory.peak?");
    assertThat(new KeyReads(files, hierarchies, PATH).require("memory.max")).isEqualTo("max");
  }
}
