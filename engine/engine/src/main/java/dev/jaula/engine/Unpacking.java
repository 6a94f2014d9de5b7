package dev.jaula.engine;

import dev.jaula.layer.UnpackOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** How layers are unpacked here. */
final class Unpacking {
  private Unpacking() {}

  /**
   * A user to whom no ids are lent has a single one: then all files are that user's, as with
   * Podman's ignore_chown_errors.
   */
  static UnpackOptions options() {
    return UnpackOptions.OVERLAY.withIgnoreChown(hasOneId());
  }

  /** What was left out below /dev is not worth a word: every container has a /dev of its own. */
  static void tell(List<String> notes, Consumer<String> out) {
    for (String note : notes) {
      if (!note.startsWith("device ./dev/") && !note.startsWith("device dev/")) {
        out.accept(note);
      }
    }
  }

  private static boolean hasOneId() {
    String[] map = map();
    return map.length == 3 && map[2].equals("1");
  }

  /** Whether root here is root of the machine (man 7 user_namespaces). */
  static boolean isInitial() {
    String[] map = map();
    return map.length == 3
        && map[0].equals("0")
        && map[1].equals("0")
        && map[2].equals("4294967295");
  }

  private static String[] map() {
    try {
      return Files.readString(Path.of("/proc/self/uid_map")).strip().split("\\s+");
    } catch (IOException e) {
      return new String[0];
    }
  }
}
