package dev.jaula.layer;

import dev.jaula.linux.Bytes;
import java.io.IOException;
import java.util.Arrays;

/** Reads and checks where the stored parts of a sparse file lie (GNU tar, "Sparse Formats"). */
final class SparseMap {
  /** So many parts a file may have: a map of 16 MiB. */
  private static final int LIMIT = 1 << 20;

  private final byte[] name;
  private final TarSource source;
  private final TarHeader header;
  private final byte[] block = new byte[TarHeader.BLOCK];
  private int at;
  private long taken;

  SparseMap(byte[] name, TarSource source, TarHeader header) {
    this.name = name;
    this.source = source;
    this.header = header;
  }

  /** Bytes of the entry's data that the map took. */
  long taken() {
    return taken;
  }

  /** The old form: four pairs in the header, 21 in each block that follows. */
  long[] old() throws IOException {
    long[] pairs = new long[8];
    int n = pairs(386, 4, pairs, 0);
    boolean more = header.b[482] != 0;
    while (more) {
      next();
      System.arraycopy(block, 0, header.b, 0, TarHeader.BLOCK);
      if (n + 42 > 2 * LIMIT) {
        throw wrong("too many parts");
      }
      pairs = Arrays.copyOf(pairs, Math.max(n + 42, Math.min(2 * LIMIT, pairs.length * 2)));
      n = pairs(0, 21, pairs, n);
      more = header.b[504] != 0;
    }
    return Arrays.copyOf(pairs, n);
  }

  private int pairs(int from, int count, long[] to, int n) {
    int filled = n;
    for (int i = 0; i < count && header.b[from + 24 * i] != 0; i++) {
      to[filled++] = header.number(from + 24 * i, 12);
      to[filled++] = header.number(from + 24 * i + 12, 12);
    }
    return filled;
  }

  /** Form 1.0: decimal numbers, one a line, before the data: how many pairs, then the pairs. */
  long[] inData(long size) throws IOException {
    at = TarHeader.BLOCK;
    long count = decimal(size);
    if (count > LIMIT) {
      throw wrong("too many parts");
    }
    long[] pairs = new long[(int) count * 2];
    for (int i = 0; i < pairs.length; i++) {
      pairs[i] = decimal(size);
    }
    return pairs;
  }

  private long decimal(long size) throws IOException {
    long value = 0;
    boolean any = false;
    while (true) {
      if (at == TarHeader.BLOCK) {
        taken += TarHeader.BLOCK;
        if (taken > size) {
          throw wrong("it is longer than the file's data");
        }
        next();
        at = 0;
      }
      byte b = block[at++];
      if (b == '\n' && any) {
        return value;
      }
      if (b < '0' || b > '9' || value > (Long.MAX_VALUE - 9) / 10) {
        throw wrong("it is not made of numbers");
      }
      value = value * 10 + b - '0';
      any = true;
    }
  }

  private void next() throws IOException {
    if (source.read(block, 0, TarHeader.BLOCK) < TarHeader.BLOCK) {
      throw new LayerException(
          "the archive is truncated: it ends in the middle of " + Bytes.decode(name));
    }
  }

  /** The pairs, when they rise, do not overlap and lie in the file. */
  long[] verified(long[] pairs, long real) {
    if (pairs.length % 2 != 0) {
      throw wrong("a length is missing");
    }
    long end = 0;
    for (int i = 0; i < pairs.length; i += 2) {
      boolean sane = pairs[i] >= end && pairs[i + 1] >= 0 && pairs[i + 1] <= real - pairs[i];
      if (!sane) {
        throw wrong("parts overlap or lie outside");
      }
      end = pairs[i] + pairs[i + 1];
    }
    return pairs;
  }

  private LayerException wrong(String why) {
    return new LayerException(
        "the archive is damaged at " + Bytes.decode(name) + ": the map of a sparse file: " + why);
  }
}
