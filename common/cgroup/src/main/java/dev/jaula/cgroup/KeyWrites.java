package dev.jaula.cgroup;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code KEY=VALUE} by either version's name, as the writes of this host's version. */
public final class KeyWrites {
  private final Hierarchies hierarchies;
  private final Current current;

  /** What the cgroup has now, for values that depend on another: a key of v2, null if unknown. */
  public interface Current {
    @Nullable String value(String key);
  }

  public KeyWrites(Hierarchies hierarchies, Current current) {
    this.hierarchies = hierarchies;
    this.current = current;
  }

  /** The raw keys of a fresh container (--cgroup-conf, OCI's unified). */
  static List<FileWrite> raw(Hierarchies h, String key, String value, Resources resources) {
    Hierarchy unified = h.unified();
    if (Keys.find(key) == null && unified != null && h.isUnified() && key.indexOf('.') > 0) {
      // OCI: whatever file the kernel offers; an unknown name is told by the write
      return List.of(new FileWrite(Limit.RAW, Keys.prefix(key), unified.root(), key, value));
    }
    Long limit = resources.memory().limit();
    Current fresh = k -> k.equals("memory.max") && limit != null ? limit.toString() : null;
    return new KeyWrites(h, fresh).of(key, value);
  }

  /** The writes of one key. An unknown key, a bad value or an absent controller is an error. */
  public List<FileWrite> of(String key, String value) {
    Key row = Keys.require(key);
    String text = value.trim();
    if (row.kind() == Key.Kind.MEMBERS) {
      throw new CgroupException(key + ": is not set; move a process with: jaula cgroup classify");
    }
    if (!row.isWritable()) {
      throw new CgroupException(key + ": can only be read");
    }
    boolean isLegacyName = !row.name().equals(key);
    return hierarchies.isUnified() ? unified(row, key, isLegacyName, text) : legacy(row, key, text);
  }

  private List<FileWrite> unified(Key row, String key, boolean isLegacyName, String value) {
    Hierarchy unified = hierarchies.unified();
    if (row.isLegacyOnly() || unified == null) {
      throw new CgroupException(key + ": only cgroup v1 has this key, and this host has v2");
    }
    String text = isLegacyName ? fromLegacy(row, key, value) : canonical(row, key, value);
    return List.of(new FileWrite(Limit.RAW, row.controller(), unified.root(), row.name(), text));
  }

  /** A v2 key's value in the kernel's form. */
  private String canonical(Key row, String key, String value) {
    return switch (row.kind()) {
      case BYTES, SWAP -> KeyValues.bytes(key, value);
      case COUNT -> KeyValues.count(key, value);
      case QUOTA -> quota(KeyValues.quota(key, value, period()));
      case WEIGHT -> Long.toString(KeyValues.weight(key, value, 1, 10_000));
      case FREEZE -> KeyValues.freeze(key, value) ? "1" : "0";
      case PLAIN, RATES, IO_WEIGHT, CPU_STAT, MEMORY_EVENTS, IO_STAT, MEMBERS -> value;
    };
  }

  private String quota(KeyValues.Quota q) {
    return (q.quota() < 0 ? "max" : Long.toString(q.quota()))
        + " "
        + (q.period() == 0 ? period() : q.period());
  }

  /** A v1 key's value as v2 says it. */
  private String fromLegacy(Key row, String key, String value) {
    return switch (row.kind()) {
      case WEIGHT -> Long.toString(Weights.weight(KeyValues.weight(key, value, 2, 262_144)));
      case IO_WEIGHT -> "default " + Weights.ioWeight(KeyValues.weight(key, value, 10, 1000));
      case QUOTA -> legacyQuota(key, value);
      case SWAP -> legacySwap(key, value);
      case RATES -> rate(key, value);
      case BYTES, COUNT, FREEZE, PLAIN, CPU_STAT, MEMORY_EVENTS, IO_STAT, MEMBERS ->
          canonical(row, key, value);
    };
  }

  private String legacyQuota(String key, String value) {
    if (key.equals("cpu.cfs_period_us")) {
      return word(current.value("cpu.max"), 0, "max")
          + " "
          + KeyValues.weight(key, value, 1000, 1_000_000);
    }
    return quota(KeyValues.quota(key, value, period()));
  }

  private String legacySwap(String key, String value) {
    long both = Sizes.limit(key, value);
    long limit = Text.number(word(current.value("memory.max"), 0, "max"));
    if (both >= 0 && (limit == Long.MAX_VALUE || both < limit)) {
      throw new CgroupException(
          key + "=" + value + ": is memory and swap together; set memory.max first, not above it");
    }
    return both < 0 ? "max" : Long.toString(both - limit);
  }

  /** {@code 8:0 1048576} in one of v1's four files is one rate of io.max. */
  private static String rate(String key, String value) {
    List<String> words = Text.words(value);
    for (Resources.Rate rate : Resources.Rate.values()) {
      if (rate.v1File().equals(key) && words.size() == 2) {
        long limit = Sizes.limit(key, words.get(1));
        return words.get(0) + " " + rate.key() + "=" + (limit > 0 ? Long.toString(limit) : "max");
      }
    }
    throw new CgroupException(key + "=" + value + ": write MAJOR:MINOR LIMIT, such as 8:0 1M");
  }

  private long period() {
    long period = Text.number(word(current.value("cpu.max"), 1, ""));
    return period > 0 ? period : KeyValues.DEFAULT_PERIOD;
  }

  private static String word(@Nullable String text, int index, String otherwise) {
    List<String> words = Text.words(text == null ? "" : text);
    return words.size() > index ? words.get(index) : otherwise;
  }

  private List<FileWrite> legacy(Key row, String key, String value) {
    Hierarchy mount = legacyMount(row, key);
    List<FileWrite> writes = new ArrayList<>();
    String controller = Hierarchies.v1Name(row.controller());
    if (row.kind() == Key.Kind.RATES && row.name().equals(key)) {
      rates(controller, mount.root(), key, value, writes);
      return writes;
    }
    if (row.kind() == Key.Kind.QUOTA && !key.equals("cpu.cfs_period_us")) {
      KeyValues.Quota q = KeyValues.quota(key, value, period());
      if (q.period() != 0) {
        String period = Long.toString(q.period());
        writes.add(new FileWrite(Limit.RAW, controller, mount.root(), "cpu.cfs_period_us", period));
      }
      String quota = Long.toString(q.quota());
      writes.add(new FileWrite(Limit.RAW, controller, mount.root(), "cpu.cfs_quota_us", quota));
      return writes;
    }
    String file = row.name().equals(key) ? row.legacy().get(0) : key;
    String text = legacyText(row, key, value);
    FileWrite write = new FileWrite(Limit.RAW, controller, mount.root(), file, text);
    if (row.kind() == Key.Kind.IO_WEIGHT) {
      write =
          new FileWrite(Limit.RAW, controller, mount.root(), "blkio.bfq.weight", text).or(write);
    }
    writes.add(write);
    return writes;
  }

  private Hierarchy legacyMount(Key row, String key) {
    if (row.legacy().isEmpty()) {
      Hierarchy unified = hierarchies.unified();
      if (unified != null && row.controller().equals("cgroup")) {
        return unified;
      }
      throw new CgroupException(noCounterpart(key));
    }
    String controller = row.controller();
    Hierarchy mount =
        controller.equals("cgroup") ? hierarchies.mounts().get(0) : hierarchies.of(controller);
    if (mount == null) {
      throw new CgroupException(
          key + ": the cgroup controller " + Hierarchies.v1Name(controller) + " is not mounted");
    }
    return mount;
  }

  static String noCounterpart(String key) {
    return key + ": cgroup v1, which this host has, offers nothing like it";
  }

  private String legacyText(Key row, String key, String value) {
    boolean isLegacyName = !row.name().equals(key);
    return switch (row.kind()) {
      case BYTES -> Long.toString(Sizes.limit(key, value));
      case SWAP -> isLegacyName ? Long.toString(Sizes.limit(key, value)) : both(key, value);
      case COUNT -> KeyValues.count(key, value);
      case WEIGHT ->
          isLegacyName
              ? Long.toString(KeyValues.weight(key, value, 2, 262_144))
              : Long.toString(Weights.shares(KeyValues.weight(key, value, 1, 10_000)));
      case IO_WEIGHT -> isLegacyName ? value : blkioWeight(key, value);
      case FREEZE -> KeyValues.freeze(key, value) ? "FROZEN" : "THAWED";
      case PLAIN, QUOTA, RATES, CPU_STAT, MEMORY_EVENTS, IO_STAT, MEMBERS -> value;
    };
  }

  private static String blkioWeight(String key, String value) {
    String number = value.startsWith("default ") ? value.substring(8).trim() : value;
    return Long.toString(Weights.blkioWeight(KeyValues.weight(key, number, 1, 10_000)));
  }

  /** v1 counts memory and swap together. */
  private String both(String key, String value) {
    long swap = Sizes.limit(key, value);
    long limit = Text.number(word(current.value("memory.max"), 0, "max"));
    if (swap >= 0 && limit == Long.MAX_VALUE) {
      throw new CgroupException(
          key + "=" + value + ": cgroup v1 counts memory and swap together; set memory.max first");
    }
    return swap < 0 ? "-1" : Long.toString(limit + swap);
  }

  private static void rates(
      String controller, String root, String key, String value, List<FileWrite> writes) {
    List<String> words = Text.words(value);
    for (int i = 1; i < words.size(); i++) {
      int equals = words.get(i).indexOf('=');
      for (Resources.Rate rate : Resources.Rate.values()) {
        if (equals > 0 && rate.key().equals(words.get(i).substring(0, equals))) {
          long limit = Sizes.limit(key, words.get(i).substring(equals + 1));
          String text = words.get(0) + " " + Math.max(limit, 0);
          writes.add(new FileWrite(Limit.RAW, controller, root, rate.v1File(), text));
        }
      }
    }
    if (writes.isEmpty() || writes.size() != words.size() - 1) {
      throw new CgroupException(
          key + "=" + value + ": write MAJOR:MINOR and rbps= wbps= riops= wiops=, as 8:0 rbps=1M");
    }
  }
}
