package dev.jaula.spec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry of mounts, in order (config.md, "Mounts"); options are as in fstab(5) and the spec's
 * list.
 *
 * @param uidMappings for mount_setattr(2) with MOUNT_ATTR_IDMAP; both lists are empty or none is
 */
public record Mount(
    String destination,
    @Nullable String type,
    @Nullable String source,
    List<String> options,
    List<IdMapping> uidMappings,
    List<IdMapping> gidMappings) {
  /** A mount that shows ids as they are. */
  public Mount(
      String destination, @Nullable String type, @Nullable String source, List<String> options) {
    this(destination, type, source, options, List.of(), List.of());
  }

  public boolean isBind() {
    if ("bind".equals(type)) {
      return true;
    }
    // asked several times for each mount of a start, so without iterators
    for (int i = 0; i < options.size(); i++) {
      String option = options.get(i);
      if (option.length() <= 5 && (option.equals("bind") || option.equals("rbind"))) {
        return true;
      }
    }
    return false;
  }
}
