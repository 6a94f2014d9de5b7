package dev.jaula.archive;

import dev.jaula.image.Descriptor;
import dev.jaula.image.Digest;
import dev.jaula.image.Reference;
import java.util.ArrayList;
import java.util.List;

/**
 * An image that came out of an archive.
 *
 * @param names that it has got now; none when the archive names it by none
 * @param target its manifest, or the index of several
 * @param id the digest of its config
 */
public record Loaded(List<Reference> names, Descriptor target, Digest id) {
  /** What {@code docker load} says of it. */
  public List<String> lines() {
    if (names.isEmpty()) {
      return List.of("Loaded image ID: " + id);
    }
    List<String> lines = new ArrayList<>();
    for (Reference name : names) {
      lines.add("Loaded image: " + name.familiar());
    }
    return lines;
  }
}
