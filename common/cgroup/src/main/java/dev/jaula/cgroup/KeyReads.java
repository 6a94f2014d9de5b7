package dev.jaula.cgroup;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A cgroup's values by either version's names, in the form of the version whose name was asked. */
public final class KeyReads implements KeyWrites.Current {
  private final CgroupFiles files;
  private final Hierarchies hierarchies;
  private final String path;

  /** path as {@link CgroupPath#clean} makes it. */
  public KeyReads(CgroupFiles files, Hierarchies hierarchies, String path) {
    this.files = files;
    this.hierarchies = hierarchies;
    this.path = path;
  }

  /** The value, or null when the key is unknown or the kernel does not offer it here. */
  @Override
  public @Nullable String value(String key) {
    Key row = Keys.find(key);
    String text = row == null ? plain(key) : read(row, key);
    return text == null ? null : text.trim();
  }

  /** The value, or the one-line error that says why there is none. */
  public String require(String key) {
    String value = value(key);
    if (value != null) {
      return value;
    }
    Key row = Keys.require(key);
    if (hierarchies.isUnified() && row.isLegacyOnly()) {
      throw new CgroupException(key + ": only cgroup v1 has this key, and this host has v2");
    }
    if (!hierarchies.isUnified() && row.legacy().isEmpty()) {
      throw new CgroupException(KeyWrites.noCounterpart(key));
    }
    throw new CgroupException(
        key + ": " + path + " has no such value; is its controller enabled for this cgroup?");
  }

  /** A file that the table does not know, where the kernel offers it all the same. */
  private @Nullable String plain(String key) {
    if (key.indexOf('/') >= 0) {
      return null;
    }
    for (Hierarchy hierarchy : hierarchies.all()) {
      String text = files.read(hierarchy.directory(path) + "/" + key);
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  private @Nullable String read(Key row, String key) {
    boolean isLegacyName = !row.name().equals(key);
    if (hierarchies.isUnified()) {
      return isLegacyName ? toLegacy(row, key) : plain(key);
    }
    return isLegacyName || row.legacy().isEmpty() ? plain(key) : fromLegacy(row);
  }

  private @Nullable String fromLegacy(Key row) {
    String main = plain(row.legacy().get(0));
    if (main == null && row.kind() != Key.Kind.IO_WEIGHT) {
      return null;
    }
    String text = main == null ? "" : main.trim();
    return switch (row.kind()) {
      case PLAIN, COUNT, MEMBERS -> text;
      case BYTES -> max(Text.number(text));
      case QUOTA -> (text.equals("-1") ? "max" : text) + " " + trimmed("cpu.cfs_period_us");
      case WEIGHT -> Long.toString(Weights.weight(Text.number(text)));
      case SWAP -> legacySwap(row, Text.number(text));
      case FREEZE -> text.equals("THAWED") ? "0" : "1";
      case IO_WEIGHT -> legacyWeight(main);
      case RATES -> legacyRates();
      case CPU_STAT -> legacyCpuStat(Text.number(text));
      case MEMORY_EVENTS ->
          "max " + trimmed("memory.failcnt") + "\noom_kill " + StatFile.value(text, "oom_kill");
      case IO_STAT -> legacyIoStat(text);
    };
  }

  private String trimmed(String file) {
    String text = plain(file);
    return text == null ? "0" : text.trim();
  }

  private static String max(long number) {
    return number == Long.MAX_VALUE || number < 0 ? "max" : Long.toString(number);
  }

  private String legacySwap(Key row, long both) {
    String part = row.isWritable() ? "memory.limit_in_bytes" : "memory.usage_in_bytes";
    return both == Long.MAX_VALUE || both < 0
        ? "max"
        : Long.toString(Math.max(0, both - Text.number(trimmed(part))));
  }

  private @Nullable String legacyWeight(@Nullable String main) {
    String text = plain("blkio.bfq.weight");
    text = text == null ? main : text;
    return text == null
        ? null
        : "default " + Weights.ioWeight(Math.max(10, Text.number(text.trim())));
  }

  private String legacyRates() {
    Map<String, String[]> devices = new LinkedHashMap<>();
    Resources.Rate[] rates = Resources.Rate.values();
    for (int i = 0; i < rates.length; i++) {
      for (String line : Text.lines(trimmed(rates[i].v1File()))) {
        List<String> words = Text.words(line);
        if (words.size() == 2) {
          String[] values = devices.get(words.get(0));
          if (values == null) {
            values = new String[rates.length];
            devices.put(words.get(0), values);
          }
          values[i] = words.get(1);
        }
      }
    }
    return rateLines(devices);
  }

  private static String rateLines(Map<String, String[]> devices) {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, String[]> device : devices.entrySet()) {
      text.append(text.length() == 0 ? "" : "\n").append(device.getKey());
      Resources.Rate[] rates = Resources.Rate.values();
      for (int i = 0; i < rates.length; i++) {
        String value = device.getValue()[i];
        text.append(' ').append(rates[i].key()).append('=').append(value == null ? "max" : value);
      }
    }
    return text.toString();
  }

  private String legacyCpuStat(long nanoseconds) {
    String stat = trimmed("cpu.stat");
    return "usage_usec "
        + nanoseconds / 1000
        + "\nuser_usec "
        + Text.number(trimmed("cpuacct.usage_user")) / 1000
        + "\nsystem_usec "
        + Text.number(trimmed("cpuacct.usage_sys")) / 1000
        + "\nnr_periods "
        + StatFile.value(stat, "nr_periods")
        + "\nnr_throttled "
        + StatFile.value(stat, "nr_throttled")
        + "\nthrottled_usec "
        + StatFile.value(stat, "throttled_time") / 1000;
  }

  private String legacyIoStat(String bytes) {
    String operations = trimmed("blkio.throttle.io_serviced_recursive");
    List<String> devices = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (String line : Text.lines(bytes)) {
      String device = Text.words(line).get(0);
      if (device.indexOf(':') > 0 && !devices.contains(device)) {
        devices.add(device);
        text.append(text.length() == 0 ? "" : "\n").append(device);
        text.append(" rbytes=").append(StatFile.value(bytes, device + " Read"));
        text.append(" wbytes=").append(StatFile.value(bytes, device + " Write"));
        text.append(" rios=").append(StatFile.value(operations, device + " Read"));
        text.append(" wios=").append(StatFile.value(operations, device + " Write"));
      }
    }
    return text.toString();
  }

  /** A v1 name on a v2 host. */
  private @Nullable String toLegacy(Key row, String key) {
    String main = row.isLegacyOnly() ? null : plain(row.name());
    if (main == null) {
      return null;
    }
    String text = main.trim();
    return switch (row.kind()) {
      case PLAIN, COUNT, MEMBERS, IO_STAT, MEMORY_EVENTS -> text;
      case BYTES -> text.equals("max") ? "-1" : text;
      case QUOTA -> quotaWord(text, key);
      case WEIGHT -> Long.toString(Weights.shares(Text.number(text)));
      case SWAP -> both(row, text);
      case FREEZE -> text.equals("1") ? "FROZEN" : "THAWED";
      case IO_WEIGHT -> Long.toString(Weights.blkioWeight(StatFile.value(text, "default")));
      case RATES -> rateFile(text, key);
      case CPU_STAT -> Long.toString(StatFile.value(text, "usage_usec") * 1000);
    };
  }

  private static String quotaWord(String text, String key) {
    List<String> words = Text.words(text);
    String quota = words.isEmpty() || words.get(0).equals("max") ? "-1" : words.get(0);
    String period = words.size() > 1 ? words.get(1) : Long.toString(KeyValues.DEFAULT_PERIOD);
    return key.equals("cpu.cfs_period_us") ? period : quota;
  }

  private String both(Key row, String swap) {
    String memory = trimmed(row.isWritable() ? "memory.max" : "memory.current");
    return swap.equals("max") || memory.equals("max")
        ? "-1"
        : Long.toString(Text.number(swap) + Text.number(memory));
  }

  private static String rateFile(String text, String key) {
    StringBuilder lines = new StringBuilder();
    for (String line : Text.lines(text)) {
      List<String> words = Text.words(line);
      for (Resources.Rate rate : Resources.Rate.values()) {
        String value = rate.v1File().equals(key) ? StatFile.pair(words, rate.key()) : null;
        if (value != null && !value.equals("max")) {
          lines.append(lines.length() == 0 ? "" : "\n").append(words.get(0) + " " + value);
        }
      }
    }
    return lines.toString();
  }
}
