package dev.jaula.engine;

import dev.jaula.image.Descriptor;
import dev.jaula.image.ImageConfig;
import dev.jaula.image.Manifest;

/**
 * An image of one platform that is here.
 *
 * @param target what its names stand for: the manifest, or the index that it was chosen from
 * @param manifest its manifest's descriptor
 * @param parts its manifest
 * @param config its configuration
 */
record Image(Descriptor target, Descriptor manifest, Manifest parts, ImageConfig config) {
  /** As Docker has it: the digest of the configuration. */
  String id() {
    return parts.config().digest().toString();
  }

  /** What it takes in the store, compressed as it came: layers and configuration. */
  long size() {
    long size = parts.config().size();
    for (Descriptor layer : parts.layers()) {
      size += layer.size();
    }
    return size;
  }
}
