package dev.jaula.layer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;

/** How a layer is compressed, which its first bytes say whatever its media type claims. */
public enum Compression {
  /** Not at all. */
  NONE,
  /** gzip, of one member or many (RFC 1952); eStargz is this too. */
  GZIP,
  /** zstd, of one frame or many (RFC 8878); zstd:chunked is this too. */
  ZSTD,
  /** xz, in what docker load reads and in Debian packages. */
  XZ;

  /** How many first bytes {@link #detect} looks at. */
  public static final int MAGIC = 6;

  /** By the first {@code length} bytes of a stream; fewer than {@link #MAGIC} only at its end. */
  public static Compression detect(byte[] head, int length) {
    if (length >= 3 && head[0] == 0x1f && head[1] == (byte) 0x8b && head[2] == 8) {
      return GZIP;
    }
    if (length >= 4 && head[3] == (byte) 0xfd && head[2] == 0x2f && head[1] == (byte) 0xb5) {
      return head[0] == 0x28 ? ZSTD : NONE;
    }
    // a skippable frame may come first
    if (length >= 4 && (head[0] & 0xf0) == 0x50 && head[1] == 0x2a && head[2] == 0x4d) {
      return head[3] == 0x18 ? ZSTD : NONE;
    }
    boolean xz = length >= 6 && head[0] == (byte) 0xfd && head[1] == '7' && head[2] == 'z';
    return xz && head[3] == 'X' && head[4] == 'Z' && head[5] == 0 ? XZ : NONE;
  }

  /** As {@link #decompress(InputStream, Limits)} with {@link Limits#USUAL}. */
  public static InputStream decompress(InputStream in) throws IOException {
    return decompress(in, Limits.USUAL);
  }

  /**
   * The plain bytes of a stream, compressed or not.
   *
   * @param in closed with the result
   * @throws LayerException (from read) when more comes out than the limits allow
   * @throws IOException (from read) when the data is damaged or ends too early
   */
  public static InputStream decompress(InputStream in, Limits limits) throws IOException {
    byte[] head = new byte[MAGIC];
    int n = in.readNBytes(head, 0, MAGIC);
    PushbackInputStream whole = new PushbackInputStream(in, MAGIC);
    whole.unread(head, 0, n);
    CountedInput counted = new CountedInput(whole);
    InputStream plain =
        switch (detect(head, n)) {
          case NONE -> counted;
          case GZIP -> GzipInput.open(counted);
          case ZSTD -> ZstdInput.open(counted);
          case XZ -> Xz.decompress(counted);
        };
    return limits.equals(Limits.NONE) ? plain : new LimitedInput(plain, counted, limits);
  }

  /** The level that the peers use: gzip 6, zstd 3, xz 6. */
  public int usualLevel() {
    return switch (this) {
      case NONE -> 0;
      case GZIP, XZ -> 6;
      case ZSTD -> 3;
    };
  }

  /** As {@link #compress(OutputStream, int, int)} at the usual level, on all processors. */
  public OutputStream compress(OutputStream out) throws IOException {
    return compress(out, usualLevel(), Runtime.getRuntime().availableProcessors());
  }

  /**
   * Compresses what is written; the same bytes give the same result, whatever the number of
   * threads. It must be closed, which closes {@code out}.
   *
   * @param threads for gzip; the others use the caller's
   */
  public OutputStream compress(OutputStream out, int level, int threads) throws IOException {
    return switch (this) {
      case NONE -> out;
      case GZIP -> new GzipOutput(out, level, threads);
      case ZSTD -> ZstdOutput.open(out, level);
      case XZ -> Xz.compress(out, level);
    };
  }

  /** The suffix of a media type: {@code +gzip}, {@code +zstd}, or nothing. */
  public String suffix() {
    return switch (this) {
      case NONE -> "";
      case GZIP -> "+gzip";
      case ZSTD -> "+zstd";
      case XZ -> "+xz";
    };
  }
}
