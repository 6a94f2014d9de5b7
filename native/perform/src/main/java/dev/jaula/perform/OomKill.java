package dev.jaula.perform;

import dev.jaula.linux.Files;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether the kernel killed a process of a cgroup for want of memory, and whose limit it was. */
final class OomKill {
  private static final String KILLS = "oom_kill ";

  private final Files files;

  OomKill(Files files) {
    this.files = files;
  }

  /** In words, or empty when memory was not the cause. */
  String cause(List<String> cgroups) {
    for (String cgroup : cgroups) {
      if (kills(cgroup + "/memory.events") || kills(cgroup + "/memory.oom_control")) {
        return "container init was OOM-killed (memory limit too low?): " + whose(cgroup);
      }
    }
    return "";
  }

  /** v2 counts at the level whose limit was hit how often it was; v1 does not tell. */
  private String whose(String cgroup) {
    @Nullable String local = files.tryRead(cgroup + "/memory.events.local");
    if (local == null) {
      return cgroup;
    }
    return number(local, "\noom ") > 0
        ? cgroup + "/memory.max"
        : "the limit of a cgroup above " + cgroup;
  }

  private boolean kills(String file) {
    @Nullable String events = files.tryRead(file);
    return events != null && number(events, "\n" + KILLS) > 0;
  }

  /** The digits behind a key, as a number: only whether it is 0 matters. */
  private static int number(String text, String key) {
    int at = text.indexOf(key);
    int from = at + key.length();
    return at >= 0 && from < text.length() && text.charAt(from) > '0' ? 1 : 0;
  }
}
