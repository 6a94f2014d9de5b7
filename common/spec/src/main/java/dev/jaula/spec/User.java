package dev.jaula.spec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Numeric ids inside the container (config.md, "User"); umask is null when it is to be left alone.
 */
public record User(int uid, int gid, @Nullable Integer umask, List<Integer> additionalGids) {
  public static final User ROOT = new User(0, 0, null, List.of());
}
