package dev.jaula.layer;

import dev.jaula.foreign.Hashes;
import dev.jaula.image.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/** An archive, hashed on its way, all on the caller's thread. */
class HashedSource extends TarSource implements AutoCloseable {
  private static final int BUFFER = 128 * 1024;

  private final InputStream in;
  final MessageDigest hash = Hashes.sha256();
  long size;

  HashedSource(InputStream in) {
    this.in = in;
  }

  @Override
  boolean refill() throws IOException {
    if (array.length == 0) {
      array = new byte[BUFFER];
    }
    position = 0;
    limit = 0;
    int n = in.read(array, 0, BUFFER);
    if (n <= 0) {
      return false;
    }
    hash.update(array, 0, n);
    size += n;
    limit = n;
    return true;
  }

  /** The hash of all; only after the end. */
  final Digest digest() {
    return Digest.of("sha256", hash.digest());
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
