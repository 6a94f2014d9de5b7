package dev.jaula.engine;

import dev.jaula.image.Descriptor;
import dev.jaula.image.Digest;
import dev.jaula.layer.NeedsLowersException;
import dev.jaula.layer.UnpackOptions;
import dev.jaula.registry.LayerSink;
import dev.jaula.registry.Progress;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Unpacks layers while they are downloaded, several at once. One that needs those below it is left
 * to {@link Readiness}, which goes from the bottom up when all are in the store.
 */
final class StreamSink implements LayerSink {
  private final Progress progress;
  private final Stores stores;

  StreamSink(Progress progress, Stores stores) {
    this.progress = progress;
    this.stores = stores;
  }

  @Override
  public boolean has(Digest diffId) throws IOException {
    return stores.layers().has(diffId);
  }

  @Override
  public void take(Descriptor layer, Digest diffId, InputStream blob) throws IOException {
    try {
      UnpackOptions options = Unpacking.options().withoutLowers();
      Unpacking.tell(stores.layers().add(diffId, new Kept(blob), options), progress::line);
    } catch (NeedsLowersException e) {
      // later
    }
  }

  /** Whoever downloads reads the rest, and closes. */
  private static final class Kept extends FilterInputStream {
    Kept(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      return in.read(into, from, length);
    }

    @Override
    public void close() {}
  }
}
