package dev.jaula.engine;

import dev.jaula.handover.ImageNames;
import dev.jaula.handover.RunRecord;
import dev.jaula.image.Descriptor;
import dev.jaula.image.Digest;
import dev.jaula.image.ImageException;
import dev.jaula.image.Images.Named;
import dev.jaula.image.Index;
import dev.jaula.image.Lease;
import dev.jaula.image.Manifest;
import dev.jaula.image.MediaTypes;
import dev.jaula.image.Prune;
import dev.jaula.layer.Layers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What no image needs any more: blobs and unpacked layers. */
final class Garbage {
  private static final String CHAINS = "layers/chains/";

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
        removeUsers(image.parts().config().digest().hex());
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
      removeChains();
      for (Digest diffId : image.config().diffIds()) {
        if (!used.contains(diffId.hex()) && stores.layers().remove(diffId)) {
          gone.add(diffId);
        }
      }
    }
    return gone;
  }

  /** Chains of layers that no record names. */
  private void removeChains() throws IOException {
    Set<String> used = new HashSet<>();
    for (RunRecord record : stores.records().all()) {
      for (String layer : record.layers()) {
        if (layer.startsWith(CHAINS)) {
          used.add(layer.substring(CHAINS.length(), layer.indexOf('/', CHAINS.length())));
        }
      }
    }
    for (Path chain : RunRecords.list(stores.chains())) {
      String hex = String.valueOf(chain.getFileName());
      if (!used.contains(hex)) {
        Layers layers = stores.chain(hex);
        for (Digest layer : layers.list()) {
          layers.remove(layer);
        }
        layers.sweep();
        Files.deleteIfExists(chain.resolve("sha256"));
        Files.deleteIfExists(chain);
      }
    }
  }

  /** The copies of /etc/passwd and /etc/group of an image. */
  private void removeUsers(String image) throws IOException {
    Path folder = stores.root().resolve("images/users").resolve(image);
    Files.deleteIfExists(folder.resolve("etc/passwd"));
    Files.deleteIfExists(folder.resolve("etc/group"));
    Files.deleteIfExists(folder.resolve("etc"));
    Files.deleteIfExists(folder);
  }

  /** The unpacked layers that nobody would need when a plan had been carried out. */
  List<Digest> layersWithout(Prune.Plan plan) throws IOException {
    Set<String> going = new HashSet<>();
    plan.items().forEach(item -> going.add(item.name()));
    Set<String> used = new HashSet<>();
    for (RunRecord record : stores.records().held()) {
      addLayers(record, used);
    }
    for (Named named : stores.images().list()) {
      @Nullable String name = named.name();
      if (!going.contains(name == null ? named.target().digest().toString() : name)) {
        addDiffs(named, used);
      }
    }
    List<Digest> unused = new ArrayList<>();
    for (Digest layer : stores.layers().list()) {
      if (!used.contains(layer.hex())) {
        unused.add(layer);
      }
    }
    return unused;
  }

  private void addDiffs(Named named, Set<String> used) throws IOException {
    try {
      new Catalog(stores).load(named.target()).config().diffIds().forEach(d -> used.add(d.hex()));
    } catch (ImageException e) {
      // broken: fsck's matter
    }
  }

  private static void addLayers(RunRecord record, Set<String> used) {
    for (String layer : record.layers()) {
      used.add(layer.substring(layer.lastIndexOf('/') + 1));
    }
  }

  /** Removes the records of images that are gone, then layers without a record or an image. */
  void sweep() throws IOException {
    try (Lease alone = stores.content().exclusive()) {
      Set<String> names = new HashSet<>();
      Set<String> ids = new HashSet<>();
      for (Named named : stores.images().list()) {
        try {
          if (named.name() != null) {
            names.add(ImageNames.file(named.name()));
          }
          ids.add(new Catalog(stores).load(named.target()).id());
        } catch (ImageException e) {
          // broken: its record goes, and a run will say what is wrong
        }
      }
      stores.records().retain(names, ids);
      // a name may run the image of another platform than this machine's
      stores.records().all().forEach(record -> ids.add(record.id()));
      for (Path users : RunRecords.list(stores.root().resolve("images/users"))) {
        String image = String.valueOf(users.getFileName());
        if (!ids.contains("sha256:" + image)) {
          removeUsers(image);
        }
      }
      Set<String> used = usedLayers();
      for (Digest layer : layersWithout(new Prune.Plan(List.of()))) {
        if (!used.contains(layer.hex())) {
          stores.layers().remove(layer);
        }
      }
      removeChains();
      stores.layers().sweep();
    }
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
      addLayers(record, used);
    }
    return used;
  }
}
