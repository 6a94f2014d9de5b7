package dev.jaula.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same container as v2's and as v1's files tell it. */
class StatisticsTest {
  @TempDir Path root;

  private TreeFiles v2() {
    TreeFiles files = Trees.v2(root);
    files.mkdir(root + "/x");
    put(
        "x/cpu.stat",
        """
        usage_usec 2500000
        user_usec 2000000
        system_usec 500000
        nr_periods 50
        nr_throttled 49
        throttled_usec 4000000
        """);
    put("x/cpu.max", "20000 100000\n");
    put("x/memory.current", "40000000\n");
    put("x/memory.peak", "50331648\n");
    put("x/memory.max", "50331648\n");
    put("x/memory.swap.max", "1048576\n");
    put(
        "x/memory.stat",
        """
        anon 30000000
        file 9000000
        file_mapped 7
        """);
    put(
        "x/memory.events",
        """
        low 0
        high 0
        max 12
        oom 2
        oom_kill 1
        oom_group_kill 0
        """);
    put("x/pids.current", "3\n");
    put("x/pids.max", "max\n");
    put(
        "x/io.stat",
        """
        8:0 rbytes=4096 wbytes=100 rios=1 wios=2 dbytes=0 dios=0
        8:16 rbytes=1 wbytes=1 rios=1 wios=1
        """);
    put("x/io.max", "8:0 rbps=1048576 wbps=max riops=max wiops=50\n");
    put(
        "x/cpu.pressure",
        """
        some avg10=12.34 avg60=1.00 avg300=0.10 total=99
        full avg10=1.05 avg60=0.00 avg300=0.00 total=1
        """);
    put("x/cpu.weight", "100\n");
    put("x/cgroup.freeze", "1\n");
    return files;
  }

  private TreeFiles v1() {
    TreeFiles files = Trees.v1(root, false, "cpu,cpuacct", "memory", "pids", "blkio", "freezer");
    for (String mount : files.list(root.toString())) {
      files.mkdir(root + "/" + mount + "/x");
    }
    put("cpu,cpuacct/x/cpuacct.usage", "2500000000\n");
    put("cpu,cpuacct/x/cpuacct.usage_user", "2000000000\n");
    put("cpu,cpuacct/x/cpuacct.usage_sys", "500000000\n");
    put(
        "cpu,cpuacct/x/cpu.stat",
        """
        nr_periods 50
        nr_throttled 49
        throttled_time 4000000000
        """);
    put("cpu,cpuacct/x/cpu.cfs_quota_us", "20000\n");
    put("cpu,cpuacct/x/cpu.cfs_period_us", "100000\n");
    put("cpu,cpuacct/x/cpu.shares", "1024\n");
    put("memory/x/memory.usage_in_bytes", "40000000\n");
    put("memory/x/memory.max_usage_in_bytes", "50331648\n");
    put("memory/x/memory.limit_in_bytes", "50331648\n");
    put("memory/x/memory.memsw.limit_in_bytes", "51380224\n");
    put("memory/x/memory.soft_limit_in_bytes", "9223372036854771712\n");
    put(
        "memory/x/memory.stat",
        """
        cache 1
        rss 2
        total_cache 9000000
        total_rss 30000000
        """);
    put(
        "memory/x/memory.oom_control",
        """
        oom_kill_disable 0
        under_oom 0
        oom_kill 1
        """);
    put("memory/x/memory.failcnt", "12\n");
    put("pids/x/pids.current", "3\n");
    put("pids/x/pids.max", "max\n");
    put(
        "blkio/x/blkio.throttle.io_service_bytes_recursive",
        """
        8:0 Read 4096
        8:0 Write 100
        8:0 Total 4196
        8:16 Read 1
        8:16 Write 1
        Total 4198
        """);
    put(
        "blkio/x/blkio.throttle.io_serviced_recursive",
        """
        8:0 Read 1
        8:0 Write 2
        8:16 Read 1
        8:16 Write 1
        Total 5
        """);
    put("blkio/x/blkio.throttle.read_bps_device", "8:0 1048576\n");
    put("blkio/x/blkio.throttle.write_iops_device", "8:0 50\n");
    put("freezer/x/freezer.state", "FROZEN\n");
    return files;
  }

  private void put(String file, String text) {
    Trees.put(root.resolve(file), text);
  }

  private void check(Statistics s) {
    assertThat(s.cpu())
        .isEqualTo(new Statistics.Cpu(2500000, 2000000, 500000, 50, 49, 4000000, 20000, 100000));
    assertThat(s.cpu().limitMillis()).isEqualTo(200);
    assertThat(s.memory())
        .isEqualTo(new Statistics.Memory(40000000, 50331648, 50331648, 30000000, 9000000, 1));
    assertThat(s.pids()).isEqualTo(new Statistics.Pids(3, -1));
    assertThat(s.io()).isEqualTo(new Statistics.Io(4097, 101, 2, 3));
  }

  @Test
  void bothVersionsTellTheSame() {
    TreeFiles files = v2();
    Statistics s =
        new StatisticsReader(files, Hierarchies.detect(files, root.toString())).read("/x");
    check(s);
    assertThat(s.cpuPressure()).isEqualTo(new Statistics.Pressure(1234, 105, 99));
  }

  @Test
  void legacyTellsAllButPressure() {
    TreeFiles files = v1();
    Statistics s =
        new StatisticsReader(files, Hierarchies.detect(files, root.toString())).read("/x");
    check(s);
    assertThat(s.cpuPressure()).isNull();
  }

  @Test
  void tasksAreCountedWithoutTheControllerOfPids() {
    TreeFiles files = Trees.v1(root, false, "cpu", "memory", "pids");
    files.mkdir(root + "/memory/x");
    put("memory/x/tasks", "12\n13\n");
    put("memory/x/memory.limit_in_bytes", "9223372036854771712\n");
    Statistics s =
        new StatisticsReader(files, Hierarchies.detect(files, root.toString())).read("/x");
    assertThat(s.pids()).isEqualTo(new Statistics.Pids(2, -1));
    assertThat(StatisticsText.line(s, s, 1000000))
        .isEqualTo("cpu 0%/max throttled 0% mem 0/max peak 0 pids 2/max read 0 written 0 oom 0");
  }

  @Test
  void aLineTellsTheShareOfTheLastSpan() {
    TreeFiles files = v2();
    StatisticsReader reader =
        new StatisticsReader(files, Hierarchies.detect(files, root.toString()));
    Statistics before = reader.read("/x");
    put("x/cpu.stat", "usage_usec 2599500\nnr_periods 55\nnr_throttled 53\n");
    assertThat(StatisticsText.line(before, reader.read("/x"), 500000))
        .startsWith("cpu 19.9%/20% throttled 80% mem 38.1M/48M peak 48M pids 3/max read 4.0K");
    assertThat(StatisticsText.json("/x", before))
        .contains("\"quota\":20000", "\"limit\":null", "\"some_avg10_hundredths\":1234");
  }

  private void keys(TreeFiles files) {
    KeyReads x = new KeyReads(files, Hierarchies.detect(files, root.toString()), "/x");
    assertThat(x.require("cpu.max")).isEqualTo("20000 100000");
    assertThat(x.require("cpu.cfs_quota_us")).isEqualTo("20000");
    assertThat(x.require("cpu.cfs_period_us")).isEqualTo("100000");
    assertThat(x.require("cpu.weight")).isEqualTo("100");
    assertThat(x.require("cpu.shares")).isEqualTo("1024");
    assertThat(x.require("cpu.stat")).contains("usage_usec 2500000\n", "throttled_usec 4000000");
    assertThat(x.require("cpuacct.usage")).isEqualTo("2500000000");
    assertThat(x.require("memory.max")).isEqualTo("50331648");
    assertThat(x.require("memory.peak")).isEqualTo("50331648");
    assertThat(x.require("memory.limit_in_bytes")).isEqualTo("50331648");
    assertThat(x.require("memory.swap.max")).isEqualTo("1048576");
    assertThat(x.require("memory.memsw.limit_in_bytes")).isEqualTo("51380224");
    assertThat(x.require("memory.events")).contains("oom_kill 1");
    assertThat(x.require("pids.max")).isEqualTo("max");
    assertThat(x.require("io.max")).isEqualTo("8:0 rbps=1048576 wbps=max riops=max wiops=50");
    assertThat(x.require("blkio.throttle.read_bps_device")).isEqualTo("8:0 1048576");
    assertThat(x.require("blkio.throttle.write_bps_device")).isEmpty();
    assertThat(x.require("io.stat")).contains("8:0 rbytes=4096 wbytes=100 rios=1 wios=2");
    assertThat(x.require("cgroup.freeze")).isEqualTo("1");
    assertThat(x.require("freezer.state")).isEqualTo("FROZEN");
    assertThatThrownBy(() -> x.require("memory.peek"))
        .hasMessage("memory.peek: no such key; did you mean memory.peak?");
  }

  @Test
  void eitherNameIsReadOnV2() {
    keys(v2());
  }

  @Test
  void eitherNameIsReadOnV1() {
    TreeFiles files = v1();
    keys(files);
    KeyReads x = new KeyReads(files, Hierarchies.detect(files, root.toString()), "/x");
    assertThat(x.require("memory.low")).isEqualTo("max");
    assertThatThrownBy(() -> x.require("memory.min"))
        .hasMessageContaining("offers nothing like it");
  }
}
