package dev.jaula.image;

import dev.jaula.image.Images.Named;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What the images of a store take, as {@code df} shows it; unpacked layers are not in it.
 *
 * @param images how many there are; one with several names is one
 * @param active how many of them something uses
 * @param size of all blobs, in bytes
 * @param reclaimable of the blobs that no active image needs, in bytes
 * @param partial of what broken pulls have left, in bytes; not in the other two
 */
public record Usage(int images, int active, long size, long reclaimable, long partial) {
  /**
   * Looks at a store.
   *
   * @param isActive whether something uses an image of this name
   */
  public static Usage of(ContentStore store, Images images, Predicate<Named> isActive)
      throws IOException {
    Set<Digest> all = new HashSet<>();
    Set<Digest> used = new HashSet<>();
    List<Descriptor> active = new ArrayList<>();
    for (Named image : images.list()) {
      all.add(image.target().digest());
      if (isActive.test(image) && used.add(image.target().digest())) {
        active.add(image.target());
      }
    }
    Set<Digest> needed = References.of(store, active);
    long size = 0;
    long reclaimable = 0;
    for (Digest blob : store.all()) {
      long bytes = Math.max(0, store.size(blob));
      size += bytes;
      reclaimable += needed.contains(blob) ? 0 : bytes;
    }
    return new Usage(all.size(), active.size(), size, reclaimable, partial(store));
  }

  private static long partial(ContentStore store) throws IOException {
    long size = 0;
    for (Path file : ContentStore.list(store.ingestFolder())) {
      size += ContentStore.partial(file) != null && Files.exists(file) ? Files.size(file) : 0;
    }
    return size;
  }
}
