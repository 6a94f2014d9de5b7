package dev.jaula.registry;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A large blob as one stream, which begins as one transfer; when that turns out to be slow, and the
 * server knows ranges, the rest is fetched in segments by several connections, and given in order.
 */
final class SplitBlob extends InputStream {
  /** Opens a part of the blob, from an offset up to another. */
  interface Part {
    Blob open(long from, long to);
  }

  private final Part part;
  private final Splitting splitting;
  private final long size;
  private final Blob first;
  private final long start;
  private final Set<Blob> open = ConcurrentHashMap.newKeySet();
  private final Queue<Future<Segment>> coming = new ArrayDeque<>();
  private final Queue<byte[]> spare = new ConcurrentLinkedQueue<>();
  private @Nullable ExecutorService threads;
  private @Nullable Segment current;
  private int at;
  private long counted;
  private long waited;
  private long position;
  private long asked;
  private volatile boolean closed;

  /** Bytes in their turn, in an array that is used again. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Segment(byte[] bytes, int length) {}

  SplitBlob(Part part, Splitting splitting, long offset, long size) {
    this.part = part;
    this.splitting = splitting;
    this.size = size;
    this.start = offset;
    this.position = offset;
    this.first = part.open(offset, size);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    if (closed) {
      throw new IOException("the stream is closed");
    }
    int n = threads == null ? whole(buffer, offset, length) : segment(buffer, offset, length);
    position += Math.max(n, 0);
    return n;
  }

  private int whole(byte[] buffer, int offset, int length) throws IOException {
    long before = System.nanoTime();
    int n = first.read(buffer, offset, length);
    if (counted == 0) {
      // The first takes as long as the connection does.
      counted = position + n;
    } else {
      // Only the waiting counts: a reader that is slow itself would gain nothing.
      waited += System.nanoTime() - before;
    }
    if (n > 0 && worthSplitting(position + n)) {
      first.close();
      asked = position + n;
      threads = Executors.newVirtualThreadPerTaskExecutor();
    }
    return n;
  }

  /** Decided once, when the probe is complete. */
  private boolean worthSplitting(long now) {
    long probe = start + splitting.probe();
    boolean probed = position < probe && now >= probe;
    if (!probed || size - now < splitting.least() || !first.ranges()) {
      return false;
    }
    return (now - counted) * 1_000_000_000L / Math.max(1, waited) < splitting.slow();
  }

  private int segment(byte[] buffer, int offset, int length) throws IOException {
    @Nullable Segment here = current;
    if (here == null) {
      ask(Objects.requireNonNull(threads));
      @Nullable Future<Segment> next = coming.poll();
      if (next == null) {
        return -1;
      }
      here = segment(next);
      current = here;
      at = 0;
    }
    int n = Math.min(length, here.length() - at);
    System.arraycopy(here.bytes(), at, buffer, offset, n);
    at += n;
    if (at == here.length()) {
      spare.add(here.bytes());
      current = null;
    }
    return n;
  }

  /** Asks for as many segments as there may be connections. */
  private void ask(ExecutorService pool) {
    while (coming.size() < splitting.connections() && asked < size) {
      long from = asked;
      long to = Math.min(size, from + splitting.segment());
      coming.add(pool.submit(() -> fetch(from, to)));
      asked = to;
    }
  }

  private Segment fetch(long from, long to) throws IOException {
    try (Blob segment = part.open(from, to)) {
      open.add(segment);
      if (closed) {
        throw new IOException("the stream is closed");
      }
      byte @Nullable [] used = spare.poll();
      byte[] bytes = used == null ? new byte[splitting.segment()] : used;
      int n = segment.readNBytes(bytes, 0, (int) (to - from));
      open.remove(segment);
      return new Segment(bytes, n);
    }
  }

  private static Segment segment(Future<Segment> future) throws IOException {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      throw Threads.failure(e);
    }
  }

  /** Ends all transfers; may be called by another thread. */
  @Override
  public void close() {
    closed = true;
    first.close();
    open.forEach(Blob::close);
    ExecutorService running = threads;
    if (running != null) {
      running.shutdown();
    }
  }
}
