package dev.jaula.engine;

import dev.jaula.handover.ImageNames;
import dev.jaula.image.Descriptor;
import dev.jaula.image.Digest;
import dev.jaula.image.ImageConfig;
import dev.jaula.image.ImageException;
import dev.jaula.image.Images.Named;
import dev.jaula.image.Index;
import dev.jaula.image.Manifest;
import dev.jaula.image.MediaTypes;
import dev.jaula.image.Platform;
import dev.jaula.image.Reference;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From names and IDs to images. */
final class Catalog {
  private final Stores stores;
  private final boolean isList;

  Catalog(Stores stores) {
    this(stores, false);
  }

  private Catalog(Stores stores, boolean isList) {
    this.stores = stores;
    this.isList = isList;
  }

  /** For lists, where nothing is done with an image: its parts are not verified again. */
  static Catalog forLists(Stores stores) {
    return new Catalog(stores, true);
  }

  private byte[] bytes(Descriptor descriptor) throws IOException {
    return isList ? stores.content().peek(descriptor) : stores.content().read(descriptor);
  }

  /**
   * The image behind a descriptor: of an index, the one for this machine, or else the one that is
   * here.
   */
  Image load(Descriptor target) throws IOException {
    return load(target, Platform.current());
  }

  Image load(Descriptor target, Platform platform) throws IOException {
    Descriptor manifest = target;
    if (MediaTypes.isIndex(target.mediaType())) {
      manifest = choose(Index.read(bytes(target)), platform);
    }
    Manifest parts = Manifest.read(bytes(manifest));
    return new Image(target, manifest, parts, ImageConfig.read(bytes(parts.config())));
  }

  private Descriptor choose(Index index, Platform platform) {
    @Nullable Descriptor wanted = index.choose(platform);
    if (wanted != null && stores.content().has(wanted.digest())) {
      return wanted;
    }
    for (Descriptor manifest : index.manifests()) {
      if (stores.content().has(manifest.digest()) && isImage(manifest)) {
        return manifest;
      }
    }
    throw new ImageException(
        "no image for "
            + platform
            + " is here; there are "
            + index.offers()
            + "; fix: pull it with --platform");
  }

  private static boolean isImage(Descriptor manifest) {
    @Nullable Platform platform = manifest.platform();
    return platform == null || !platform.os().equals("unknown");
  }

  /** An image that was asked for. */
  record Found(@Nullable Reference name, Image image) {}

  /**
   * By name, by ID, by the digest of its manifest, or by the beginning of one.
   *
   * @throws ImageException when there is none, or several
   */
  Found find(String typed) throws IOException {
    @Nullable Found found = search(typed);
    if (found == null) {
      throw new ImageException(
          "No such image: " + (ImageNames.mayBeId(typed) ? typed : shown(typed)));
    }
    return found;
  }

  private static String shown(String typed) {
    return Reference.parse(typed).familiar();
  }

  @Nullable Found search(String typed) throws IOException {
    return search(typed, Platform.current());
  }

  /** The same, of an index the image for a platform when it is here. */
  @Nullable Found search(String typed, Platform platform) throws IOException {
    if (!typed.startsWith("sha256:")) {
      Reference name = Reference.parse(typed);
      @Nullable Descriptor target = stores.images().find(name);
      if (target != null) {
        return new Found(name, load(target, platform));
      }
    }
    return ImageNames.mayBeId(typed) ? byId(typed) : null;
  }

  private @Nullable Found byId(String typed) throws IOException {
    String prefix = typed.startsWith("sha256:") ? typed : "sha256:" + typed;
    Map<String, Image> found = new LinkedHashMap<>();
    for (Descriptor target : targets().values()) {
      Image image = load(target);
      if (image.id().startsWith(prefix)
          || image.manifest().digest().toString().startsWith(prefix)
          || target.digest().toString().startsWith(prefix)) {
        found.put(image.id(), image);
      }
    }
    if (found.size() > 1) {
      throw new ImageException(
          "\"" + typed + "\" is the beginning of several images' IDs; type more of it");
    }
    return found.isEmpty() ? null : new Found(null, found.values().iterator().next());
  }

  /** Every image once, in the order in which they came. */
  Map<Digest, Descriptor> targets() throws IOException {
    Map<Digest, Descriptor> targets = new LinkedHashMap<>();
    for (Named named : stores.images().list()) {
      targets.putIfAbsent(named.target().digest(), named.target());
    }
    return targets;
  }
}
