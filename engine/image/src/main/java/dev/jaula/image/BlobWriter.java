package dev.jaula.image;

import dev.jaula.foreign.Hashes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
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
  private final StoreLock lock;
  private final Lease lease;
  private final MessageDigest hash;
  private final @Nullable FileChannel channel;
  private long offset;
  private long kept;
  private @Nullable Exception failure;
  private boolean isCommitted;

  private BlobWriter(
      ContentStore store,
      Descriptor descriptor,
      Path path,
      StoreLock lock,
      Lease lease,
      @Nullable FileChannel channel) {
    this.store = store;
    this.descriptor = descriptor;
    this.path = path;
    this.lock = lock;
    this.lease = lease;
    this.channel = channel;
    boolean large = descriptor.size() >= LARGE && descriptor.digest().algorithm().equals("sha256");
    this.hash = large ? Hashes.sha256() : Digest.hasher(descriptor.digest().algorithm());
  }

  static BlobWriter begin(ContentStore store, Descriptor descriptor) throws IOException {
    Lease lease = store.lease();
    try {
      Digest digest = descriptor.digest();
      StoreLock lock = StoreLock.exclusive(store.ingestFolder(), StoreLock.place(digest));
      try {
        return begin(store, descriptor, lock, lease);
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      lease.close();
      throw e;
    }
  }

  private static BlobWriter begin(
      ContentStore store, Descriptor descriptor, StoreLock lock, Lease lease) throws IOException {
    Path path = store.ingestPath(descriptor.digest());
    @Nullable FileChannel channel = store.has(descriptor.digest()) ? null : store.disk().open(path);
    try {
      BlobWriter writer = new BlobWriter(store, descriptor, path, lock, lease, channel);
      writer.takeUp();
      return writer;
    } catch (IOException | RuntimeException e) {
      if (channel != null) {
        channel.close();
      }
      throw e;
    }
  }

  /** What an earlier try has left is hashed again; more than there may be is dropped. */
  private void takeUp() throws IOException {
    if (channel == null) {
      return;
    }
    if (channel.size() > descriptor.size()) {
      store.disk().clear(channel);
    }
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    while (channel.read(buffer) > 0) {
      hash.update(buffer.array(), 0, buffer.position());
      offset += buffer.position();
      buffer.clear();
    }
    kept = offset;
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
    store.disk().clear(open());
    open().position(0);
    hash.reset();
    offset = 0;
    kept = 0;
    failure = null;
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
    if (failure != null) {
      throw again(failure);
    }
    if (length > descriptor.size() - offset) {
      restart();
      throw new ImageException(
          descriptor.digest()
              + " is longer than the "
              + descriptor.size()
              + " bytes that were announced");
    }
    try {
      store.disk().write(path, open(), ByteBuffer.wrap(bytes, from, length));
    } catch (IOException | RuntimeException e) {
      failure = e;
      throw e;
    }
    hash.update(bytes, from, length);
    offset += length;
  }

  /** Where the file ends is not known now; the reason stays what it was. */
  private static IOException again(Exception failure) {
    String message = String.valueOf(failure.getMessage());
    if (failure instanceof ImageException) {
      throw new ImageException(message, failure);
    }
    return new IOException(message, failure);
  }

  /** Whether a write has failed: what is wrong is the disk, not the bytes. */
  public boolean hasFailed() {
    return failure != null;
  }

  /**
   * Gives the blob its name, when it is what its descriptor says; else it is dropped, and this
   * writer begins at the first byte again. The name is durable when an image that needs the blob
   * has got its own ({@link Images#tag}).
   *
   * @throws ImageException when the size or the digest is another one
   */
  public void commit() throws IOException {
    if (failure != null) {
      throw again(failure);
    }
    if (offset < descriptor.size()) {
      throw new ImageException(
          descriptor.digest() + " ended after " + offset + " of " + descriptor.size() + " bytes");
    }
    Digest found = Digest.of(descriptor.digest().algorithm(), hash.digest());
    if (!found.equals(descriptor.digest())) {
      String why =
          kept == 0
              ? ": they were changed on the way"
              : ": " + kept + " of them came in an earlier try; all were dropped, do it again";
      restart();
      throw new ImageException(
          "the bytes of " + descriptor.digest() + " have the digest " + found + why);
    }
    store.disk().sync(path, open());
    store.name(path, descriptor.digest());
    isCommitted = true;
  }

  /** Lets the next writer go on; what was not committed stays for a later try. */
  @Override
  public void close() throws IOException {
    try (lease;
        lock) {
      if (channel != null && channel.isOpen()) {
        channel.close();
        if (!isCommitted && offset == 0) {
          store.disk().delete(path);
        }
      }
    }
  }
}
