package dev.jaula.archive;

import dev.jaula.foreign.Hashes;
import dev.jaula.image.Descriptor;
import dev.jaula.image.Digest;
import dev.jaula.image.ImageException;
import dev.jaula.image.MediaTypes;
import dev.jaula.image.Spool;
import dev.jaula.layer.Compression;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;

/** A layer of an archive of docker's form: plain, or compressed in any way. */
final class LayerFile {
  private final Contents contents;
  private final String path;

  LayerFile(Contents contents, String path) {
    this.contents = contents;
    this.path = path;
  }

  /**
   * Puts it into the store.
   *
   * @throws ImageException when it is not the layer that the config names
   */
  Descriptor keep(Digest diffId) throws IOException {
    Compression compression = compression();
    return switch (compression) {
      case NONE -> {
        check(diffId, contents.descriptor(path).digest());
        yield contents.keep(path, MediaTypes.LAYER);
      }
      case GZIP, ZSTD -> {
        check(diffId, plain(OutputStream.nullOutputStream()));
        yield contents.keep(path, MediaTypes.LAYER + compression.suffix());
      }
      case XZ -> unpacked(diffId);
    };
  }

  private Compression compression() throws IOException {
    try (InputStream in = contents.open(path)) {
      byte[] head = new byte[Compression.MAGIC];
      return Compression.detect(head, in.readNBytes(head, 0, head.length));
    }
  }

  /** OCI has no media type for xz. */
  private Descriptor unpacked(Digest diffId) throws IOException {
    try (Spool spool = Spool.begin(contents.store())) {
      check(diffId, plain(spool));
      Descriptor descriptor = spool.end(MediaTypes.LAYER);
      spool.keep(descriptor.digest());
      return descriptor;
    }
  }

  private Digest plain(OutputStream out) throws IOException {
    MessageDigest hash = Hashes.sha256();
    try (InputStream in = Compression.decompress(contents.open(path))) {
      Contents.copy(in, new DigestOutputStream(out, hash));
    }
    return Digest.of("sha256", hash.digest());
  }

  private void check(Digest expected, Digest found) {
    if (!expected.equals(found)) {
      throw new ImageException(
          "the archive's layer "
              + path
              + " has the digest "
              + found
              + ", but the config says "
              + expected
              + ": it was changed");
    }
  }
}
