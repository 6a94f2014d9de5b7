package dev.jaula.spec;

import dev.jaula.json.JsonText;
import dev.jaula.linux.Capabilities;
import dev.jaula.linux.Limits;
import org.jspecify.annotations.Nullable;

/** Writes a process as config.json has it; a state file holds the same form. */
final class ProcessWriter {
  private static final long UNSIGNED = 0xffffffffL;

  private ProcessWriter() {}

  static void write(Process process, JsonText out) {
    out.object().member("terminal", process.terminal());
    user(process.user(), out);
    out.member("args", process.args()).member("env", process.env()).member("cwd", process.cwd());
    @Nullable CapabilitySets sets = process.capabilities();
    if (sets != null) {
      out.object("capabilities")
          .member("bounding", Capabilities.names(sets.bounding()))
          .member("effective", Capabilities.names(sets.effective()))
          .member("inheritable", Capabilities.names(sets.inheritable()))
          .member("permitted", Capabilities.names(sets.permitted()))
          .member("ambient", Capabilities.names(sets.ambient()))
          .endObject();
    }
    rlimits(process, out);
    out.member("noNewPrivileges", process.noNewPrivileges());
    @Nullable Integer score = process.oomScoreAdj();
    if (score != null) {
      out.member("oomScoreAdj", score);
    }
    out.endObject();
  }

  private static void user(User user, JsonText out) {
    out.object("user").member("uid", user.uid() & UNSIGNED).member("gid", user.gid() & UNSIGNED);
    @Nullable Integer umask = user.umask();
    if (umask != null) {
      out.member("umask", umask);
    }
    if (!user.additionalGids().isEmpty()) {
      out.array("additionalGids");
      for (int gid : user.additionalGids()) {
        out.value(gid & UNSIGNED);
      }
      out.endArray();
    }
    out.endObject();
  }

  private static void rlimits(Process process, JsonText out) {
    if (process.rlimits().isEmpty()) {
      return;
    }
    out.array("rlimits");
    for (Rlimit limit : process.rlimits()) {
      out.object().member("type", Limits.name(limit.resource()));
      out.name("hard").unsigned(limit.hard()).name("soft").unsigned(limit.soft()).endObject();
    }
    out.endArray();
  }
}
