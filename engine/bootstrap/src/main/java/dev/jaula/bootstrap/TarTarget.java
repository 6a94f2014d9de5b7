package dev.jaula.bootstrap;

import dev.jaula.layer.PackOptions;
import dev.jaula.layer.Packer;
import dev.jaula.linux.Syscalls;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a root file system as an archive. */
final class TarTarget {
  private TarTarget() {}

  /** Where the work is done for an archive. */
  static Path folder(Target.Tar tar) {
    Path parent = Path.of(tar.path()).toAbsolutePath().getParent();
    return tar.isOutput() || parent == null ? Path.of("/var/tmp") : parent;
  }

  /**
   * Writes it, whole or not at all.
   *
   * @param beside a folder on the archive's file system for what is half written
   */
  static void write(Target.Tar tar, Path root, Path beside, long epoch, Syscalls syscalls)
      throws IOException {
    PackOptions options = PackOptions.TREE.with(tar.compression()).withLatest(epoch);
    if (tar.isOutput()) {
      try (OutputStream out =
          new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16)) {
        new Packer(syscalls).pack(root, out, options);
      }
      return;
    }
    Path half = beside.resolve("archive");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(half), 1 << 16)) {
      new Packer(syscalls).pack(root, out, options);
    }
    Files.move(half, Path.of(tar.path()), StandardCopyOption.REPLACE_EXISTING);
  }
}
