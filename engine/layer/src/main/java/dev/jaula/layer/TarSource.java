package dev.jaula.layer;

import java.io.IOException;
import java.io.InputStream;

/**
 * Where a tar archive comes from, in pieces: so that the content of files is taken from the buffer
 * in which it arrived and not copied once more.
 */
abstract class TarSource {
  byte[] array = new byte[0];
  int position;
  int limit;

  /** Brings the next piece into array, position and limit; false at the end. */
  abstract boolean refill() throws IOException;

  /** True when at least one byte is there. */
  final boolean available() throws IOException {
    return position < limit || refill();
  }

  /** Reads up to {@code length} bytes; fewer only at the end. */
  final int read(byte[] to, int offset, int length) throws IOException {
    int done = 0;
    while (done < length && available()) {
      int n = Math.min(length - done, limit - position);
      System.arraycopy(array, position, to, offset + done, n);
      position += n;
      done += n;
    }
    return done;
  }

  /** Passes over up to {@code length} bytes; fewer only at the end. */
  final long skip(long length) throws IOException {
    long done = 0;
    while (done < length && available()) {
      int n = (int) Math.min(length - done, limit - position);
      position += n;
      done += n;
    }
    return done;
  }

  /** A stream, read through a buffer. */
  static TarSource of(InputStream in) {
    return new TarSource() {
      @Override
      boolean refill() throws IOException {
        if (array.length == 0) {
          array = new byte[64 * 1024];
        }
        position = 0;
        limit = 0;
        int n = in.read(array, 0, array.length);
        limit = Math.max(0, n);
        return n > 0;
      }
    };
  }
}
