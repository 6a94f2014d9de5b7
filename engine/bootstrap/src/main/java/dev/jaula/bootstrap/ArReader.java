package dev.jaula.bootstrap;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads the outer archive of a Debian package as a stream (man 5 deb, man 5 ar). */
final class ArReader {
  private static final int HEADER = 60;

  private final InputStream in;
  private String name = "";
  private long left;
  private boolean odd;

  /** Reads the magic. */
  ArReader(InputStream in) throws IOException {
    this.in = in;
    byte[] magic = in.readNBytes(8);
    if (!new String(magic, StandardCharsets.US_ASCII).equals("!<arch>\n")) {
      throw new IOException("it is no ar archive");
    }
  }

  /** Goes to the next member; its name, or null at the end. */
  @Nullable String next() throws IOException {
    in.skipNBytes(left + (odd ? 1 : 0));
    byte[] header = in.readNBytes(HEADER);
    if (header.length == 0) {
      return null;
    }
    if (header.length < HEADER || header[58] != '`' || header[59] != '\n') {
      throw new IOException("the header after member '" + name + "' is damaged");
    }
    name = new String(header, 0, 16, StandardCharsets.US_ASCII).trim();
    if (name.endsWith("/")) {
      name = name.substring(0, name.length() - 1);
    }
    try {
      left = Long.parseLong(new String(header, 48, 10, StandardCharsets.US_ASCII).trim());
    } catch (NumberFormatException e) {
      throw new IOException("the size of member '" + name + "' is no number", e);
    }
    if (left < 0) {
      throw new IOException("the size of member '" + name + "' is negative");
    }
    odd = (left & 1) == 1;
    return name;
  }

  /** The current member's bytes. */
  InputStream content() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] to, int at, int length) throws IOException {
        if (left == 0) {
          return -1;
        }
        int n = in.read(to, at, (int) Math.min(length, left));
        if (n < 0) {
          throw new EOFException("it ends in the middle of member '" + name + "'");
        }
        left -= n;
        return n;
      }
    };
  }
}
