package dev.jaula.layer;

import dev.jaula.foreign.Hashes;
import dev.jaula.image.Digest;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;

/** Hashes and counts what is written through it. */
final class HashedOutput extends FilterOutputStream {
  private final MessageDigest hash = Hashes.sha256();
  private long size;

  HashedOutput(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] from, int offset, int length) throws IOException {
    out.write(from, offset, length);
    hash.update(from, offset, length);
    size += length;
  }

  long size() {
    return size;
  }

  /** The hash of all that was written; asked once. */
  Digest digest() {
    return Digest.of("sha256", hash.digest());
  }
}
