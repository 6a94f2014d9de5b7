package dev.jaula.engine;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Set;

/** What a tree takes: the sizes of its files, those with several names once. */
final class DiskUse {
  private DiskUse() {}

  static long of(Path root) throws IOException {
    if (!Files.exists(root)) {
      return 0;
    }
    long[] size = {0};
    Set<Object> seen = new HashSet<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            boolean several =
                (int)
                        Files.getAttribute(
                            file, "unix:nlink", java.nio.file.LinkOption.NOFOLLOW_LINKS)
                    > 1;
            if (attributes.isRegularFile() && (!several || seen.add(attributes.fileKey()))) {
              size[0] += attributes.size();
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE; // gone meanwhile, or not this user's
          }
        });
    return size[0];
  }
}
