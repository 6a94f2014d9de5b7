package dev.jaula.image;

import dev.jaula.foreign.Hashes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * A blob on its way into the store. Its bytes are in {@code ingest/DIGEST} and stay there when this
 * process ends too early, so that the next try only needs the rest. Of several writers of one blob,
 * in this process or in others, one is at work and the others wait.
 */
public final class BlobWriter extends OutputStream {
  private static final int BUFFER = 1 << 16;

  /** From this size on a hash that takes a while to load is worth it. */
  private static final long LARGE = 4 << 20;

  private final ContentStore store;
  private final Descriptor descriptor;
  private final Path path;
  private final BlobLock lock;
  private final MessageDigest hash;
  private final @Nullable FileChannel channel;
  private long offset;

  private BlobWriter(
      ContentStore store,
      Descriptor descriptor,
      Path path,
      BlobLock lock,
      @Nullable FileChannel channel) {
    this.store = store;
    this.descriptor = descriptor;
    this.path = path;
    this.lock = lock;
    this.channel = channel;
    boolean large = descriptor.size() >= LARGE && descriptor.digest().algorithm().equals("sha256");
    this.hash = large ? Hashes.sha256() : Digest.hasher(descriptor.digest().algorithm());
  }

  static BlobWriter begin(ContentStore store, Descriptor descriptor) throws IOException {
    Digest digest = descriptor.digest();
    Path path = store.ingestFolder().resolve(digest.algorithm() + "-" + digest.hex());
    BlobLock lock = BlobLock.take(store.ingestFolder(), digest);
    try {
      @Nullable FileChannel channel =
          store.has(digest)
              ? null
              : FileChannel.open(
                  path,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.READ,
                  StandardOpenOption.WRITE);
      BlobWriter writer = new BlobWriter(store, descriptor, path, lock, channel);
      writer.takeUp();
      return writer;
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** What an earlier try has left is hashed again; more than there may be is dropped. */
  private void takeUp() throws IOException {
    if (channel == null) {
      return;
    }
    if (channel.size() > descriptor.size()) {
      channel.truncate(0);
    }
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    while (channel.read(buffer) > 0) {
      hash.update(buffer.array(), 0, buffer.position());
      offset += buffer.position();
      buffer.clear();
    }
  }

  /** Whether the blob is in the store already: somebody else was quicker. */
  public boolean isDone() {
    return channel == null;
  }

  /** How many bytes are here; the next one to write is this one. */
  public long offset() {
    return offset;
  }

  /** The bytes that an earlier try has left, for whoever reads the blob while it is written. */
  public InputStream kept() throws IOException {
    InputStream file = Files.newInputStream(path);
    return new KeptBytes(file, offset);
  }

  /** Begins at the first byte again. */
  public void restart() throws IOException {
    open().truncate(0);
    open().position(0);
    hash.reset();
    offset = 0;
  }

  private FileChannel open() throws IOException {
    if (channel == null) {
      throw new IOException(descriptor.digest() + " is in the store already");
    }
    return channel;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  /**
   * Takes the next bytes.
   *
   * @throws ImageException when they are more than the descriptor says
   */
  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    if (offset + length > descriptor.size()) {
      drop();
      throw new ImageException(
          descriptor.digest()
              + " is longer than the "
              + descriptor.size()
              + " bytes that were announced");
    }
    for (ByteBuffer buffer = ByteBuffer.wrap(bytes, from, length); buffer.hasRemaining(); ) {
      open().write(buffer);
    }
    hash.update(bytes, from, length);
    offset += length;
  }

  /**
   * Gives the blob its name, when it is what its descriptor says; else it is dropped.
   *
   * @throws ImageException when the size or the digest is another one
   */
  public void commit() throws IOException {
    if (offset < descriptor.size()) {
      throw new ImageException(
          descriptor.digest() + " ended after " + offset + " of " + descriptor.size() + " bytes");
    }
    Digest found = Digest.of(descriptor.digest().algorithm(), hash.digest());
    if (!found.equals(descriptor.digest())) {
      drop();
      throw new ImageException(
          "the bytes of "
              + descriptor.digest()
              + " have the digest "
              + found
              + ": they were changed on the way");
    }
    open().force(true);
    ContentStore.rename(path, store.path(descriptor.digest()));
  }

  /** Bytes that are wrong are of no use to the next try. */
  private void drop() throws IOException {
    Files.deleteIfExists(path);
  }

  /** Lets the next writer go on; what was not committed stays for a later try. */
  @Override
  public void close() throws IOException {
    try {
      if (channel != null) {
        channel.close();
      }
    } finally {
      lock.close();
    }
  }
}
