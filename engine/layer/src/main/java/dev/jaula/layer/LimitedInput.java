package dev.jaula.layer;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Ends a stream that grows beyond its {@link Limits}. */
final class LimitedInput extends FilterInputStream {
  private final CountedInput compressed;
  private final Limits limits;
  private long count;

  LimitedInput(InputStream in, CountedInput compressed, Limits limits) {
    super(in);
    this.compressed = compressed;
    this.limits = limits;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    int n = in.read(to, offset, length);
    if (n > 0) {
      count += n;
      check();
    }
    return n;
  }

  private void check() {
    if (count > limits.bytes()) {
      throw new LayerException(
          "the layer unpacks to more than "
              + limits.bytes()
              + " bytes, which is the limit; raise it if the image is trusted");
    }
    if (count > limits.free() && count / limits.ratio() > compressed.count()) {
      throw new LayerException(
          "the layer unpacks to more than "
              + limits.ratio()
              + " times its size, as only a bomb does; raise the limit if the image is trusted");
    }
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
