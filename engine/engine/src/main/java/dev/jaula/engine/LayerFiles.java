package dev.jaula.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file of an image as its overlay would show it. */
final class LayerFiles {
  private static final long LARGEST = 4 << 20;

  private LayerFiles() {}

  /**
   * The file's bytes; null when the image has none, or has hidden it. Links are not followed: they
   * could lead out of the layer.
   *
   * @param layers the uppermost first
   */
  static byte @Nullable [] read(List<Path> layers, String folder, String name) throws IOException {
    for (Path layer : layers) {
      Path directory = layer.resolve(folder);
      @Nullable BasicFileAttributes above = look(directory);
      if (above == null) {
        continue;
      }
      @Nullable BasicFileAttributes file =
          above.isDirectory() ? look(directory.resolve(name)) : null;
      if (file != null) {
        boolean wanted = file.isRegularFile() && file.size() <= LARGEST;
        return wanted ? Files.readAllBytes(directory.resolve(name)) : null;
      }
      if (!above.isDirectory() || isOpaque(directory)) {
        return null;
      }
    }
    return null;
  }

  private static @Nullable BasicFileAttributes look(Path path) throws IOException {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS)
        ? Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        : null;
  }

  private static boolean isOpaque(Path directory) {
    try {
      // with the name space "user." left out, as the JDK has it
      return ((byte[]) Files.getAttribute(directory, "user:overlay.opaque")).length > 0;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return false;
    }
  }
}
