package dev.jaula.bootstrap;

import dev.jaula.linux.Syscalls;
import java.io.IOException;
import java.nio.file.Path;

/** Writes a root file system as an archive. */
final class TarTarget {
  private TarTarget() {}

  /** Where the work is done for an archive. */
  static Path folder(Target.Tar tar) {
    Path parent = Path.of(tar.path()).toAbsolutePath().getParent();
    return tar.isOutput() || parent == null ? Path.of("/var/tmp") : parent;
  }

  static void write(Target.Tar tar, Path root, Bootstrapped what, Syscalls syscalls)
      throws IOException {
    throw new IOException("not yet");
  }
}
