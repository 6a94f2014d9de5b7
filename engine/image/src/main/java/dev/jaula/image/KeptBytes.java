package dev.jaula.image;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The first bytes of a file that grows behind them. */
final class KeptBytes extends FilterInputStream {
  private long left;

  KeptBytes(InputStream file, long length) {
    super(file);
    this.left = length;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (left == 0) {
      return -1;
    }
    int n = super.read(buffer, offset, (int) Math.min(length, left));
    left -= Math.max(n, 0);
    return n;
  }
}
