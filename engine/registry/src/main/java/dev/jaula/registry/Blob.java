package dev.jaula.registry;

import dev.jaula.image.Descriptor;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A blob's bytes, which go on by themselves after a cut (distribution-spec, end-2; RFC 9110,
 * section 14). It gives as many bytes as the descriptor says, no more and no fewer; their digest is
 * for the reader to check.
 */
final class Blob extends InputStream {
  private final Place place;
  private final Descriptor descriptor;
  private final List<Remote> remotes;
  private final long end;
  private volatile boolean ranges;
  private long position;
  private int which;
  private int tried;
  private volatile @Nullable Answer answer;
  private volatile boolean closed;

  /** From an offset, of the first of these that has it. */
  Blob(Place place, Descriptor descriptor, long offset, List<Remote> remotes) {
    this(place, descriptor, offset, descriptor.size(), remotes);
  }

  /** From an offset up to another, which is not included. */
  Blob(Place place, Descriptor descriptor, long offset, long end, List<Remote> remotes) {
    Objects.checkFromToIndex(offset, end, descriptor.size());
    this.end = end;
    this.place = place;
    this.descriptor = descriptor;
    this.remotes = remotes;
    this.position = offset;
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
    if (length == 0) {
      return 0;
    }
    while (position < end) {
      try {
        return some(buffer, offset, length);
      } catch (IOException e) {
        if (closed) {
          throw e;
        }
        again(Unreachable.of(remote().host(), e), null, Unreachable.hopeless(e));
      }
    }
    finish();
    return -1;
  }

  /** Whether less than the whole is asked for. */
  private boolean partial() {
    return position > 0 || end < descriptor.size();
  }

  /** Whether the server knows ranges, as far as it has said so. */
  boolean ranges() {
    return ranges;
  }

  private Remote remote() {
    return remotes.get(which);
  }

  private int some(byte[] buffer, int offset, int length) throws IOException {
    @Nullable Answer open = answer;
    open = open == null ? open() : open;
    int most = (int) Math.min(length, end - position);
    int n = open.body().read(buffer, offset, most);
    if (n < 0) {
      throw new EOFException(
          place.blob(descriptor.digest())
              + " ends after "
              + position
              + " of "
              + descriptor.size()
              + " bytes");
    }
    position += n;
    tried = 0;
    return n;
  }

  private Answer open() throws IOException {
    @Nullable Answer coming = null;
    while (coming == null) {
      Call call = Call.of("GET", remote().uri("/blobs/" + descriptor.digest()));
      if (partial()) {
        String last = end < descriptor.size() ? Long.toString(end - 1) : "";
        call = call.with("Range", "bytes=" + position + "-" + last);
      }
      coming = accepted(remote().send(call, remote().toPull()));
    }
    answer = coming;
    if (closed) {
      abandon();
      throw new IOException("the stream is closed");
    }
    if (coming.status() == 200) {
      coming.body().skipNBytes(position);
    }
    return coming;
  }

  /** Null when it is to be tried again, here or elsewhere. */
  private @Nullable Answer accepted(Answer coming) {
    if (coming.status() == 200 || coming.status() == 206 && partial()) {
      answer = coming;
      check(coming);
      return coming;
    }
    @Nullable String after = coming.header("Retry-After");
    String name = place.blob(descriptor.digest());
    RegistryException refusal = Refusal.of(place, name, false, coming);
    again(refusal, after, !Retries.transientStatus(coming.status()));
    return null;
  }

  /** The size that the answer announces must be the descriptor's. */
  private void check(Answer coming) {
    if (coming.status() == 206) {
      range(coming);
    }
    ranges = coming.status() == 206 || "bytes".equals(coming.header("Accept-Ranges"));
    long expected = coming.status() == 206 ? end - position : descriptor.size();
    if (coming.length() >= 0 && coming.length() != expected) {
      long size = descriptor.size() - expected + coming.length();
      throw lie("the registry has " + size + " bytes of it");
    }
  }

  private void range(Answer coming) {
    @Nullable String range = coming.header("Content-Range");
    String start = "bytes " + position + "-";
    if (range == null || !range.trim().startsWith(start)) {
      throw lie("asked for what comes from byte " + position + " on, the registry sends " + range);
    }
  }

  private RegistryException lie(String what) {
    abandon();
    return new RegistryException(
        place.blob(descriptor.digest())
            + ": "
            + what
            + ", the manifest says "
            + descriptor.size()
            + "; the image must be pushed again");
  }

  /** Waits for the next try, goes on to the next place, or fails. */
  private void again(RegistryException e, @Nullable String retryAfter, boolean hopeless) {
    abandon();
    tried++;
    if (!hopeless && remote().retries().again(tried, retryAfter)) {
      return;
    }
    if (which + 1 == remotes.size()) {
      throw e;
    }
    which++;
    tried = 0;
  }

  /** Without a length only the end says that there is no more. */
  private void finish() {
    @Nullable Answer whole = answer;
    if (whole != null && whole.length() < 0 && end == descriptor.size()) {
      try {
        if (whole.body().read() >= 0) {
          throw lie("the registry sends more than that");
        }
      } catch (IOException e) {
        // All that was asked for is here.
        abandon();
      }
    }
    abandon();
  }

  private void abandon() {
    @Nullable Answer old = answer;
    answer = null;
    if (old != null) {
      try {
        old.body().close();
      } catch (IOException ignored) {
        // A broken connection may break once more.
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    abandon();
  }
}
