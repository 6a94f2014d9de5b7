package dev.jaula.registry;

import dev.jaula.image.ContentStore;
import dev.jaula.image.Descriptor;
import dev.jaula.image.Digest;
import dev.jaula.image.Index;
import dev.jaula.image.Manifest;
import dev.jaula.image.MediaTypes;
import dev.jaula.image.Reference;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sends an image from the store to a registry: blobs, then manifests, children first. */
public final class Pusher {
  private final RegistryClient client;
  private final ContentStore store;
  private final Progress progress;

  /** Of one repository. */
  public Pusher(RegistryClient client, ContentStore store, Progress progress) {
    this.client = client;
    this.store = store;
    this.progress = progress;
  }

  /**
   * Pushes an image. Of an index all manifests that are here; when some are neither here nor there,
   * the index cannot be pushed, and the one image that is here takes its name.
   *
   * @param name to give it; of the client's repository
   * @param target its manifest or index, in the store
   * @param from other repositories of the same registry that are likely to have its blobs
   * @return what the name stands for now
   * @throws RegistryException when the registry does not take it
   */
  public Descriptor push(Reference name, Descriptor target, List<String> from) throws IOException {
    progress.line(
        "The push refers to repository [" + name.registry() + "/" + name.repository() + "]");
    Descriptor whole = complete(target);
    if (!whole.digest().equals(target.digest())) {
      progress.line(
          "Not all multiplatform-content is present and only the available single-platform image was"
              + " pushed: "
              + target.digest()
              + " -> "
              + whole.digest());
    }
    try (LayerPushes pushes = new LayerPushes(client, store, from, progress)) {
      pushes.run(blobs(whole));
    }
    @Nullable Digest digest = name.digest();
    String reference = name.tag() == null ? whole.digest().toString() : String.valueOf(name.tag());
    if (digest != null && !digest.equals(whole.digest())) {
      throw new RegistryException(
          name + ": the image has the digest " + whole.digest() + "; push it under that or a tag");
    }
    manifests(reference, whole);
    progress.line(reference + ": digest: " + whole.digest() + " size: " + whole.size());
    return whole;
  }

  /** The index when all of it is here or there, else the only image that is here. */
  private Descriptor complete(Descriptor target) throws IOException {
    if (!MediaTypes.isIndex(target.mediaType())) {
      return target;
    }
    List<Descriptor> here = new ArrayList<>();
    boolean whole = true;
    for (Descriptor child : Index.read(store.read(target)).manifests()) {
      if (store.has(child.digest())) {
        here.add(child);
      } else {
        whole &= client.headAtHome(child.digest().toString()) != null;
      }
    }
    if (whole) {
      return target;
    }
    List<Descriptor> images = new ArrayList<>(here);
    images.removeIf(child -> !MediaTypes.isManifest(child.mediaType()) || attests(child));
    if (images.size() != 1) {
      throw new RegistryException(
          client.name()
              + ": "
              + images.size()
              + " of the index's images are here and some are missing; pull them all, or push one"
              + " with --platform");
    }
    return images.getFirst();
  }

  private static boolean attests(Descriptor child) {
    return child.platform() != null && child.platform().os().equals("unknown");
  }

  /** All blobs of what is here, each once, the lowest layers first. */
  private List<Descriptor> blobs(Descriptor target) throws IOException {
    Map<Digest, Descriptor> blobs = new LinkedHashMap<>();
    collect(target, blobs, 0);
    return new ArrayList<>(blobs.values());
  }

  private void collect(Descriptor target, Map<Digest, Descriptor> blobs, int depth)
      throws IOException {
    if (MediaTypes.isIndex(target.mediaType())) {
      for (Descriptor child : children(target, depth)) {
        collect(child, blobs, depth + 1);
      }
      return;
    }
    Manifest manifest = Manifest.read(store.read(target));
    for (Descriptor layer : manifest.layers()) {
      blobs.putIfAbsent(layer.digest(), layer);
    }
    blobs.putIfAbsent(manifest.config().digest(), manifest.config());
  }

  private List<Descriptor> children(Descriptor index, int depth) throws IOException {
    if (depth > 3) {
      throw new RegistryException(
          index.digest() + ": an index in an index in an index in an index");
    }
    List<Descriptor> children = new ArrayList<>(Index.read(store.read(index)).manifests());
    children.removeIf(child -> !store.has(child.digest()));
    return children;
  }

  private void manifests(String reference, Descriptor target) throws IOException {
    if (MediaTypes.isIndex(target.mediaType())) {
      for (Descriptor child : children(target, 0)) {
        manifests(child.digest().toString(), child);
      }
    }
    byte[] bytes = store.read(target);
    client.pushManifest(reference, target.mediaType(), bytes);
  }

  /** A blob of the store from an offset on. */
  static InputStream open(ContentStore store, Digest digest, long offset) throws IOException {
    InputStream in = store.open(digest);
    in.skipNBytes(offset);
    return in;
  }
}
