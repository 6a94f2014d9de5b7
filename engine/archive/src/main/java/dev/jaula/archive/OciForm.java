package dev.jaula.archive;

import dev.jaula.image.ContentStore;
import dev.jaula.image.Descriptor;
import dev.jaula.image.Digest;
import dev.jaula.image.ImageConfig;
import dev.jaula.image.ImageException;
import dev.jaula.image.Index;
import dev.jaula.image.Manifest;
import dev.jaula.image.MediaTypes;
import dev.jaula.image.Platform;
import dev.jaula.image.Reference;
import dev.jaula.json.JsonValue.Obj;
import dev.jaula.json.JsonValue.Str;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Archives with an {@code index.json} (image-spec, image-layout.md), as {@code podman save --format
 * oci-archive}, skopeo, and {@code docker save} from version 25 on write them.
 */
final class OciForm {
  /** The whole name, as containerd and Docker write it. */
  static final String FULL_NAME = "io.containerd.image.name";

  /** A name, or only a tag. */
  static final String NAME = "org.opencontainers.image.ref.name";

  private static final int DEEPEST = 4;

  private final ContentStore store;
  private final List<DockerForm.Item> docker;

  /**
   * Of blobs that are in the store.
   *
   * @param docker what a {@code manifest.json} beside the index says
   */
  OciForm(ContentStore store, List<DockerForm.Item> docker) {
    this.store = store;
    this.docker = docker;
  }

  List<Found> images(byte[] table) throws IOException {
    List<Found> images = new ArrayList<>();
    for (Descriptor target : Index.read(table).manifests()) {
      Digest id = id(target, 0);
      if (id == null) {
        throw new ImageException(
            "the archive has none of the images of " + target.digest() + ": it is damaged");
      }
      Found found = new Found(target, id);
      name(found);
      images.add(found);
    }
    return images;
  }

  /** The digest of an image's config, when all of it is here; else null. */
  private @Nullable Digest id(Descriptor target, int depth) throws IOException {
    String type = target.mediaType();
    if (MediaTypes.isIndex(type) && depth < DEEPEST) {
      return anyId(Index.read(store.read(target)), depth);
    }
    if (!MediaTypes.isManifest(type)) {
      throw new ImageException(
          "the archive's " + target.digest() + " of type " + type + " is no image");
    }
    return verified(Manifest.read(store.read(target)));
  }

  /** Of the images for several platforms not all must be here. */
  private @Nullable Digest anyId(Index index, int depth) throws IOException {
    Digest chosen = null;
    Descriptor best = index.choose(Platform.current());
    for (Descriptor child : index.manifests()) {
      if (store.has(child.digest())) {
        Digest id = id(child, depth + 1);
        boolean isBest = best != null && best.digest().equals(child.digest());
        chosen = isBest || chosen == null && !isAttestation(child) ? id : chosen;
      }
    }
    return chosen;
  }

  private static boolean isAttestation(Descriptor manifest) {
    Platform platform = manifest.platform();
    return platform != null && platform.os().equals("unknown");
  }

  private Digest verified(Manifest manifest) throws IOException {
    Descriptor config = manifest.config();
    byte[] bytes = store.read(config);
    for (Descriptor layer : manifest.layers()) {
      present(layer);
    }
    String type = config.mediaType();
    if (type.equals(MediaTypes.CONFIG) || type.equals(MediaTypes.DOCKER_CONFIG)) {
      ImageConfig image = ImageConfig.read(bytes);
      manifest.check(image);
      plainLayers(manifest, image);
    }
    return config.digest();
  }

  private void present(Descriptor layer) throws IOException {
    String type = layer.mediaType();
    long size = store.size(layer.digest());
    boolean mayMiss = type.contains(".nondistributable.") || type.contains(".foreign.");
    if (size < 0 && !mayMiss) {
      throw new ImageException(
          "the archive has no layer " + layer.digest() + ", which a manifest names: it is damaged");
    }
    if (size >= 0 && size != layer.size()) {
      throw new ImageException(
          "the archive's layer "
              + layer.digest()
              + " has "
              + size
              + " bytes, but its manifest says "
              + layer.size()
              + ": it is damaged");
    }
  }

  /** What is not compressed is its own diff ID; the others are verified when they are unpacked. */
  private static void plainLayers(Manifest manifest, ImageConfig image) {
    for (int i = 0; i < manifest.layers().size(); i++) {
      Descriptor layer = manifest.layers().get(i);
      boolean isPlain =
          layer.mediaType().equals(MediaTypes.LAYER)
              || layer.mediaType().equals(MediaTypes.DOCKER_LAYER);
      if (isPlain && !layer.digest().equals(image.diffIds().get(i))) {
        throw new ImageException(
            "the archive's layer "
                + layer.digest()
                + " is not the one that the config says, "
                + image.diffIds().get(i)
                + ": it was changed");
      }
    }
  }

  private void name(Found found) {
    String full = annotation(found.target(), FULL_NAME);
    String name = full != null ? full : annotation(found.target(), NAME);
    if (name != null && (full != null || name.indexOf('/') >= 0 || name.indexOf(':') >= 0)) {
      add(found, name);
    }
    for (DockerForm.Item item : docker) {
      if (item.config().endsWith(found.id().hex())) {
        item.names().forEach(tag -> found.names().add(Reference.parse(tag)));
      }
    }
  }

  /** An annotation may hold what is no image's name. */
  private static void add(Found found, String name) {
    try {
      found.names().add(Reference.parse(name));
    } catch (ImageException e) {
      // then it has none
    }
  }

  private static @Nullable String annotation(Descriptor target, String name) {
    return target.raw().get("annotations") instanceof Obj annotations
            && annotations.get(name) instanceof Str text
        ? text.value()
        : null;
  }
}
