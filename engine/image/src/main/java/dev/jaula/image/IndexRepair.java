package dev.jaula.image;

import dev.jaula.json.JsonValue;
import dev.jaula.json.JsonValue.Obj;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the images of a store whose index cannot be read any more, by their manifests. */
final class IndexRepair {
  private final ContentStore store;
  private final Images images;

  IndexRepair(ContentStore store, Images images) {
    this.store = store;
    this.images = images;
  }

  /** By who has the content alone: the broken file stays beside the new one. */
  void rebuild() throws IOException {
    List<JsonValue> entries = new ArrayList<>();
    for (Descriptor root : roots()) {
      entries.add(root.raw());
    }
    try (StoreLock lock = StoreLock.exclusive(store.ingestFolder(), StoreLock.INDEX)) {
      Path aside = store.root().resolve("index.json.broken");
      Files.deleteIfExists(aside);
      Files.createLink(aside, images.file());
      images.write(entries);
    }
  }

  /** Manifests and indexes that no index has, and that are about no other image. */
  private List<Descriptor> roots() throws IOException {
    Map<Digest, Descriptor> found = new LinkedHashMap<>();
    Set<Digest> children = new HashSet<>();
    for (Digest digest : store.all()) {
      if (store.size(digest) <= ContentStore.MOST_METADATA) {
        look(digest, found, children);
      }
    }
    found.keySet().removeAll(children);
    return new ArrayList<>(found.values());
  }

  private void look(Digest digest, Map<Digest, Descriptor> found, Set<Digest> children)
      throws IOException {
    try {
      byte[] bytes = store.read(digest);
      if (bytes.length == 0 || bytes[0] != '{') {
        return;
      }
      Obj raw = Manifest.object("manifest", bytes);
      if (raw.members().containsKey("manifests")) {
        Index index = Index.read(bytes);
        index.manifests().forEach(child -> children.add(child.digest()));
        found.put(digest, Descriptor.of(index.mediaType(), digest, bytes.length));
      } else if (raw.members().containsKey("layers") && !raw.members().containsKey("subject")) {
        String type = Manifest.read(bytes).mediaType();
        found.put(digest, Descriptor.of(type, digest, bytes.length));
      }
    } catch (ImageException e) {
      // no manifest
    }
  }
}
