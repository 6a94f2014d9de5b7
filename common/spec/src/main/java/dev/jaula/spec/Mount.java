package dev.jaula.spec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry of mounts, in order (config.md, "Mounts"); options are as in fstab(5) and the spec's
 * list.
 */
public record Mount(
    String destination, @Nullable String type, @Nullable String source, List<String> options) {
  public boolean isBind() {
    return "bind".equals(type) || options.contains("bind") || options.contains("rbind");
  }
}
