package dev.jaula.cgroup;

import java.util.List;

/**
 * One row of the translation table.
 *
 * @param name of the file on v2; empty for what only v1 has
 * @param controller as v2 calls it
 * @param legacy the v1 files that say the same together, the first being the main one
 */
record Key(String name, String controller, Kind kind, boolean isWritable, List<String> legacy) {
  Key {
    legacy = List.copyOf(legacy);
  }

  /** How a value is written in each version. */
  enum Kind {
    /** The same text. */
    PLAIN,
    /** A whole number, the same in both. */
    COUNT,
    /** Bytes; no limit is max on v2, -1 on v1. */
    BYTES,
    /** QUOTA PERIOD. */
    QUOTA,
    /** cpu.weight and cpu.shares. */
    WEIGHT,
    /** Swap alone on v2, memory and swap on v1. */
    SWAP,
    /** MAJ:MIN rbps=... on v2, one file a rate on v1. */
    RATES,
    /** io.weight and blkio.weight. */
    IO_WEIGHT,
    /** 0 and 1, THAWED and FROZEN. */
    FREEZE,
    /** usage_usec ..., from cpuacct and cpu.stat. */
    CPU_STAT,
    /** oom_kill ..., from memory.oom_control. */
    MEMORY_EVENTS,
    /** MAJ:MIN rbytes=... */
    IO_STAT,
    /** Processes: moved with classify, never set. */
    MEMBERS
  }

  boolean isLegacyOnly() {
    return name.isEmpty();
  }

  /** The name to show: v2's where there is one. */
  String label() {
    return name.isEmpty() ? legacy.get(0) : name;
  }
}
