package dev.jaula.cgroup;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@link Statistics}: each file once, and none that is not needed. */
public final class StatisticsReader {
  private final CgroupFiles files;
  private final Hierarchies hierarchies;

  public StatisticsReader(CgroupFiles files, Hierarchies hierarchies) {
    this.files = files;
    this.hierarchies = hierarchies;
  }

  /** What is not there (a controller, a cgroup that just ended) reads as 0 or as no limit. */
  public Statistics read(String path) {
    return hierarchies.isUnified() ? unified(path) : legacy(path);
  }

  private Statistics unified(String path) {
    String directory = unifiedDirectory(path);
    String cpu = files.read(directory + "/cpu.stat");
    String io = files.read(directory + "/io.stat");
    return new Statistics(
        unifiedCpu(cpu, files.read(directory + "/cpu.max")),
        unifiedMemory(directory),
        new Statistics.Pids(number(directory + "/pids.current"), limit(directory + "/pids.max")),
        io(io),
        pressure(files.read(directory + "/cpu.pressure")),
        pressure(files.read(directory + "/memory.pressure")),
        pressure(files.read(directory + "/io.pressure")));
  }

  private String unifiedDirectory(String path) {
    Hierarchy unified = hierarchies.unified();
    return unified == null ? "" : unified.directory(path);
  }

  static Statistics.Cpu unifiedCpu(@Nullable String stat, @Nullable String max) {
    List<String> words = Text.words(max == null ? "" : max);
    long quota = words.isEmpty() ? Long.MAX_VALUE : Text.number(words.get(0));
    return new Statistics.Cpu(
        StatFile.value(stat, "usage_usec"),
        StatFile.value(stat, "user_usec"),
        StatFile.value(stat, "system_usec"),
        StatFile.value(stat, "nr_periods"),
        StatFile.value(stat, "nr_throttled"),
        StatFile.value(stat, "throttled_usec"),
        quota == Long.MAX_VALUE ? -1 : quota,
        words.size() < 2 ? KeyValues.DEFAULT_PERIOD : Text.number(words.get(1)));
  }

  private Statistics.Memory unifiedMemory(String directory) {
    String stat = files.read(directory + "/memory.stat");
    return new Statistics.Memory(
        number(directory + "/memory.current"),
        number(directory + "/memory.peak"),
        limit(directory + "/memory.max"),
        StatFile.value(stat, "anon"),
        StatFile.value(stat, "file"),
        StatFile.value(files.read(directory + "/memory.events"), "oom_kill"));
  }

  static Statistics.Io io(@Nullable String stat) {
    return new Statistics.Io(
        StatFile.sum(stat, "rbytes"),
        StatFile.sum(stat, "wbytes"),
        StatFile.sum(stat, "rios"),
        StatFile.sum(stat, "wios"));
  }

  private Statistics legacy(String path) {
    String pids = directory("pids", path);
    // the unified hierarchy of a hybrid host tells pressure, where the cgroup is in it too
    String unified = unifiedDirectory(path);
    return new Statistics(
        legacyCpu(path),
        legacyMemory(directory("memory", path)),
        files.exists(pids)
            ? new Statistics.Pids(number(pids + "/pids.current"), limit(pids + "/pids.max"))
            : new Statistics.Pids(tasks(path), -1),
        legacyIo(directory("blkio", path)),
        unified.isEmpty() ? null : pressure(files.read(unified + "/cpu.pressure")),
        unified.isEmpty() ? null : pressure(files.read(unified + "/memory.pressure")),
        unified.isEmpty() ? null : pressure(files.read(unified + "/io.pressure")));
  }

  private Statistics.Cpu legacyCpu(String path) {
    String cpu = directory("cpu", path);
    String account = directory("cpuacct", path);
    String stat = files.read(cpu + "/cpu.stat");
    return new Statistics.Cpu(
        number(account + "/cpuacct.usage") / 1000,
        number(account + "/cpuacct.usage_user") / 1000,
        number(account + "/cpuacct.usage_sys") / 1000,
        StatFile.value(stat, "nr_periods"),
        StatFile.value(stat, "nr_throttled"),
        StatFile.value(stat, "throttled_time") / 1000,
        limit(cpu + "/cpu.cfs_quota_us"),
        number(cpu + "/cpu.cfs_period_us"));
  }

  private Statistics.Memory legacyMemory(String directory) {
    String stat = files.read(directory + "/memory.stat");
    return new Statistics.Memory(
        number(directory + "/memory.usage_in_bytes"),
        number(directory + "/memory.max_usage_in_bytes"),
        limit(directory + "/memory.limit_in_bytes"),
        StatFile.value(stat, "total_rss"),
        StatFile.value(stat, "total_cache"),
        StatFile.value(files.read(directory + "/memory.oom_control"), "oom_kill"));
  }

  private Statistics.Io legacyIo(String directory) {
    String bytes = files.read(directory + "/blkio.throttle.io_service_bytes_recursive");
    String operations = files.read(directory + "/blkio.throttle.io_serviced_recursive");
    return new Statistics.Io(
        StatFile.sumThird(bytes, "Read"),
        StatFile.sumThird(bytes, "Write"),
        StatFile.sumThird(operations, "Read"),
        StatFile.sumThird(operations, "Write"));
  }

  /** Counted by hand where the cgroup is not in the hierarchy of pids. */
  private long tasks(String path) {
    for (Hierarchy mount : hierarchies.mounts()) {
      String tasks = files.read(mount.directory(path) + "/tasks");
      if (tasks != null) {
        return Text.lines(tasks).size();
      }
    }
    return 0;
  }

  private String directory(String controller, String path) {
    Hierarchy mount = hierarchies.mount(controller);
    return mount == null ? "/nonexistent" : mount.directory(path);
  }

  static Statistics.@Nullable Pressure pressure(@Nullable String text) {
    if (text == null) {
      return null;
    }
    long some = 0;
    long full = 0;
    long total = 0;
    for (String line : Text.lines(text)) {
      List<String> words = Text.words(line);
      long average = StatFile.hundredths(StatFile.pair(words, "avg10"));
      if (line.startsWith("some ")) {
        some = average;
        String t = StatFile.pair(words, "total");
        total = t == null ? 0 : Text.number(t);
      } else if (line.startsWith("full ")) {
        full = average;
      }
    }
    return new Statistics.Pressure(some, full, total);
  }

  private long number(String path) {
    String text = files.read(path);
    return text == null ? 0 : Text.number(text);
  }

  private long limit(String path) {
    String text = files.read(path);
    long value = text == null ? -1 : Text.number(text);
    return value == Long.MAX_VALUE ? -1 : value;
  }
}
