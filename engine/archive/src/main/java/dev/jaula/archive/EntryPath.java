package dev.jaula.archive;

import dev.jaula.image.ImageException;
import java.util.ArrayDeque;
import java.util.Deque;

/** Paths within an archive: relative, with single slashes, without {@code .} and {@code ..}. */
final class EntryPath {
  private EntryPath() {}

  /**
   * The path of an entry.
   *
   * @throws ImageException when it leads out of the archive
   */
  static String clean(String name) {
    return join("", name);
  }

  /** Where a symbolic link leads to. */
  static String target(String link, String to) {
    int slash = link.lastIndexOf('/');
    return join(to.startsWith("/") || slash < 0 ? "" : link.substring(0, slash), to);
  }

  private static String join(String folder, String path) {
    Deque<String> parts = new ArrayDeque<>();
    for (String part : (folder + "/" + path).split("/", -1)) {
      if (part.equals("..")) {
        if (parts.pollLast() == null) {
          throw new ImageException(
              "the archive's entry " + path + " leads out of it; the archive is hostile");
        }
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return String.join("/", parts);
  }
}
