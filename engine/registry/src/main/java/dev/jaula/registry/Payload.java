package dev.jaula.registry;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** What a request sends: of known length, and as often as it takes. */
final class Payload {
  private final long length;
  private final BlobSource source;
  private final long offset;
  private final LongConsumer progress;
  private final AtomicLong taken = new AtomicLong();
  private volatile @Nullable IOException broken;

  /**
   * A stream from an offset on.
   *
   * @param progress told how many bytes have been taken, of this try
   */
  Payload(long length, BlobSource source, long offset, LongConsumer progress) {
    this.length = length;
    this.source = source;
    this.offset = offset;
    this.progress = progress;
  }

  static Payload of(byte[] bytes) {
    return new Payload(bytes.length, at -> new ByteArrayInputStream(bytes), 0, n -> {});
  }

  /** How much has been sent in all tries: what tells a slow receiver from a dead one. */
  long taken() {
    return taken.get();
  }

  /** Why the source could not be read; null when it could. */
  @Nullable IOException broken() {
    return broken;
  }

  private InputStream open() {
    try {
      return new Counted(source.open(offset));
    } catch (IOException e) {
      broken = e;
      throw new UncheckedIOException(e);
    }
  }

  BodyPublisher publisher() {
    if (length == 0) {
      return BodyPublishers.noBody();
    }
    return BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(this::open), length);
  }

  private final class Counted extends FilterInputStream {
    private long sent;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int at, int size) throws IOException {
      try {
        int n = super.read(buffer, at, size);
        count(Math.max(n, 0));
        return n;
      } catch (IOException e) {
        broken = e;
        throw e;
      }
    }

    private void count(int n) {
      taken.addAndGet(n);
      sent += n;
      progress.accept(sent);
    }
  }
}
