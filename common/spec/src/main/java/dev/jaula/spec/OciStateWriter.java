package dev.jaula.spec;

import dev.jaula.json.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes states with the keys and in the order of runc; annotations by their names, as Go does. */
public final class OciStateWriter {
  private static final int INDENT = 2;

  private OciStateWriter() {}

  /** What {@code runc state} prints: two spaces for each depth, without end of line. */
  public static String state(OciState state) {
    JsonText out = JsonText.indented(INDENT);
    listed(state, out);
    return out.toString();
  }

  /** What {@code runc list --format json} prints: one line; {@code null} when there are none. */
  public static String list(List<OciState> states) {
    JsonText out = JsonText.compact();
    if (states.isEmpty()) {
      return out.nothing().toString();
    }
    out.array();
    for (OciState state : states) {
      listed(state, out);
    }
    return out.endArray().toString();
  }

  /** What a hook reads from its standard input (config.md, "POSIX-platform Hooks"). */
  public static String hook(OciState state) {
    JsonText out = JsonText.compact();
    plain(state, out);
    return out.toString();
  }

  /**
   * What a seccomp agent gets with the filter's descriptor (config-linux.md, "The Container Process
   * State").
   *
   * @param pid the process that loads the filter, as the runtime sees it
   * @param metadata as {@link SeccompListener#metadata}
   */
  public static String processState(OciState state, int pid, @Nullable String metadata) {
    JsonText out = JsonText.compact();
    out.object().member("ociVersion", state.ociVersion());
    out.member("fds", List.of("seccompFd")).member("pid", pid);
    SpecWriter.text("metadata", metadata, out);
    out.name("state");
    plain(state, out);
    return out.endObject().toString();
  }

  private static void plain(OciState state, JsonText out) {
    out.object().member("ociVersion", state.ociVersion()).member("id", state.id());
    out.member("status", state.status());
    if (state.pid() != 0) {
      out.member("pid", state.pid());
    }
    out.member("bundle", state.bundle());
    annotations(state, out);
    out.endObject();
  }

  private static void listed(OciState state, JsonText out) {
    out.object().member("ociVersion", state.ociVersion()).member("id", state.id());
    out.member("pid", state.pid()).member("status", state.status());
    out.member("bundle", state.bundle()).member("rootfs", state.rootfs());
    out.member("created", state.created());
    annotations(state, out);
    out.member("owner", state.owner()).endObject();
  }

  private static void annotations(OciState state, JsonText out) {
    Map<String, String> annotations = state.annotations();
    if (annotations.isEmpty()) {
      return;
    }
    List<String> names = new ArrayList<>(annotations.keySet());
    names.sort(String::compareTo);
    out.object("annotations");
    for (String name : names) {
      @Nullable String value = annotations.get(name);
      out.member(name, value == null ? "" : value);
    }
    out.endObject();
  }
}
