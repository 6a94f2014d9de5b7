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
 * @param cgroups its directories on the host, one for each hierarchy
 * @param unit the systemd unit that was made for its cgroup, or null
 * @param adopted those of its cgroups that were there before it: nobody is killed in these, and
 *     they stay
 * @param isPlanned when its cgroups may not have been made yet, and somebody else may make them
 */
record RuntimeState(
    Origin origin,
    ProcessIdentity init,
    List<String> cgroups,
    @Nullable String unit,
    List<String> adopted,
    boolean isPlanned) {

  /** One of a container that is about to be made. */
  static RuntimeState planned(Origin origin, List<String> cgroups, List<String> adopted) {
    return new RuntimeState(origin, new ProcessIdentity(0, 0), cgroups, null, adopted, true);
  }

  String id() {
    return origin.id();
  }

  RuntimeState with(ProcessIdentity process) {
    return new RuntimeState(origin, process, cgroups, unit, adopted, isPlanned);
  }

  /** With the cgroups that it has now, and those of them that were there before. */
  RuntimeState withCgroups(List<String> directories, List<String> before) {
    return new RuntimeState(origin, init, directories, unit, before, false);
  }

  RuntimeState withUnit(@Nullable String made) {
    return new RuntimeState(origin, init, cgroups, made, adopted, isPlanned);
  }

  /** Those of its cgroups that nobody else had before. */
  List<String> own() {
    List<String> own = new ArrayList<>(cgroups);
    own.removeAll(adopted);
    return own;
  }

  String write() {
    JsonText out = JsonText.compact().object();
    out.member("id", origin.id()).member("pid", init.pid()).member("startTime", init.startTime());
    out.member("bundle", origin.bundle()).member("rootfs", origin.rootfs());
    out.member("created", origin.created()).member("owner", origin.owner());
    out.member("cgroups", cgroups);
    if (origin.seccompKey() != null) {
      out.member("seccompKey", origin.seccompKey());
    }
    if (origin.keepsKeyring()) {
      out.member("keepsKeyring", true);
    }
    if (unit != null) {
      out.member("unit", unit);
    }
    if (!adopted.isEmpty()) {
      out.member("adopted", adopted);
    }
    if (isPlanned) {
      out.member("planned", true);
    }
    return out.endObject().toString();
  }

  /** What {@link #write} wrote; a JsonException for anything else. */
  static RuntimeState read(String text) {
    JsonValue state = JsonParser.parse(Bytes.encode(text));
    @Nullable JsonValue adopted = state.get("adopted");
    ProcessIdentity init =
        new ProcessIdentity(
            (int) need(state, "pid").longValue(), need(state, "startTime").longValue());
    return new RuntimeState(
        origin(state),
        init,
        texts(need(state, "cgroups")),
        text(state, "unit"),
        adopted == null ? List.of() : texts(adopted),
        state.get("planned") != null);
  }

  private static Origin origin(JsonValue state) {
    return new Origin(
        need(state, "id").string(),
        need(state, "bundle").string(),
        need(state, "rootfs").string(),
        need(state, "created").string(),
        need(state, "owner").longValue(),
        text(state, "seccompKey"),
        state.get("keepsKeyring") != null);
  }

  private static List<String> texts(JsonValue list) {
    List<String> texts = new ArrayList<>();
    for (JsonValue text : list.array()) {
      texts.add(text.string());
    }
    return texts;
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
