package dev.jaula.cgroup;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The table of keys: what each is called on v2 and on v1, and the nearest to a mistyped one. */
public final class Keys {
  private static final List<Key> TABLE = table();

  private Keys() {}

  private static List<Key> table() {
    List<Key> t = new ArrayList<>();
    set(t, Key.Kind.QUOTA, "cpu.max", "cpu.cfs_quota_us", "cpu.cfs_period_us");
    set(t, Key.Kind.COUNT, "cpu.max.burst", "cpu.cfs_burst_us");
    set(t, Key.Kind.WEIGHT, "cpu.weight", "cpu.shares");
    set(t, Key.Kind.PLAIN, "cpu.weight.nice");
    set(t, Key.Kind.COUNT, "cpu.idle", "cpu.idle");
    get(t, Key.Kind.CPU_STAT, "cpu.stat", "cpuacct.usage");
    get(t, Key.Kind.PLAIN, "cpu.pressure");
    legacy(t, "cpu", "cpu.rt_period_us", "cpu.rt_runtime_us");
    legacy(t, "cpuacct", "cpuacct.usage_user", "cpuacct.usage_sys", "cpuacct.usage_percpu");
    legacy(t, "cpuacct", "cpuacct.stat", "cpuacct.usage_all");
    set(t, Key.Kind.BYTES, "memory.max", "memory.limit_in_bytes");
    set(t, Key.Kind.BYTES, "memory.low", "memory.soft_limit_in_bytes");
    set(t, Key.Kind.BYTES, "memory.high", "memory.soft_limit_in_bytes");
    set(t, Key.Kind.BYTES, "memory.min");
    set(t, Key.Kind.SWAP, "memory.swap.max", "memory.memsw.limit_in_bytes");
    get(t, Key.Kind.SWAP, "memory.swap.current", "memory.memsw.usage_in_bytes");
    get(t, Key.Kind.BYTES, "memory.current", "memory.usage_in_bytes");
    get(t, Key.Kind.BYTES, "memory.peak", "memory.max_usage_in_bytes");
    get(t, Key.Kind.PLAIN, "memory.stat", "memory.stat");
    get(t, Key.Kind.PLAIN, "memory.numa_stat", "memory.numa_stat");
    get(t, Key.Kind.MEMORY_EVENTS, "memory.events", "memory.oom_control");
    get(t, Key.Kind.PLAIN, "memory.pressure");
    set(t, Key.Kind.COUNT, "memory.oom.group");
    legacy(t, "memory", "memory.swappiness", "memory.failcnt", "memory.use_hierarchy");
    legacy(t, "memory", "memory.memsw.max_usage_in_bytes", "memory.memsw.failcnt");
    legacy(t, "memory", "memory.force_empty", "memory.move_charge_at_immigrate");
    set(t, Key.Kind.COUNT, "pids.max", "pids.max");
    get(t, Key.Kind.COUNT, "pids.current", "pids.current");
    get(t, Key.Kind.PLAIN, "pids.peak", "pids.peak");
    get(t, Key.Kind.PLAIN, "pids.events", "pids.events");
    set(
        t,
        Key.Kind.RATES,
        "io.max",
        "blkio.throttle.read_bps_device",
        "blkio.throttle.write_bps_device",
        "blkio.throttle.read_iops_device",
        "blkio.throttle.write_iops_device");
    set(t, Key.Kind.IO_WEIGHT, "io.weight", "blkio.weight");
    set(t, Key.Kind.COUNT, "io.bfq.weight", "blkio.bfq.weight");
    set(t, Key.Kind.PLAIN, "io.latency");
    get(
        t,
        Key.Kind.IO_STAT,
        "io.stat",
        "blkio.throttle.io_service_bytes_recursive",
        "blkio.throttle.io_serviced_recursive");
    get(t, Key.Kind.PLAIN, "io.pressure");
    set(t, Key.Kind.PLAIN, "cpuset.cpus", "cpuset.cpus");
    set(t, Key.Kind.PLAIN, "cpuset.mems", "cpuset.mems");
    get(t, Key.Kind.PLAIN, "cpuset.cpus.effective", "cpuset.effective_cpus");
    get(t, Key.Kind.PLAIN, "cpuset.mems.effective", "cpuset.effective_mems");
    set(t, Key.Kind.PLAIN, "cpuset.cpus.partition");
    legacy(t, "cpuset", "cpuset.cpu_exclusive", "cpuset.mem_exclusive", "cpuset.memory_migrate");
    legacy(t, "devices", "devices.allow", "devices.deny", "devices.list");
    t.add(new Key("cgroup.freeze", "freezer", Key.Kind.FREEZE, true, List.of("freezer.state")));
    t.add(new Key("cgroup.procs", "cgroup", Key.Kind.MEMBERS, true, List.of("cgroup.procs")));
    t.add(new Key("cgroup.threads", "cgroup", Key.Kind.MEMBERS, true, List.of("tasks")));
    set(t, Key.Kind.COUNT, "cgroup.kill");
    get(t, Key.Kind.PLAIN, "cgroup.events");
    get(t, Key.Kind.PLAIN, "cgroup.controllers");
    set(t, Key.Kind.PLAIN, "cgroup.subtree_control");
    set(t, Key.Kind.PLAIN, "cgroup.type");
    get(t, Key.Kind.PLAIN, "cgroup.stat");
    set(t, Key.Kind.COUNT, "cgroup.max.depth");
    set(t, Key.Kind.COUNT, "cgroup.max.descendants");
    legacy(t, "cgroup", "notify_on_release", "release_agent", "cgroup.clone_children");
    return t;
  }

  private static void set(List<Key> table, Key.Kind kind, String name, String... legacy) {
    table.add(new Key(name, prefix(name), kind, true, List.of(legacy)));
  }

  private static void get(List<Key> table, Key.Kind kind, String name, String... legacy) {
    table.add(new Key(name, prefix(name), kind, false, List.of(legacy)));
  }

  private static void legacy(List<Key> table, String controller, String... names) {
    for (String name : names) {
      table.add(new Key("", controller, Key.Kind.PLAIN, true, List.of(name)));
    }
  }

  /** {@code cpu} for {@code cpu.max}; the whole for a key without a dot. */
  static String prefix(String key) {
    int dot = key.indexOf('.');
    return dot < 0 ? key : key.substring(0, dot);
  }

  /** The row of a key by either version's name, or null. */
  static @Nullable Key find(String key) {
    for (Key row : TABLE) {
      if (row.name().equals(key)) {
        return row;
      }
    }
    for (Key row : TABLE) {
      if (row.legacy().contains(key)) {
        return row;
      }
    }
    return key.startsWith("hugetlb.") ? hugetlb(key) : null;
  }

  /** hugetlb's names hold a page size: {@code hugetlb.2MB.max}. */
  private static @Nullable Key hugetlb(String key) {
    String[][] pairs = {
      {".max", ".limit_in_bytes"}, {".current", ".usage_in_bytes"}, {".peak", ".max_usage_in_bytes"}
    };
    for (int i = 0; i < pairs.length; i++) {
      for (String end : pairs[i]) {
        if (key.endsWith(end) && key.length() > "hugetlb.".length() + end.length()) {
          String size = key.substring(0, key.length() - end.length());
          List<String> legacy = List.of(size + pairs[i][1]);
          return new Key(size + pairs[i][0], "hugetlb", Key.Kind.BYTES, i == 0, legacy);
        }
      }
    }
    return null;
  }

  /** The row of a key, or the error that names the nearest one. */
  static Key require(String key) {
    Key row = find(key);
    if (row == null) {
      throw new CgroupException(unknown(key));
    }
    return row;
  }

  /** {@code memory.peek: no such key; did you mean memory.peak?}. */
  public static String unknown(String key) {
    String nearest = nearest(key);
    if (nearest != null) {
      return key + ": no such key; did you mean " + nearest + "?";
    }
    List<String> same = new ArrayList<>();
    for (Key row : TABLE) {
      if (!row.isLegacyOnly() && prefix(row.name()).equals(prefix(key))) {
        same.add(row.name());
      }
    }
    return same.isEmpty()
        ? key + ": no such key; keys look like cpu.max, memory.max, pids.max, io.max"
        : key + ": no such key; there are " + Text.join(same, ", ");
  }

  /** The key most like a mistyped one, or null when none is near. */
  public static @Nullable String nearest(String key) {
    String best = null;
    int distance = Math.max(2, key.length() / 4) + 1;
    for (String name : names()) {
      int d = Distance.between(key, name);
      if (d < distance) {
        distance = d;
        best = name;
      }
    }
    return best;
  }

  /** Every name that is understood, v2's first: for completion too. */
  public static List<String> names() {
    List<String> names = new ArrayList<>();
    for (Key row : TABLE) {
      if (!row.isLegacyOnly()) {
        names.add(row.name());
      }
    }
    for (Key row : TABLE) {
      for (String name : row.legacy()) {
        if (!names.contains(name)) {
          names.add(name);
        }
      }
    }
    return names;
  }
}
