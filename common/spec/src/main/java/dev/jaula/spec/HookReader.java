package dev.jaula.spec;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads hooks (config.md, "POSIX-platform Hooks"). */
final class HookReader {
  private HookReader() {}

  /** Null when the config has none at all. */
  static @Nullable Hooks read(Field config) {
    @Nullable Field hooks = config.get("hooks");
    if (hooks == null) {
      return null;
    }
    Hooks read =
        new Hooks(
            list(hooks, "prestart"),
            list(hooks, "createRuntime"),
            list(hooks, "createContainer"),
            list(hooks, "startContainer"),
            list(hooks, "poststart"),
            list(hooks, "poststop"));
    return read.equals(Hooks.NONE) ? null : read;
  }

  private static List<Hook> list(Field hooks, String kind) {
    List<Hook> list = new ArrayList<>();
    for (Field item : hooks.items(kind)) {
      @Nullable Long timeout = item.integer("timeout", 1, Integer.MAX_VALUE);
      list.add(
          new Hook(
              item.need("path", "\"/usr/bin/hook\"").absolute(),
              item.texts("args"),
              ProcessReader.env(item),
              timeout == null ? null : Integer.valueOf((int) (long) timeout)));
    }
    return list;
  }
}
