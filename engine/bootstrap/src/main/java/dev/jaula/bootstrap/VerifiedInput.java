package dev.jaula.bootstrap;

import dev.jaula.foreign.Hashes;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/** A stream that is hashed on its way; {@link #verify} says whether it was the right one. */
final class VerifiedInput extends InputStream {
  private final InputStream in;
  private final MessageDigest hash = Hashes.sha256();

  VerifiedInput(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    int b = in.read();
    if (b >= 0) {
      hash.update((byte) b);
    }
    return b;
  }

  @Override
  public int read(byte[] to, int at, int length) throws IOException {
    int n = in.read(to, at, length);
    if (n > 0) {
      hash.update(to, at, n);
    }
    return n;
  }

  /** Reads what is left and compares; true when the hash is this one. */
  boolean verify(String sha256) throws IOException {
    byte[] rest = new byte[8192];
    while (read(rest, 0, rest.length) >= 0) {
      // only hashed
    }
    return HexFormat.of().formatHex(hash.digest()).equalsIgnoreCase(sha256);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
