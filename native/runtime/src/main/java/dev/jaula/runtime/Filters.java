package dev.jaula.runtime;

import org.jspecify.annotations.Nullable;

/** Where compiled seccomp filters are kept, for all containers together. */
final class Filters {
  private Filters() {}

  static String folder(Session session) {
    if (session.machine().credentials().userId() == 0) {
      return "/var/lib/jaula/filters";
    }
    @Nullable String data = session.variable("XDG_DATA_HOME");
    if (data != null && data.startsWith("/")) {
      return data + "/jaula/filters";
    }
    @Nullable String home = session.variable("HOME");
    return (home == null || home.isEmpty() ? "/tmp" : home) + "/.local/share/jaula/filters";
  }
}
