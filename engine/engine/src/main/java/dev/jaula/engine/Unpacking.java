package dev.jaula.engine;

import dev.jaula.layer.UnpackOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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

  private static boolean hasOneId() {
    try {
      String[] map = Files.readString(Path.of("/proc/self/uid_map")).strip().split("\\s+");
      return map.length == 3 && map[2].equals("1");
    } catch (IOException e) {
      return false;
    }
  }
}
