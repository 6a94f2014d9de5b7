package dev.jaula.registry;

import dev.jaula.image.Descriptor;
import dev.jaula.image.Digest;
import java.io.IOException;
import java.io.InputStream;

/** Who unpacks layers while they come. Called by several threads, each for another layer. */
public interface LayerSink {
  /** Whether a layer is unpacked already. */
  boolean has(Digest diffId) throws IOException;

  /**
   * Unpacks a layer, and checks that its archive has this digest.
   *
   * @param layer its descriptor, with the media type
   * @param diffId the digest of the archive without compression
   * @param blob the bytes as they come; not verified before the end. It need not be read to its end
   *     nor closed
   */
  void take(Descriptor layer, Digest diffId, InputStream blob) throws IOException;
}
