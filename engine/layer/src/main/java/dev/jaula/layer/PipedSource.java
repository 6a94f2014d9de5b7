package dev.jaula.layer;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * An archive that one thread decompresses and another hashes while the caller unpacks. A few
 * buffers go round, so that memory is bounded and the fastest waits for the slowest.
 */
final class PipedSource extends HashedSource {
  private static final int BUFFER = 128 * 1024;
  private static final int COUNT = 8;

  /** A buffer on its way; one with no bytes is the end, of the archive or by a failure. */
  private static final class Piece {
    final byte[] data = new byte[BUFFER];
    int length;
    @Nullable Throwable failure;
  }

  private final InputStream source;
  private final InputStream raw;
  private final BlockingQueue<Piece> free = new ArrayBlockingQueue<>(COUNT);
  private final BlockingQueue<Piece> plain = new ArrayBlockingQueue<>(COUNT);
  private final BlockingQueue<Piece> hashed = new ArrayBlockingQueue<>(COUNT);
  private final Thread reader;
  private final Thread hasher;
  private @Nullable Piece current;
  private boolean ended;

  /**
   * Starts the threads.
   *
   * @param in what is decompressed
   * @param raw what it reads from, closed first when the archive is given up: so a reader that
   *     waits for the network comes back
   */
  PipedSource(InputStream in, InputStream raw) {
    super(in);
    this.source = in;
    this.raw = raw;
    for (int i = 0; i < COUNT; i++) {
      free.add(new Piece());
    }
    reader = Thread.ofPlatform().daemon().name("decompress").start(this::read);
    hasher = Thread.ofPlatform().daemon().name("hash").start(this::hash);
  }

  private void read() {
    try {
      int length;
      do {
        Piece piece = free.take();
        length = fill(piece);
        plain.put(piece);
      } while (length > 0);
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private int fill(Piece piece) {
    try {
      piece.length = source.readNBytes(piece.data, 0, BUFFER);
    } catch (Throwable e) {
      piece.failure = e;
      piece.length = 0;
    }
    return piece.length;
  }

  private void hash() {
    try {
      int length;
      do {
        Piece piece = plain.take();
        length = piece.length;
        hash.update(piece.data, 0, length);
        size += length;
        hashed.put(piece);
      } while (length > 0);
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  boolean refill() throws IOException {
    position = 0;
    limit = 0;
    if (ended) {
      return false;
    }
    try {
      if (current != null) {
        free.put(current);
      }
      Piece piece = hashed.take();
      current = piece;
      array = piece.data;
      limit = piece.length;
      ended = piece.length == 0;
      rethrow(piece.failure);
      return !ended;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("unpack: interrupted");
    }
  }

  private static void rethrow(@Nullable Throwable failure) throws IOException {
    switch (failure) {
      case null -> {}
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      default -> throw new IOException(failure);
    }
  }

  /** Ends the threads, then frees the decompressor. */
  @Override
  public void close() throws IOException {
    if (!ended) {
      ended = true;
      reader.interrupt();
      hasher.interrupt();
      raw.close();
    }
    try {
      reader.join();
      hasher.join();
    } catch (InterruptedException e) {
      // the decompressor's memory must not go under the reader's hands: it stays
      Thread.currentThread().interrupt();
      return;
    }
    super.close();
  }
}
