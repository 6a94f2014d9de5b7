package dev.jaula.archive;

import dev.jaula.image.ContentStore;
import dev.jaula.image.Descriptor;
import dev.jaula.image.Digest;
import dev.jaula.image.ImageException;
import dev.jaula.image.Index;
import dev.jaula.image.Lease;
import dev.jaula.image.Manifest;
import dev.jaula.image.MediaTypes;
import dev.jaula.image.Platform;
import dev.jaula.image.Reference;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes images as archives, as {@code docker save}: the layers as they are in the store,
 * compressed or not; but zstd, which is OCI's only, is unpacked in docker's form. Of an image for
 * several platforms one is written. The same images give the same bytes.
 */
public final class Saver {
  /** What an archive is for. */
  public enum Form {
    /** With {@code manifest.json} and {@code index.json}, as Docker from version 25 on. */
    DOCKER_ARCHIVE,
    /** An OCI layout. */
    OCI_ARCHIVE
  }

  /**
   * An image to write.
   *
   * @param target its manifest, or the index of several
   * @param names that it shall have where the archive is loaded
   */
  public record Saved(Descriptor target, List<Reference> names) {}

  private final ContentStore store;
  private final Platform platform;

  /** From a store, of images for several platforms the one that runs on this. */
  public Saver(ContentStore store, Platform platform) {
    this.store = store;
    this.platform = platform;
  }

  /**
   * Writes an archive; the stream is flushed and not closed.
   *
   * @throws ImageException when a part of an image is not here
   */
  public void save(List<Saved> images, Form form, OutputStream out) throws IOException {
    save(images, form, new TarSink(out));
  }

  /** Writes an OCI layout into a directory, which is made when it is not there. */
  public void save(List<Saved> images, Path directory) throws IOException {
    save(images, Form.OCI_ARCHIVE, new DirectorySink(directory));
  }

  private void save(List<Saved> images, Form form, Sink sink) throws IOException {
    try (Lease lease = store.lease()) {
      PlainLayers plain = new PlainLayers(store);
      List<Part> parts = new ArrayList<>();
      Map<Digest, byte[]> small = new LinkedHashMap<>();
      for (Saved image : images) {
        parts.add(part(image, form == Form.DOCKER_ARCHIVE ? plain : null, small));
      }
      Map<Digest, Long> blobs = blobs(parts, plain);
      Tables tables = new Tables(parts);
      sink.begin();
      sink.file("oci-layout", Tables.LAYOUT);
      sink.file("index.json", tables.index());
      if (form == Form.DOCKER_ARCHIVE) {
        sink.file("manifest.json", tables.manifests());
        sink.file("repositories", tables.repositories());
      }
      for (Map.Entry<Digest, byte[]> manifest : small.entrySet()) {
        sink.file(path(manifest.getKey()), manifest.getValue());
      }
      for (Map.Entry<Digest, Long> blob : blobs.entrySet()) {
        sink.file(path(blob.getKey()), blob.getValue(), () -> plain.open(blob.getKey()));
      }
      sink.end();
    }
  }

  static String path(Digest digest) {
    return "blobs/" + digest.algorithm() + "/" + digest.hex();
  }

  private Part part(Saved image, @Nullable PlainLayers plain, Map<Digest, byte[]> small)
      throws IOException {
    byte[] kept = store.read(one(image.target()));
    Manifest own = Manifest.read(kept);
    Manifest oci = own.mediaType().equals(MediaTypes.MANIFEST) ? own : ociManifest(own);
    Manifest manifest = plain == null ? oci : plain.unpacked(oci);
    byte[] bytes = manifest.equals(own) ? kept : manifest.bytes();
    Descriptor target = Descriptor.of(MediaTypes.MANIFEST, bytes);
    small.put(target.digest(), bytes);
    return new Part(target, manifest, image.names());
  }

  private Descriptor one(Descriptor target) throws IOException {
    Descriptor one = target;
    for (int depth = 0; MediaTypes.isIndex(one.mediaType()); depth++) {
      Index index = Index.read(store.read(one));
      Descriptor chosen = index.choose(platform);
      if (chosen == null || depth > 3) {
        throw new ImageException(
            "the image "
                + target.digest()
                + " is not for "
                + platform
                + ", but for "
                + index.offers());
      }
      one = chosen;
    }
    return one;
  }

  /** The same image in OCI's words; its ID stays. */
  private static Manifest ociManifest(Manifest manifest) {
    List<Descriptor> layers = new ArrayList<>();
    for (Descriptor layer : manifest.layers()) {
      String type =
          switch (layer.mediaType()) {
            case MediaTypes.DOCKER_LAYER -> MediaTypes.LAYER;
            case MediaTypes.DOCKER_LAYER_GZIP -> MediaTypes.LAYER_GZIP;
            default -> layer.mediaType();
          };
      layers.add(Descriptor.of(type, layer.digest(), layer.size()));
    }
    Descriptor config = manifest.config();
    return Manifest.of(Descriptor.of(MediaTypes.CONFIG, config.digest(), config.size()), layers);
  }

  /** All configs, then all layers, each once; all are here. */
  private Map<Digest, Long> blobs(List<Part> parts, PlainLayers plain) throws IOException {
    Map<Digest, Long> blobs = new LinkedHashMap<>();
    for (Part part : parts) {
      add(blobs, part.manifest().config());
    }
    for (Part part : parts) {
      for (Descriptor layer : part.manifest().layers()) {
        if (plain.has(layer.digest())) {
          blobs.put(layer.digest(), layer.size());
        } else {
          add(blobs, layer);
        }
      }
    }
    return blobs;
  }

  private void add(Map<Digest, Long> blobs, Descriptor blob) throws IOException {
    long size = store.size(blob.digest());
    if (size != blob.size()) {
      throw new ImageException(
          "the blob "
              + blob.digest()
              + (size < 0 ? " is not in the store" : " is broken in the store")
              + "; fix: pull the image again");
    }
    blobs.put(blob.digest(), size);
  }
}
