package dev.jaula.layer;

import java.io.IOException;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The JDK's zlib. */
final class JdkInflation implements Inflation {
  private final Inflater inflater = new Inflater(true);
  private byte[] array = new byte[0];
  private int end;

  @Override
  public void reset() {
    inflater.reset();
  }

  @Override
  public boolean needsInput() {
    return inflater.needsInput();
  }

  @Override
  public void input(byte[] from, int offset, int length) {
    array = from;
    end = offset + length;
    inflater.setInput(from, offset, length);
  }

  @Override
  public int inflate(byte[] to, int offset, int length) throws IOException {
    try {
      int n = inflater.inflate(to, offset, length);
      if (inflater.needsDictionary()) {
        throw new IOException("gzip: a preset dictionary is asked for");
      }
      return n;
    } catch (DataFormatException e) {
      throw new IOException("gzip: " + e.getMessage(), e);
    }
  }

  @Override
  public boolean ended() {
    return inflater.finished();
  }

  @Override
  public byte[] rest() {
    return Arrays.copyOfRange(array, end - inflater.getRemaining(), end);
  }

  @Override
  public void close() {
    inflater.end();
  }
}
