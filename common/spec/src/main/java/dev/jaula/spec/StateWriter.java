package dev.jaula.spec;

import dev.jaula.json.JsonText;
import org.jspecify.annotations.Nullable;

/** Writes a container's state file: compact JSON in one pass over the record. */
public final class StateWriter {
  /** Goes up when an older Jaula could not read the file. */
  static final int VERSION = 1;

  private static final long UNSIGNED = 0xffffffffL;

  private StateWriter() {}

  /** On one line. */
  public static String write(ContainerState state) {
    JsonText out = JsonText.compact();
    out.object().member("version", VERSION).member("id", state.id()).member("name", state.name());
    identity("init", state.init(), out);
    identity("monitor", state.monitor(), out);
    time("created", state.created(), out);
    out.member("image", state.image()).member("root", state.root());
    SpecWriter.text("hostname", state.hostname(), out);
    out.name("process");
    ProcessWriter.write(state.process(), out);
    SpecWriter.text("seccompKey", state.seccompKey(), out);
    out.member("namespaces", state.namespaces() & UNSIGNED).member("cgroups", state.cgroups());
    SpecWriter.map("labels", state.labels(), out);
    out.array("mounts");
    for (Mount mount : state.mounts()) {
      SpecWriter.mount(mount, out);
    }
    out.endArray().member("autoRemove", state.autoRemove());
    SpecWriter.text("logPath", state.logPath(), out);
    @Nullable Exit exit = state.exit();
    if (exit != null) {
      out.object("exit").member("code", exit.code()).member("oomKilled", exit.oomKilled());
      time("time", exit.time(), out);
      out.endObject();
    }
    return out.endObject().toString();
  }

  private static void identity(String name, ProcessIdentity process, JsonText out) {
    out.object(name)
        .member("pid", process.pid())
        .member("startTime", process.startTime())
        .endObject();
  }

  private static void time(String name, Timestamp time, JsonText out) {
    out.member(name, time.text());
  }
}
