package dev.jaula.spec;

import dev.jaula.json.JsonText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The hooks of a container, each list in its order (config.md, "POSIX-platform Hooks").
 *
 * @param prestart deprecated; called with createRuntime, before it
 * @param createRuntime in the runtime's namespaces, when those of the container are made
 * @param createContainer in the container's namespaces, before its root is entered
 * @param startContainer in the container, directly before its command
 * @param poststart in the runtime's namespaces, after the command was started
 * @param poststop in the runtime's namespaces, after the container was deleted
 */
public record Hooks(
    List<Hook> prestart,
    List<Hook> createRuntime,
    List<Hook> createContainer,
    List<Hook> startContainer,
    List<Hook> poststart,
    List<Hook> poststop)
    implements Member {
  public static final Hooks NONE =
      new Hooks(List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

  /** Writes the member "hooks"; kinds without a hook are left out. */
  @Override
  public void write(JsonText out) {
    out.object("hooks");
    write("prestart", prestart, out);
    write("createRuntime", createRuntime, out);
    write("createContainer", createContainer, out);
    write("startContainer", startContainer, out);
    write("poststart", poststart, out);
    write("poststop", poststop, out);
    out.endObject();
  }

  private static void write(String kind, List<Hook> hooks, JsonText out) {
    if (hooks.isEmpty()) {
      return;
    }
    out.array(kind);
    for (Hook hook : hooks) {
      out.object().member("path", hook.path());
      SpecWriter.texts("args", hook.args(), out);
      SpecWriter.texts("env", hook.env(), out);
      @Nullable Integer timeout = hook.timeout();
      if (timeout != null) {
        out.member("timeout", timeout);
      }
      out.endObject();
    }
    out.endArray();
  }
}
