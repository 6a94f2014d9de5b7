package dev.jaula.archive;

import dev.jaula.image.Descriptor;
import dev.jaula.image.Digest;
import dev.jaula.image.Reference;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** An image of an archive, whole in the store, before it gets its names. */
record Found(Descriptor target, Digest id, Set<Reference> names) {
  Found(Descriptor target, Digest id) {
    this(target, id, new LinkedHashSet<>());
  }

  Loaded loaded() {
    return new Loaded(new ArrayList<>(names), target, id);
  }

  /** Images that are one are made one. */
  static List<Found> merged(List<Found> all) {
    List<Found> merged = new ArrayList<>();
    for (Found one : all) {
      Found same = null;
      for (Found other : merged) {
        same = other.target.digest().equals(one.target.digest()) ? other : same;
      }
      if (same == null) {
        merged.add(one);
      } else {
        same.names.addAll(one.names);
      }
    }
    return merged;
  }
}
