package dev.jaula.spec;

import dev.jaula.json.JsonText;
import org.jspecify.annotations.Nullable;

/**
 * Who decides on calls whose action is SCMP_ACT_NOTIFY (config-linux.md, "Seccomp").
 *
 * @param path a socket of the host; the filter's descriptor is sent to it
 * @param metadata sent with it, as it is
 */
public record SeccompListener(String path, @Nullable String metadata) implements Member {
  @Override
  public void write(JsonText out) {
    out.member("listenerPath", path);
    SpecWriter.text("listenerMetadata", metadata, out);
  }
}
