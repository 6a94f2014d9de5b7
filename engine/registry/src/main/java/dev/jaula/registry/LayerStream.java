package dev.jaula.registry;

import dev.jaula.image.BlobWriter;
import dev.jaula.image.Descriptor;
import dev.jaula.image.ImageException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * A layer as it comes, for whoever unpacks it, while the store writes it down: first what an
 * earlier try has left, then the rest from the registry.
 */
final class LayerStream extends InputStream {
  private static final int BUFFER = 1 << 16;

  private final Descriptor layer;
  private final BlobWriter writer;
  private final Progress progress;
  private final InputStream kept;
  private final InputStream rest;
  private boolean behind;
  private volatile boolean broken;
  private volatile boolean aborted;

  LayerStream(RegistryClient client, Descriptor layer, BlobWriter writer, Progress progress)
      throws IOException {
    this.layer = layer;
    this.writer = writer;
    this.progress = progress;
    this.kept = writer.kept();
    this.rest = client.blob(layer, writer.offset());
  }

  /** Whether it was the registry, or the connection, that failed. */
  boolean broken() {
    return broken;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    if (aborted) {
      throw new IOException("another layer has failed");
    }
    if (!behind) {
      int n = kept.read(buffer, offset, length);
      if (n >= 0) {
        return n;
      }
      behind = true;
    }
    int n = fetch(buffer, offset, length);
    if (n > 0) {
      writer.write(buffer, offset, n);
      progress.bytes(layer, writer.offset());
      if (writer.offset() == layer.size()) {
        progress.state(layer, LayerState.DOWNLOADED);
      }
    }
    return n;
  }

  private int fetch(byte[] buffer, int offset, int length) throws IOException {
    try {
      return rest.read(buffer, offset, length);
    } catch (IOException | ImageException e) {
      broken = true;
      throw e;
    }
  }

  /** Reads what nobody has read, as an archive may end before its blob. */
  void drain() throws IOException {
    byte[] buffer = new byte[BUFFER];
    int n = 0;
    while (n >= 0) {
      n = read(buffer, 0, buffer.length);
    }
  }

  /** Lets whoever reads it stop at once; may be called by another thread. */
  void abort() {
    aborted = true;
    try {
      rest.close();
    } catch (IOException ignored) {
      // It is given up anyway.
    }
  }

  @Override
  public void close() throws IOException {
    kept.close();
    rest.close();
  }
}
