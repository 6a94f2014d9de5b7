package dev.jaula.registry;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An answer's body as a stream that gives up when nothing comes for a while. The client's own
 * stream would wait for ever.
 */
final class BodyStream extends InputStream implements Flow.Subscriber<List<ByteBuffer>> {
  private static final int AHEAD = 4;

  private final BlockingQueue<Item> items = new LinkedBlockingQueue<>();
  private final Queue<ByteBuffer> current = new ArrayDeque<>();
  private final Duration stall;
  private volatile Flow.@Nullable Subscription subscription;
  private volatile boolean closed;
  private @Nullable Item last;

  BodyStream(Duration stall) {
    this.stall = stall;
  }

  /** Some buffers, or, without any, the end, with what ended it. */
  private record Item(List<ByteBuffer> buffers, @Nullable Throwable failure) {}

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    given.request(AHEAD);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    items.add(new Item(buffers, null));
  }

  @Override
  public void onError(Throwable failure) {
    items.add(new Item(List.of(), failure));
  }

  @Override
  public void onComplete() {
    items.add(new Item(List.of(), null));
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    if (length == 0) {
      return 0;
    }
    @Nullable ByteBuffer next = next();
    if (next == null) {
      return -1;
    }
    int n = Math.min(length, next.remaining());
    next.get(buffer, offset, n);
    return n;
  }

  private @Nullable ByteBuffer next() throws IOException {
    while (true) {
      @Nullable ByteBuffer head = current.peek();
      if (head != null && head.hasRemaining()) {
        return head;
      }
      if (head != null) {
        current.remove();
      } else if (!more()) {
        return null;
      }
    }
  }

  private boolean more() throws IOException {
    if (closed) {
      throw new IOException("the stream is closed");
    }
    if (last == null) {
      Item item = await();
      current.addAll(item.buffers());
      if (!item.buffers().isEmpty()) {
        Objects.requireNonNull(subscription).request(1);
        return true;
      }
      last = item;
    }
    if (last.failure() != null) {
      throw new IOException(last.failure().getMessage(), last.failure());
    }
    return false;
  }

  private Item await() throws IOException {
    try {
      @Nullable Item item = items.poll(stall.toMillis(), TimeUnit.MILLISECONDS);
      if (item == null) {
        close();
        throw new HttpTimeoutException("no byte for " + Timeouts.text(stall));
      }
      return item;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close();
      throw new IOException("interrupted", e);
    }
  }

  /** Ends the transfer; the connection goes with it unless everything has been read. */
  @Override
  public void close() {
    closed = true;
    // Whoever waits for the next bytes is to know.
    items.add(new Item(List.of(), new IOException("the stream is closed")));
    Flow.@Nullable Subscription given = subscription;
    if (given != null) {
      given.cancel();
    }
  }
}
