package dev.jaula.bootstrap;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file of a mirror whose size is known. When the connection breaks, it is opened again where it
 * broke; it never gives more bytes than there should be.
 */
final class ResumingInput extends InputStream {
  private final Fetcher fetcher;
  private final String uri;
  private final long size;
  private @Nullable InputStream in;
  private long position;
  private int broken;

  ResumingInput(Fetcher fetcher, String uri, long offset, long size) {
    this.fetcher = fetcher;
    this.uri = uri;
    this.position = offset;
    this.size = size;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] to, int at, int length) throws IOException {
    if (position == size || length == 0) {
      return length == 0 ? 0 : -1;
    }
    while (true) {
      try {
        InputStream from = in;
        if (from == null) {
          from = fetcher.open(uri, position);
          in = from;
        }
        int n = from.read(to, at, (int) Math.min(length, size - position));
        if (n < 0) {
          throw new IOException("it ends after " + position + " of " + size + " bytes");
        }
        position += n;
        return n;
      } catch (FileNotFoundException e) {
        throw e;
      } catch (IOException e) {
        again(e);
      }
    }
  }

  private void again(IOException e) throws IOException {
    close();
    broken++;
    if (broken >= Fetcher.TRIES) {
      throw new IOException(
          AptSource.publicly(uri)
              + ": "
              + Fetcher.reason(e)
              + "; given up after "
              + Fetcher.TRIES
              + " tries",
          e);
    }
    Fetcher.pause(broken);
  }

  @Override
  public void close() throws IOException {
    InputStream from = in;
    in = null;
    if (from != null) {
      try {
        from.close();
      } catch (IOException _) {
        // what was read counts, and the rest is read again
      }
    }
  }
}
