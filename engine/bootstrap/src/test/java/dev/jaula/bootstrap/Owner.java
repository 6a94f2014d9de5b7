package dev.jaula.bootstrap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Who runs the tests, and so may own files. */
final class Owner {
  static final int UID = attribute("unix:uid");
  static final int GID = attribute("unix:gid");

  private Owner() {}

  private static int attribute(String name) {
    try {
      return (Integer) Files.getAttribute(Path.of("/proc/self"), name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
