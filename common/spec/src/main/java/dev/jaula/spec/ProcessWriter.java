package dev.jaula.spec;

import dev.jaula.json.JsonText;
import dev.jaula.linux.Capabilities;
import dev.jaula.linux.Limits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a process as config.json has it; a state file holds the same form. */
final class ProcessWriter {
  private static final long UNSIGNED = 0xffffffffL;

  private ProcessWriter() {}

  static void write(Process process, JsonText out) {
    out.object();
    SpecWriter.flag("terminal", process.terminal(), out);
    SpecWriter.member(process.consoleSize(), out);
    user(process.user(), out);
    out.member("args", process.args());
    SpecWriter.texts("env", process.env(), out);
    out.member("cwd", process.cwd());
    @Nullable CapabilitySets sets = process.capabilities();
    if (sets != null) {
      capabilities(sets, out);
    }
    rlimits(process.rlimits(), out);
    SpecWriter.flag("noNewPrivileges", process.noNewPrivileges(), out);
    SpecWriter.text("apparmorProfile", process.apparmorProfile(), out);
    @Nullable Integer score = process.oomScoreAdj();
    if (score != null) {
      out.member("oomScoreAdj", score);
    }
    scheduling(process, out);
    out.endObject();
  }

  private static void scheduling(Process process, JsonText out) {
    SpecWriter.member(process.scheduler(), out);
    SpecWriter.text("selinuxLabel", process.selinuxLabel(), out);
    SpecWriter.member(process.ioPriority(), out);
    SpecWriter.member(process.execCpuAffinity(), out);
  }

  private static void capabilities(CapabilitySets sets, JsonText out) {
    out.object("capabilities");
    SpecWriter.texts("bounding", Capabilities.names(sets.bounding()), out);
    SpecWriter.texts("effective", Capabilities.names(sets.effective()), out);
    SpecWriter.texts("inheritable", Capabilities.names(sets.inheritable()), out);
    SpecWriter.texts("permitted", Capabilities.names(sets.permitted()), out);
    SpecWriter.texts("ambient", Capabilities.names(sets.ambient()), out);
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

  static void rlimits(List<Rlimit> limits, JsonText out) {
    if (limits.isEmpty()) {
      return;
    }
    out.array("rlimits");
    for (Rlimit limit : limits) {
      out.object().member("type", Limits.name(limit.resource()));
      out.name("hard").unsigned(limit.hard()).name("soft").unsigned(limit.soft()).endObject();
    }
    out.endArray();
  }
}
