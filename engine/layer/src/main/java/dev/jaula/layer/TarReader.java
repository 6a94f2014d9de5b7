package dev.jaula.layer;

import dev.jaula.layer.TarEntry.Kind;
import dev.jaula.linux.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads a tar archive as a stream: ustar and older, PAX with global headers, GNU's long names, its
 * sparse files of all four forms, base-256 numbers. Every header's checksum is verified. One
 * thread's.
 */
public final class TarReader {
  private final TarSource source;
  private final TarHeader header = new TarHeader();
  private final Pax global = new Pax();
  private final Pax pax = new Pax();
  private final byte[] one = new byte[1];
  private byte @Nullable [] longName;
  private byte @Nullable [] longLink;
  private @Nullable TarEntry current;
  private long left;
  private int padding;
  private int segment;
  private long offset;
  private boolean ended;

  /** Reads from a stream of plain (not compressed) bytes. */
  public TarReader(InputStream in) {
    this(TarSource.of(in));
  }

  TarReader(TarSource source) {
    this.source = source;
  }

  /**
   * The next entry, or null at the end of the archive; what was not read of the last one is passed
   * over.
   *
   * @throws LayerException when the archive is damaged or ends in the middle
   * @throws IOException when the stream cannot be read
   */
  public @Nullable TarEntry next() throws IOException {
    finish();
    pax.clear();
    pax.addAll(global);
    longName = null;
    longLink = null;
    boolean first = true;
    while (!ended && header(first)) {
      first = false;
      TarEntry entry = entry();
      if (entry != null) {
        current = entry;
        segment = 0;
        offset = 0;
        return entry;
      }
    }
    ended = true;
    current = null;
    return null;
  }

  /** Passes over the rest of the current entry and its padding. */
  private void finish() throws IOException {
    long rest = left + padding;
    if (rest > 0 && source.skip(rest) < rest) {
      throw truncated();
    }
    left = 0;
    padding = 0;
  }

  private LayerException truncated() {
    TarEntry entry = current;
    return new LayerException(
        "the archive is truncated: it ends in the middle of "
            + (entry == null ? "a header" : entry.text()));
  }

  /** Reads a header; false at the end, which two blocks of zeros are, one, or none at all. */
  private boolean header(boolean mayEnd) throws IOException {
    int n = source.read(header.b, 0, TarHeader.BLOCK);
    if (n == 0 && mayEnd) {
      return false;
    }
    if (n < TarHeader.BLOCK) {
      current = null;
      throw truncated();
    }
    if (header.isZero()) {
      return false;
    }
    if (!header.checksumFits()) {
      throw new LayerException(
          "this is not a tar archive, or it is damaged: the checksum of the header "
              + (current == null ? "at its beginning" : "after " + current.text())
              + " is wrong");
    }
    return true;
  }

  /** The entry of the header just read; null for one that only tells about the next. */
  private @Nullable TarEntry entry() throws IOException {
    long size = header.number(124, 12);
    char flag = header.flag();
    switch (flag) {
      case 'x', 'X' -> pax.parse(content(size));
      case 'g' -> {
        byte[] data = content(size);
        global.parse(data);
        pax.parse(data);
      }
      case 'L' -> longName = untilZero(content(size));
      case 'K' -> longLink = untilZero(content(size));
      case 'V' -> skip(size);
      default -> {
        return member(flag, size);
      }
    }
    return null;
  }

  private byte[] content(long size) throws IOException {
    if (size < 0 || size > Pax.LIMIT) {
      throw new LayerException(
          "the archive is damaged: an extended header of " + size + " bytes, the limit is 1 MiB");
    }
    byte[] data = new byte[(int) size];
    int pad = pad(size);
    if (source.read(data, 0, data.length) < data.length || source.skip(pad) < pad) {
      throw truncated();
    }
    return data;
  }

  private void skip(long size) throws IOException {
    long whole = Math.max(size, 0) + pad(Math.max(size, 0));
    if (source.skip(whole) < whole) {
      throw truncated();
    }
  }

  private static int pad(long size) {
    return (int) (-size & (TarHeader.BLOCK - 1));
  }

  private static byte[] untilZero(byte[] data) {
    int n = 0;
    while (n < data.length && data[n] != 0) {
      n++;
    }
    return Arrays.copyOf(data, n);
  }

  private TarEntry member(char flag, long headerSize) throws IOException {
    byte[] name = pax.name("path", longName != null ? longName : header.name());
    name = pax.name("GNU.sparse.name", name);
    Kind kind = kind(flag, name);
    TarEntry.Builder b =
        TarEntry.of(kind, name)
            .flag(flag)
            .mode((int) header.number(100, 8) & 07777)
            .owner(id("uid", 108), id("gid", 116));
    time(b);
    pax.xattrs(b);
    if (kind == Kind.HARD_LINK || kind == Kind.SYMBOLIC_LINK) {
      b.link(pax.name("linkpath", longLink != null ? longLink : header.text(157, 100)));
    } else if (kind == Kind.CHARACTER_DEVICE || kind == Kind.BLOCK_DEVICE) {
      b.device((int) header.number(329, 8), (int) header.number(337, 8));
    }
    size(b, kind, flag, pax.number("size", headerSize), name);
    TarEntry entry = b.build();
    if (kind == Kind.FILE && entry.stored() != left) {
      throw damaged(name, "the map of a sparse file does not fit its size");
    }
    return entry;
  }

  private static Kind kind(char flag, byte[] name) {
    boolean slash = name.length > 0 && name[name.length - 1] == '/';
    return switch (flag) {
      case '0', 0 -> slash ? Kind.DIRECTORY : Kind.FILE;
      case '7', 'S' -> Kind.FILE;
      case '1' -> Kind.HARD_LINK;
      case '2' -> Kind.SYMBOLIC_LINK;
      case '3' -> Kind.CHARACTER_DEVICE;
      case '4' -> Kind.BLOCK_DEVICE;
      case '5', 'D' -> Kind.DIRECTORY;
      case '6' -> Kind.FIFO;
      default -> Kind.OTHER;
    };
  }

  private long id(String key, int at) {
    long id = pax.number(key, -1);
    return id >= 0 ? id : header.number(at, 8);
  }

  private void time(TarEntry.Builder b) {
    long[] time = pax.time("mtime");
    if (time != null) {
      b.time(time[0], (int) time[1]);
    } else {
      b.time(header.number(136, 12), 0);
    }
  }

  /** Sets how much of the stream is the entry's, and what its content is. */
  private void size(TarEntry.Builder b, Kind kind, char flag, long size, byte[] name)
      throws IOException {
    boolean old = flag == 'S';
    long real = old ? header.number(483, 12) : pax.sparseSize();
    if (size < 0 || (old && real < 0)) {
      throw damaged(name, "its size is negative");
    }
    // links and devices have no content whatever they say, but for a hard link of pax
    boolean carries = kind == Kind.FILE || kind == Kind.OTHER || kind == Kind.DIRECTORY;
    left = carries || kind == Kind.HARD_LINK ? size : 0;
    padding = pad(left);
    if (kind != Kind.FILE) {
      return;
    }
    if (!old && real < 0) {
      b.size(size);
      return;
    }
    SparseMap map = new SparseMap(name, source, header);
    long[] pairs = pax.sparseMap();
    if (old) {
      pairs = map.old();
    } else if (pax.hasMapInData()) {
      pairs = map.inData(left);
      left -= map.taken();
    }
    b.sparse(real, map.verified(pairs == null ? new long[0] : pairs, real));
  }

  private static LayerException damaged(byte[] name, String what) {
    return new LayerException("the archive is damaged at " + Bytes.decode(name) + ": " + what);
  }

  /** Bytes of the current entry that are stored and not yet read. */
  public long remaining() {
    return left;
  }

  TarSource source() {
    return source;
  }

  /** Takes note that so many stored bytes were taken from the source. */
  void took(int n) {
    left -= n;
  }

  /** How many stored bytes of the current entry lie in the source's buffer now; at least one. */
  int piece() throws IOException {
    if (!source.available()) {
      throw truncated();
    }
    return (int) Math.min(left, source.limit - source.position);
  }

  /**
   * Reads the current file's content, holes as zeros.
   *
   * @return the number of bytes, or -1 at its end
   */
  public int read(byte[] to, int at, int length) throws IOException {
    TarEntry entry = current;
    if (entry == null || entry.kind() != Kind.FILE || length == 0) {
      return length == 0 ? 0 : -1;
    }
    if (!entry.isSparse()) {
      return left == 0 ? -1 : stored(to, at, length);
    }
    return offset == entry.size() ? -1 : expanded(entry, to, at, length);
  }

  private int stored(byte[] to, int at, int length) throws IOException {
    int n = Math.min(piece(), length);
    System.arraycopy(source.array, source.position, to, at, n);
    source.position += n;
    left -= n;
    return n;
  }

  private int expanded(TarEntry entry, byte[] to, int at, int length) throws IOException {
    long[] map = entry.segments();
    while (segment < map.length && offset >= map[segment] + map[segment + 1]) {
      segment += 2;
    }
    long next = segment < map.length ? map[segment] : entry.size();
    if (offset < next) {
      int n = (int) Math.min(length, next - offset);
      Arrays.fill(to, at, at + n, (byte) 0);
      offset += n;
      return n;
    }
    int n = stored(to, at, (int) Math.min(length, next + map[segment + 1] - offset));
    offset += n;
    return n;
  }

  /** The current file's content as a stream; valid until {@link #next}. */
  public InputStream content() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        return TarReader.this.read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] to, int at, int length) throws IOException {
        return TarReader.this.read(to, at, length);
      }
    };
  }

  /** Reads what comes after the archive's end, which a digest of the whole stream covers too. */
  public void drain() throws IOException {
    finish();
    while (source.available()) {
      source.position = source.limit;
    }
  }
}
