package dev.jaula.runtime;

import dev.jaula.args.Command;
import dev.jaula.args.OptionGroup;
import dev.jaula.args.ValueKind;

/** The table of {@code update}. */
final class UpdateTable {
  private UpdateTable() {}

  static Command table() {
    return Tables.verb("update", "Change the limits of a container")
        .description(
            "What is not given stays as it is. Sizes take the suffixes k, m, g and t; -1 is no"
                + " limit.",
            "")
        .operands(Tables.ID)
        .options(UpdateTable::file)
        .options(UpdateTable::cpu)
        .options(UpdateTable::memory)
        .options(UpdateTable::rest)
        .build();
  }

  private static OptionGroup file() {
    return OptionGroup.of(
        "Options",
        "Options",
        Tables.value(
                "resources",
                'r',
                "FILE",
                "Read linux.resources as JSON from this file, or from standard input for -; other"
                    + " options are then ignored")
            .of(ValueKind.FILE),
        Tables.flag("explain", "Print the shell command of each change"));
  }

  private static OptionGroup cpu() {
    return OptionGroup.of(
        "Processor",
        "Processor",
        Tables.value("cpu-period", "MICROSECONDS", "Period of the quota"),
        Tables.value("cpu-quota", "MICROSECONDS", "Time in each period"),
        Tables.value("cpu-burst", "MICROSECONDS", "Unused quota that may add up"),
        Tables.value("cpu-share", "N", "Weight against other containers, 2 to 262144")
            .alias("cpu-shares"),
        Tables.value("cpu-rt-period", "MICROSECONDS", "Period of real-time processes"),
        Tables.value("cpu-rt-runtime", "MICROSECONDS", "Time of real-time processes"),
        Tables.value("cpuset-cpus", "LIST", "Processors, such as 0-3,7"),
        Tables.value("cpuset-mems", "LIST", "Memory nodes"),
        Tables.value("cpu-idle", "N", "1 for SCHED_IDLE, 0 for not"));
  }

  private static OptionGroup memory() {
    return OptionGroup.of(
        "Memory",
        "Memory",
        Tables.value("memory", "SIZE", "Most memory"),
        Tables.value("memory-reservation", "SIZE", "Memory that is taken back first above it"),
        Tables.value("memory-swap", "SIZE", "Most memory and swap together"),
        Tables.value("kernel-memory", "SIZE", "Obsolete: the kernel has no such limit any more"),
        Tables.value(
            "kernel-memory-tcp", "SIZE", "Obsolete: the kernel has no such limit any more"));
  }

  private static OptionGroup rest() {
    return OptionGroup.of(
        "Others",
        "Others",
        Tables.value("blkio-weight", "N", "Weight of block devices, 10 to 1000"),
        Tables.value("pids-limit", "N", "Most processes and threads"),
        Tables.value("l3-cache-schema", "SCHEMA", "Intel RDT: the level 3 cache"),
        Tables.value("mem-bw-schema", "SCHEMA", "Intel RDT: memory bandwidth"));
  }
}
