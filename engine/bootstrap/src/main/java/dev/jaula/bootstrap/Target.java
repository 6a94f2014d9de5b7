package dev.jaula.bootstrap;

import dev.jaula.layer.Compression;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/** What comes out of a bootstrap, by the form of its name. */
public sealed interface Target {

  /** A folder, which is not there yet or is empty. */
  record Folder(Path path) implements Target {}

  /** An archive; {@code -} is the standard output. */
  record Tar(String path, Compression compression) implements Target {
    /** True for the standard output. */
    public boolean isOutput() {
      return path.equals("-");
    }
  }

  /** An image with this name and tag. */
  record Image(String reference) implements Target {}

  /** The target that a name means: with a colon and no slash in front or a dot, it is an image. */
  static Target of(String name) {
    if (name.isEmpty()) {
      throw new BootstrapException("the target is empty: name a folder, a .tar file or NAME:TAG");
    }
    if (name.equals("-")) {
      return new Tar(name, Compression.NONE);
    }
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".tar")) {
      return new Tar(name, Compression.NONE);
    }
    if (lower.endsWith(".tar.gz") || lower.endsWith(".tgz")) {
      return new Tar(name, Compression.GZIP);
    }
    if (lower.endsWith(".tar.xz") || lower.endsWith(".txz")) {
      return new Tar(name, Compression.XZ);
    }
    if (lower.endsWith(".tar.zst")) {
      return new Tar(name, Compression.ZSTD);
    }
    boolean path = name.startsWith("/") || name.startsWith(".") || name.startsWith("~");
    return !path && name.lastIndexOf(':') > name.lastIndexOf('/')
        ? new Image(name)
        : new Folder(Path.of(name));
  }

  /** Throws when a folder cannot become a root, before any work is done. */
  static void check(Folder target) {
    Path path = target.path();
    if (Files.exists(path) && !Files.isDirectory(path)) {
      throw new BootstrapException("target " + path + " is a file: name a folder");
    }
    if (Files.isDirectory(path)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
        if (entries.iterator().hasNext()) {
          throw new BootstrapException(
              "target " + path + " is not empty: name another folder, or remove what is in it");
        }
      } catch (IOException e) {
        throw new BootstrapException("cannot read the target " + path + ": " + e.getMessage(), e);
      }
    }
  }

  /** Gives a finished root its name. */
  static void settle(Path root, Folder target) throws IOException {
    try {
      Files.deleteIfExists(target.path());
    } catch (DirectoryNotEmptyException e) {
      throw new BootstrapException(
          "target " + target.path() + " was filled meanwhile: name another folder", e);
    }
    Files.move(root, target.path(), StandardCopyOption.ATOMIC_MOVE);
  }
}
