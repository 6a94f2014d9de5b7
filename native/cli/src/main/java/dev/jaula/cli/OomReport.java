package dev.jaula.cli;

import dev.jaula.cgroup.Sizes;
import dev.jaula.perform.Machine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel says of a container that ran out of memory: v1's oom_control, v2's memory.events.
 */
record OomReport(long kills, long limit, long peak) {
  /** Null when none of the container's processes was killed for memory. */
  static @Nullable OomReport read(Machine machine, List<String> cgroups) {
    for (String directory : cgroups) {
      String events = machine.files().tryRead(directory + "/memory.events");
      boolean unified = events != null;
      String counts = unified ? events : machine.files().tryRead(directory + "/memory.oom_control");
      if (counts != null) {
        long kills = count(counts, "oom_kill ");
        return kills == 0
            ? null
            : new OomReport(
                kills,
                number(machine, directory + (unified ? "/memory.max" : "/memory.limit_in_bytes")),
                number(
                    machine,
                    directory + (unified ? "/memory.peak" : "/memory.max_usage_in_bytes")));
      }
    }
    return null;
  }

  private static long count(String text, String key) {
    for (String line : Values.split(text, '\n')) {
      if (line.startsWith(key) && Values.isNumber(line.substring(key.length()))) {
        return Long.parseLong(line.substring(key.length()));
      }
    }
    return 0;
  }

  private static long number(Machine machine, String file) {
    String text = machine.files().tryRead(file);
    return text != null && Values.isNumber(text.trim()) ? Long.parseLong(text.trim()) : -1;
  }

  /** The limit, the peak and the remedy. */
  String text() {
    return "the kernel killed "
        + (kills == 1 ? "a process" : kills + " processes")
        + " at the limit of "
        + Sizes.text(limit)
        + (peak < 0 ? "" : " (peak " + Sizes.text(peak) + ")")
        + "; give more with --memory";
  }
}
