package dev.jaula.layer;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * Reads gzip members one after the other (RFC 1952), checks the sum and length of each. Zeros after
 * the last member are padding, as gzip(1) takes them.
 */
final class GzipInput extends InputStream {
  private static final int BUFFER = 64 * 1024;
  private static final int FHCRC = 2;
  private static final int FEXTRA = 4;
  private static final int FNAME = 8;
  private static final int FCOMMENT = 16;
  private static final int RESERVED = 0xe0;

  private final InputStream in;
  private final Inflation inflation;
  private final CRC32 sum = new CRC32();
  private byte[] buffer = new byte[BUFFER];
  private int position;
  private int limit;
  private long length;
  private boolean inside;
  private boolean over;
  private boolean closed;

  GzipInput(InputStream in, Inflation inflation) {
    this.in = in;
    this.inflation = inflation;
  }

  /** With ISA-L where it is there. */
  static GzipInput open(InputStream in) {
    Inflation fast = IsalInflation.open();
    return new GzipInput(in, fast == null ? new JdkInflation() : fast);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] to, int offset, int count) throws IOException {
    if (count == 0) {
      return 0;
    }
    while (!over) {
      if (!inside && !begin()) {
        return -1;
      }
      int n = member(to, offset, count);
      if (n > 0) {
        return n;
      }
    }
    return -1;
  }

  private int member(byte[] to, int offset, int count) throws IOException {
    while (true) {
      int n = inflation.inflate(to, offset, count);
      if (n > 0) {
        sum.update(to, offset, n);
        length += n;
        return n;
      }
      if (inflation.ended()) {
        trailer();
        return 0;
      }
      if (inflation.needsInput()) {
        if (position == limit && !fill()) {
          throw new EOFException("gzip: the stream ends in the middle of a member");
        }
        inflation.input(buffer, position, limit - position);
        position = limit;
      }
    }
  }

  /** Reads a member's header; false when there is no further member. */
  private boolean begin() throws IOException {
    int first = more();
    boolean again = length > 0 || over;
    while (again && first == 0) {
      first = more();
    }
    if (first < 0) {
      over = true;
      return false;
    }
    if (first != 0x1f || next() != 0x8b || next() != 8) {
      throw new IOException("gzip: bad magic at the beginning of a member");
    }
    header();
    inflation.reset();
    sum.reset();
    length = 0;
    inside = true;
    return true;
  }

  private void header() throws IOException {
    int flags = next();
    if ((flags & RESERVED) != 0) {
      throw new IOException("gzip: unknown flags " + flags);
    }
    skip(6);
    if ((flags & FEXTRA) != 0) {
      int low = next();
      skip(low | next() << 8);
    }
    if ((flags & FNAME) != 0) {
      skipText();
    }
    if ((flags & FCOMMENT) != 0) {
      skipText();
    }
    if ((flags & FHCRC) != 0) {
      skip(2);
    }
  }

  private void trailer() throws IOException {
    byte[] rest = inflation.rest();
    if (rest.length <= limit && rest.length <= BUFFER) {
      System.arraycopy(rest, 0, buffer, limit - rest.length, rest.length);
      position = limit - rest.length;
    } else {
      buffer = Arrays.copyOf(rest, Math.max(BUFFER, rest.length));
      position = 0;
      limit = rest.length;
    }
    long crc = word();
    long size = word();
    if (crc != sum.getValue() || size != (length & 0xffffffffL)) {
      throw new IOException("gzip: checksum or length of a member is wrong");
    }
    inside = false;
    // so that zeros behind an empty member are padding too
    length = Math.max(length, 1);
  }

  private long word() throws IOException {
    long word = 0;
    for (int i = 0; i < 4; i++) {
      word |= (long) next() << 8 * i;
    }
    return word;
  }

  private void skip(int n) throws IOException {
    for (int i = 0; i < n; i++) {
      next();
    }
  }

  private void skipText() throws IOException {
    int b;
    do {
      b = next();
    } while (b != 0);
  }

  private int next() throws IOException {
    int b = more();
    if (b < 0) {
      throw new EOFException("gzip: the stream ends in a header or trailer");
    }
    return b;
  }

  private int more() throws IOException {
    return position < limit || fill() ? buffer[position++] & 0xff : -1;
  }

  private boolean fill() throws IOException {
    position = 0;
    limit = 0;
    int n = in.read(buffer, 0, buffer.length);
    limit = Math.max(n, 0);
    return n > 0;
  }

  @Override
  public void close() throws IOException {
    over = true;
    if (!closed) {
      closed = true;
      inflation.close();
      in.close();
    }
  }
}
