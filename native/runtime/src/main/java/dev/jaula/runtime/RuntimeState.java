package dev.jaula.runtime;

import dev.jaula.json.JsonException;
import dev.jaula.json.JsonParser;
import dev.jaula.json.JsonText;
import dev.jaula.json.JsonValue;
import dev.jaula.linux.Bytes;
import dev.jaula.spec.ProcessIdentity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What must be remembered of a container that the kernel cannot be asked for; its config.json lies
 * beside it.
 *
 * @param init its first process; pid 0 while there is none yet
 * @param created RFC 3339
 * @param owner the number of the user who made it
 * @param cgroups its directories on the host, one for each hierarchy
 * @param seccompKey the compiled filter in the cache, or null
 * @param unit the systemd unit that holds its cgroup, or null
 */
record RuntimeState(
    String id,
    ProcessIdentity init,
    String bundle,
    String rootfs,
    String created,
    long owner,
    List<String> cgroups,
    @Nullable String seccompKey,
    @Nullable String unit) {

  RuntimeState with(ProcessIdentity process, List<String> directories) {
    return new RuntimeState(
        id, process, bundle, rootfs, created, owner, directories, seccompKey, unit);
  }

  String write() {
    JsonText out = JsonText.compact().object();
    out.member("id", id).member("pid", init.pid()).member("startTime", init.startTime());
    out.member("bundle", bundle).member("rootfs", rootfs).member("created", created);
    out.member("owner", owner).member("cgroups", cgroups);
    if (seccompKey != null) {
      out.member("seccompKey", seccompKey);
    }
    if (unit != null) {
      out.member("unit", unit);
    }
    return out.endObject().toString();
  }

  /** What {@link #write} wrote; a JsonException for anything else. */
  static RuntimeState read(String text) {
    JsonValue state = JsonParser.parse(Bytes.encode(text));
    List<String> cgroups = new ArrayList<>();
    for (JsonValue cgroup : need(state, "cgroups").array()) {
      cgroups.add(cgroup.string());
    }
    return new RuntimeState(
        need(state, "id").string(),
        new ProcessIdentity(
            (int) need(state, "pid").longValue(), need(state, "startTime").longValue()),
        need(state, "bundle").string(),
        need(state, "rootfs").string(),
        need(state, "created").string(),
        need(state, "owner").longValue(),
        cgroups,
        text(state, "seccompKey"),
        text(state, "unit"));
  }

  private static JsonValue need(JsonValue state, String name) {
    JsonValue value = state.get(name);
    if (value == null) {
      throw new JsonException(name + " expected");
    }
    return value;
  }

  private static @Nullable String text(JsonValue state, String name) {
    JsonValue value = state.get(name);
    return value == null ? null : value.string();
  }
}
