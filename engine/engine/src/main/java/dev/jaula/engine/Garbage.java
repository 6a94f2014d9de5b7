package dev.jaula.engine;

import dev.jaula.handover.RunRecord;
import dev.jaula.image.Descriptor;
import dev.jaula.image.Digest;
import dev.jaula.image.ImageException;
import dev.jaula.image.Index;
import dev.jaula.image.Lease;
import dev.jaula.image.Manifest;
import dev.jaula.image.MediaTypes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What no image needs any more: blobs and unpacked layers. */
final class Garbage {
  private final Stores stores;

  Garbage(Stores stores) {
    this.stores = stores;
  }

  /**
   * Removes the parts of an image that has lost its names, but for those that others share.
   *
   * @return what went: the image's ID, then its layers
   */
  List<Digest> removeOf(Image image) throws IOException {
    List<Digest> gone = new ArrayList<>();
    try (Lease alone = stores.content().exclusive()) {
      Set<Digest> needed = neededBlobs();
      if (!needed.contains(image.parts().config().digest())) {
        gone.add(image.parts().config().digest());
      }
      List<Digest> blobs = new ArrayList<>(List.of(image.parts().config().digest()));
      image.parts().layers().forEach(layer -> blobs.add(layer.digest()));
      blobs.add(image.manifest().digest());
      blobs.add(image.target().digest());
      for (Digest blob : blobs) {
        if (!needed.contains(blob)) {
          stores.content().remove(blob);
        }
      }
      Set<String> used = usedLayers();
      for (Digest diffId : image.config().diffIds()) {
        if (!used.contains(diffId.hex()) && stores.layers().remove(diffId)) {
          gone.add(diffId);
        }
      }
    }
    return gone;
  }

  /** Every blob that some image has: indexes, manifests, configurations, layers. */
  Set<Digest> neededBlobs() throws IOException {
    Set<Digest> needed = new HashSet<>();
    for (Descriptor target : new Catalog(stores).targets().values()) {
      follow(target, needed);
    }
    return needed;
  }

  /** What is not here was never pulled, as an index's other platforms. */
  private void follow(Descriptor descriptor, Set<Digest> needed) throws IOException {
    if (!needed.add(descriptor.digest()) || !stores.content().has(descriptor.digest())) {
      return;
    }
    try {
      if (MediaTypes.isIndex(descriptor.mediaType())) {
        for (Descriptor manifest : Index.read(stores.content().read(descriptor)).manifests()) {
          follow(manifest, needed);
        }
      } else if (MediaTypes.isManifest(descriptor.mediaType())) {
        Manifest parts = Manifest.read(stores.content().read(descriptor));
        needed.add(parts.config().digest());
        parts.layers().forEach(layer -> needed.add(layer.digest()));
      }
    } catch (ImageException e) {
      // broken: fsck's matter; what it named cannot be known
    }
  }

  /**
   * Layers that a run may be using, or that the next one would: by the names of their directories.
   */
  Set<String> usedLayers() throws IOException {
    Set<String> used = new HashSet<>();
    for (RunRecord record : stores.records().all()) {
      for (String layer : record.layers()) {
        used.add(layer.substring(layer.lastIndexOf('/') + 1));
      }
    }
    return used;
  }
}
