package dev.jaula.layer;

import dev.jaula.linux.Bytes;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One member of a tar archive, all forms of its headers (ustar, PAX, GNU) taken together. Names are
 * bytes as they stand in the archive: nothing is cleaned, "../" and leading slashes included.
 */
public final class TarEntry {
  /** What a member is. */
  public enum Kind {
    /** A regular file. */
    FILE('0'),
    /** Another name of a file that came before. */
    HARD_LINK('1'),
    /** A symbolic link. */
    SYMBOLIC_LINK('2'),
    /** A character device. */
    CHARACTER_DEVICE('3'),
    /** A block device. */
    BLOCK_DEVICE('4'),
    /** A directory. */
    DIRECTORY('5'),
    /** A named pipe. */
    FIFO('6'),
    /** Anything else: {@link TarEntry#flag} says what. */
    OTHER('?');

    final char flag;

    Kind(char flag) {
      this.flag = flag;
    }
  }

  private static final long[] WHOLE = new long[0];

  private final Builder b;

  private TarEntry(Builder b) {
    this.b = b;
  }

  /** A new entry: mode 0, owner 0, time 0, no content. */
  public static Builder of(Kind kind, byte[] name) {
    return new Builder(kind, name);
  }

  /** The bytes of the name; not to be changed. */
  public byte[] name() {
    return b.name;
  }

  /** The name as text, any byte kept (see {@link Bytes}). */
  public String text() {
    return Bytes.decode(b.name);
  }

  public Kind kind() {
    return b.kind;
  }

  /** The type flag of the header, which matters for {@link Kind#OTHER}. */
  public char flag() {
    return b.flag;
  }

  /** The permission bits with set-user-ID, set-group-ID and sticky: at most 07777. */
  public int mode() {
    return b.mode;
  }

  public long uid() {
    return b.uid;
  }

  public long gid() {
    return b.gid;
  }

  /** The file's length in bytes, holes included; 0 for what has no content. */
  public long size() {
    return b.size;
  }

  /** The bytes in the archive: {@link #size} without the holes. */
  public long stored() {
    return b.stored;
  }

  /** The time of the last change, seconds since 1970. */
  public long seconds() {
    return b.seconds;
  }

  /** The rest of that time, 0 to 999,999,999. */
  public int nanos() {
    return b.nanos;
  }

  /** The target of a link; empty for the others. */
  public byte[] link() {
    return b.link;
  }

  public int major() {
    return b.major;
  }

  public int minor() {
    return b.minor;
  }

  /** Extended attributes in the order of the archive, by name (bytes as in {@link Bytes}). */
  public Map<String, byte[]> xattrs() {
    return b.xattrs;
  }

  /** True when only parts of the file are stored. */
  public boolean isSparse() {
    return b.sparse;
  }

  /** For a sparse file: pairs of offset and length, rising; their lengths add to stored. */
  public long[] segments() {
    return b.segments;
  }

  @Override
  public String toString() {
    return b.kind + " " + text();
  }

  /** What an entry is made from. */
  public static final class Builder {
    private final Kind kind;
    private final byte[] name;
    private char flag;
    private int mode;
    private long uid;
    private long gid;
    private long size;
    private long stored;
    private long seconds;
    private int nanos;
    private byte[] link = new byte[0];
    private int major;
    private int minor;
    private Map<String, byte[]> xattrs = Map.of();
    private boolean sparse;
    private long[] segments = WHOLE;

    private Builder(Kind kind, byte[] name) {
      this.kind = kind;
      this.name = name;
      this.flag = kind.flag;
    }

    public Builder flag(char value) {
      flag = value;
      return this;
    }

    public Builder mode(int value) {
      mode = value;
      return this;
    }

    public Builder owner(long user, long group) {
      uid = user;
      gid = group;
      return this;
    }

    public Builder size(long value) {
      size = value;
      stored = value;
      return this;
    }

    public Builder time(long sec, int nsec) {
      seconds = sec;
      nanos = nsec;
      return this;
    }

    public Builder link(byte[] value) {
      link = value;
      return this;
    }

    public Builder device(int majorNumber, int minorNumber) {
      major = majorNumber;
      minor = minorNumber;
      return this;
    }

    public Builder xattr(String key, byte[] value) {
      if (xattrs.isEmpty()) {
        xattrs = new LinkedHashMap<>();
      }
      xattrs.put(key, value);
      return this;
    }

    /**
     * Makes it sparse.
     *
     * @param real the file's length
     * @param pairs offset and length of each part that is stored, rising; lengths but the last are
     *     multiples of 512, as GNU tar begins each part at a block
     */
    public Builder sparse(long real, long[] pairs) {
      sparse = true;
      size = real;
      segments = pairs;
      stored = 0;
      for (int i = 1; i < pairs.length; i += 2) {
        stored += pairs[i];
      }
      return this;
    }

    public TarEntry build() {
      return new TarEntry(this);
    }
  }
}
