package dev.jaula.layer;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;

/** A stream that tells before each read how many bytes it has given, and gives few at a time. */
final class Watched extends FilterInputStream {
  /** Told before each read. */
  interface Watcher {
    void at(int given) throws IOException;
  }

  private final Watcher watcher;
  private final int most;
  private int given;

  Watched(byte[] bytes, int most, Watcher watcher) {
    super(new ByteArrayInputStream(bytes));
    this.most = most;
    this.watcher = watcher;
  }

  @Override
  public int read() throws IOException {
    watcher.at(given++);
    return in.read();
  }

  @Override
  public int read(byte[] to, int at, int length) throws IOException {
    watcher.at(given);
    int n = in.read(to, at, Math.min(most, length));
    given += Math.max(0, n);
    return n;
  }
}
