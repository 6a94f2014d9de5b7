package dev.jaula.archive;

import dev.jaula.image.ContentStore;
import dev.jaula.image.Descriptor;
import dev.jaula.image.Digest;
import dev.jaula.image.ImageConfig;
import dev.jaula.image.Manifest;
import dev.jaula.image.MediaTypes;
import dev.jaula.layer.Compression;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Layers of zstd, which docker's form does not know: they are written unpacked, as Docker itself
 * writes all of them. Their plain size is found by unpacking them once more, to nowhere.
 */
final class PlainLayers {
  private final ContentStore store;
  private final Map<Digest, Digest> packed = new HashMap<>();

  PlainLayers(ContentStore store) {
    this.store = store;
  }

  /** The same image with such layers unpacked; its ID stays. */
  Manifest unpacked(Manifest manifest) throws IOException {
    if (manifest.layers().stream().noneMatch(PlainLayers::isZstd)) {
      return manifest;
    }
    ImageConfig config = ImageConfig.read(store.read(manifest.config()));
    manifest.check(config);
    List<Descriptor> layers = new ArrayList<>();
    for (int i = 0; i < manifest.layers().size(); i++) {
      Descriptor layer = manifest.layers().get(i);
      layers.add(isZstd(layer) ? unpacked(layer, config.diffIds().get(i)) : layer);
    }
    return Manifest.of(manifest.config(), layers);
  }

  private static boolean isZstd(Descriptor layer) {
    return layer.mediaType().equals(MediaTypes.LAYER_ZSTD);
  }

  private Descriptor unpacked(Descriptor layer, Digest diffId) throws IOException {
    packed.put(diffId, layer.digest());
    try (InputStream in = open(diffId)) {
      long size = in.transferTo(OutputStream.nullOutputStream());
      return Descriptor.of(MediaTypes.LAYER, diffId, size);
    }
  }

  boolean has(Digest digest) {
    return packed.containsKey(digest);
  }

  /** A blob of the archive, from the store or unpacked. */
  InputStream open(Digest digest) throws IOException {
    Digest from = packed.get(digest);
    return from == null ? store.open(digest) : Compression.decompress(store.open(from));
  }
}
