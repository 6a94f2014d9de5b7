package dev.jaula.spec;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A container as the OCI runtime-spec 1.3 says it (config.md): what every front door makes and the
 * planner reads. What the spec has no word for is an annotation whose name begins with {@code
 * jaula.}, see {@link Annotations}.
 */
public record Spec(
    Process process,
    Root root,
    @Nullable String hostname,
    @Nullable String domainname,
    List<Mount> mounts,
    Linux linux,
    Map<String, String> annotations) {
  /** The version of the runtime-spec that these records say. */
  public static final String OCI_VERSION = "1.3.0";

  /** The annotation's value, or null when it is not set. */
  public @Nullable String annotation(String name) {
    return annotations.get(name);
  }
}
