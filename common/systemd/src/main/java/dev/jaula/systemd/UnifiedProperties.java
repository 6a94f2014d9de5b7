package dev.jaula.systemd;

import dev.jaula.linux.Words;
import java.util.List;
import java.util.Map;

/** The raw keys of linux.resources.unified for which systemd has a property. */
final class UnifiedProperties {
  private static final String UNIFIED = "unified.";
  private static final int ZSWAP_SINCE = 253;

  private final ResourceProperties properties;

  UnifiedProperties(ResourceProperties properties) {
    this.properties = properties;
  }

  /** Adds a key's property; one that systemd does not know is left to the cgroup's file. */
  void add(String key, String text, Map<String, String> all) {
    if (key.indexOf('/') >= 0 || key.indexOf('.') <= 0) {
      throw new SystemdException(
          "linux.resources.unified: \"" + key + "\" is not a file name like memory.high");
    }
    String value = text.trim();
    switch (key) {
      case "cpu.idle" -> {
        if (isIdle(value)) {
          properties.idle(given(key, value));
        }
      }
      case "cpu.weight" -> {
        // idle is a weight of 0 to systemd, and wins as it does in the kernel
        if (!isIdle(all.getOrDefault("cpu.idle", "").trim())) {
          properties.add("CPUWeight", weight(key, value), given(key, value));
        }
      }
      case "cpu.max" -> quota(key, value);
      case "cpuset.cpus" -> properties.cpuset("AllowedCPUs", UNIFIED + key, value);
      case "cpuset.mems" -> properties.cpuset("AllowedMemoryNodes", UNIFIED + key, value);
      case "memory.high" -> limit("MemoryHigh", key, value);
      case "memory.low" -> limit("MemoryLow", key, value);
      case "memory.min" -> limit("MemoryMin", key, value);
      case "memory.max" -> limit("MemoryMax", key, value);
      case "memory.swap.max" -> limit("MemorySwapMax", key, value);
      case "memory.zswap.max" -> {
        if (properties.isAtLeast(ZSWAP_SINCE)) {
          limit("MemoryZSwapMax", key, value);
        }
      }
      case "pids.max" -> limit("TasksMax", key, value);
      default -> {}
    }
  }

  private boolean isIdle(String value) {
    return value.equals("1") && properties.knowsIdle();
  }

  private void quota(String key, String value) {
    List<String> words = Words.filled(value.replace('\t', ' '), ' ');
    if (words.isEmpty() || words.size() > 2) {
      throw bad(key, value, "QUOTA PERIOD");
    }
    boolean isLimited = !words.get(0).equals("max");
    long quota = isLimited ? number(key, words.get(0)) : -1;
    long period = words.size() == 2 ? number(key, words.get(1)) : 0;
    properties.quota(quota, period, given(key, value));
  }

  private void limit(String name, String key, String value) {
    properties.add(name, limit(key, value), given(key, value));
  }

  private static long limit(String key, String value) {
    return value.equals("max") ? Value.INFINITY : number(key, value);
  }

  /** 0 would be idle to systemd, and is nothing to the kernel. */
  private static long weight(String key, String value) {
    long weight = number(key, value);
    if (weight == 0) {
      throw bad(key, value, "a weight from 1 to 10000");
    }
    return weight;
  }

  private static long number(String key, String value) {
    long number = Digits.natural(value);
    if (number < 0) {
      throw bad(key, value, "a whole number");
    }
    return number;
  }

  private static SystemdException bad(String key, String value, String wanted) {
    return new SystemdException(name(key) + ": \"" + value + "\" is not " + wanted);
  }

  private static String given(String key, String value) {
    return UNIFIED + key + " " + value;
  }

  private static String name(String key) {
    return "linux.resources." + UNIFIED + key;
  }
}
