package dev.jaula.registry;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/** What a request sends: of known length, and as often as it takes. */
final class Payload {
  private final long length;
  private final Supplier<InputStream> source;
  private final LongConsumer progress;
  private final AtomicLong taken = new AtomicLong();

  /**
   * A stream.
   *
   * @param progress told how many bytes have been taken, of this try
   */
  Payload(long length, Supplier<InputStream> source, LongConsumer progress) {
    this.length = length;
    this.source = source;
    this.progress = progress;
  }

  static Payload of(byte[] bytes) {
    return new Payload(bytes.length, () -> new ByteArrayInputStream(bytes), n -> {});
  }

  /** How much has been sent in all tries: what tells a slow receiver from a dead one. */
  long taken() {
    return taken.get();
  }

  BodyPublisher publisher() {
    if (length == 0) {
      return BodyPublishers.noBody();
    }
    return BodyPublishers.fromPublisher(
        BodyPublishers.ofInputStream(() -> new Counted(source.get())), length);
  }

  private final class Counted extends FilterInputStream {
    private long sent;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      count(b < 0 ? 0 : 1);
      return b;
    }

    @Override
    public int read(byte[] buffer, int offset, int size) throws IOException {
      int n = super.read(buffer, offset, size);
      count(Math.max(n, 0));
      return n;
    }

    private void count(int n) {
      taken.addAndGet(n);
      sent += n;
      progress.accept(sent);
    }
  }
}
