package dev.jaula.engine;

import dev.jaula.foreign.ForeignSyscalls;
import dev.jaula.image.BlobWriter;
import dev.jaula.image.Descriptor;
import dev.jaula.image.Digest;
import dev.jaula.image.MediaTypes;
import dev.jaula.layer.PackOptions;
import dev.jaula.layer.Packed;
import dev.jaula.layer.Packer;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes layers of directories, and keeps them in the store. */
final class LayerMaker {
  private static final int BUFFER = 1 << 17;

  private final Stores stores;

  LayerMaker(Stores stores) {
    this.stores = stores;
  }

  /** A layer that is in the store. */
  record Made(Descriptor blob, Digest diffId) {}

  /** Of a whole tree; no file is younger than latest, in seconds since 1970. */
  Made tree(Path root, long latest) throws IOException {
    return make(root, PackOptions.TREE.withLatest(latest));
  }

  /** Of an overlay's upper directory. */
  Made upper(Path directory) throws IOException {
    return make(directory, PackOptions.UPPER);
  }

  private Made make(Path directory, PackOptions options) throws IOException {
    Path folder = Files.createDirectories(stores.root().resolve("images/ingest"));
    Path file = Files.createTempFile(folder, "file-", "");
    try {
      Packed packed;
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER)) {
        packed = new Packer(new ForeignSyscalls()).pack(directory, out, options);
      }
      Descriptor blob =
          Descriptor.of(MediaTypes.LAYER_GZIP, packed.digest(), packed.compressedSize());
      try (BlobWriter writer = stores.content().ingest(blob)) {
        if (!writer.isDone()) {
          writer.restart();
          Files.copy(file, writer);
          writer.commit();
        }
      }
      return new Made(blob, packed.diffId());
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
