package dev.jaula.archive;

import dev.jaula.image.ImageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A directory with an OCI layout, which must be new, empty, or such a one already. */
final class DirectorySink implements Sink {
  private final Path root;

  DirectorySink(Path root) {
    this.root = root;
  }

  @Override
  public void begin() throws IOException {
    Files.createDirectories(root);
    try (DirectoryStream<Path> there = Files.newDirectoryStream(root)) {
      if (there.iterator().hasNext() && !Files.exists(root.resolve("oci-layout"))) {
        throw new ImageException(
            root + " is not empty and is no OCI layout; fix: name a new directory");
      }
    }
  }

  @Override
  public void file(String path, long size, Content content) throws IOException {
    Path file = root.resolve(path);
    Path folder = file.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try (InputStream in = content.open()) {
      Files.copy(in, fresh, StandardCopyOption.REPLACE_EXISTING);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void end() {}
}
