package dev.jaula.layer;

import dev.jaula.layer.TarEntry.Kind;
import dev.jaula.linux.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes a tar archive: ustar, with a PAX header where that has no room for a name, a number, a
 * time or an attribute. The same entries give the same bytes. It does not close what it writes to.
 */
public final class TarWriter {
  private static final byte[] ZEROS = new byte[TarHeader.BLOCK * 2];
  private static final long OCTAL_7 = (1L << 21) - 1;
  private static final long OCTAL_11 = (1L << 33) - 1;

  private final OutputStream out;
  private final byte[] block = new byte[TarHeader.BLOCK];
  private long left;
  private int padding;

  public TarWriter(OutputStream out) {
    this.out = out;
  }

  /**
   * Writes an entry's headers; exactly {@link TarEntry#stored} bytes must be written after it.
   *
   * @throws IllegalStateException when the content of the last entry is not complete
   */
  public void put(TarEntry entry) throws IOException {
    finish();
    byte[] map = entry.isSparse() ? map(entry) : new byte[0];
    long size = entry.kind() == Kind.FILE ? entry.stored() + map.length : 0;
    byte[] name = stored(entry);
    Map<String, byte[]> records = records(entry, name, size);
    if (!records.isEmpty()) {
      byte[] data = encode(records);
      header(TarEntry.of(Kind.FILE, paxName(entry.name())).mode(0644).build(), 'x', data.length);
      out.write(data);
      pad(data.length);
    }
    header(entry, entry.kind().flag, size);
    out.write(map);
    left = size - map.length;
    padding = (int) (-size & (TarHeader.BLOCK - 1));
  }

  /** Part of the current entry's content. */
  public void write(byte[] from, int offset, int length) throws IOException {
    if (length > left) {
      throw new IllegalStateException("more content than the entry's size");
    }
    out.write(from, offset, length);
    left -= length;
  }

  /** Ends the archive with two blocks of zeros. */
  public void end() throws IOException {
    finish();
    out.write(ZEROS, 0, 2 * TarHeader.BLOCK);
    out.flush();
  }

  private void finish() throws IOException {
    if (left > 0) {
      throw new IllegalStateException(left + " bytes of the entry are missing");
    }
    out.write(ZEROS, 0, padding);
    padding = 0;
  }

  private void pad(long size) throws IOException {
    out.write(ZEROS, 0, (int) (-size & (TarHeader.BLOCK - 1)));
  }

  /** The name in the archive: a directory's ends with a slash. */
  private static byte[] stored(TarEntry entry) {
    byte[] name = entry.name();
    boolean bare = name.length == 0 || name[name.length - 1] != '/';
    if (entry.kind() == Kind.DIRECTORY && bare) {
      byte[] slashed = Arrays.copyOf(name, name.length + 1);
      slashed[name.length] = '/';
      return slashed;
    }
    return name;
  }

  private static Map<String, byte[]> records(TarEntry entry, byte[] name, long size) {
    Map<String, byte[]> records = new TreeMap<>();
    if (entry.isSparse()) {
      records.put("GNU.sparse.major", Bytes.encode("1"));
      records.put("GNU.sparse.minor", Bytes.encode("0"));
      records.put("GNU.sparse.name", name);
      records.put("GNU.sparse.realsize", Bytes.encode(Long.toString(entry.size())));
    } else if (split(name) < 0) {
      records.put("path", name);
    }
    if (entry.link().length > 100) {
      records.put("linkpath", entry.link());
    }
    number(records, "size", size, OCTAL_11);
    number(records, "uid", entry.uid(), OCTAL_7);
    number(records, "gid", entry.gid(), OCTAL_7);
    if (entry.nanos() != 0 || entry.seconds() < 0 || entry.seconds() > OCTAL_11) {
      records.put("mtime", Bytes.encode(time(entry.seconds(), entry.nanos())));
    }
    for (Map.Entry<String, byte[]> xattr : entry.xattrs().entrySet()) {
      records.put("SCHILY.xattr." + xattr.getKey(), xattr.getValue());
    }
    return records;
  }

  private static void number(Map<String, byte[]> records, String key, long value, long most) {
    if (value > most) {
      records.put(key, Bytes.encode(Long.toString(value)));
    }
  }

  static String time(long seconds, int nanos) {
    if (nanos == 0) {
      return Long.toString(seconds);
    }
    boolean negative = seconds < 0;
    long whole = negative ? -(seconds + 1) : seconds;
    long part = negative ? 1_000_000_000L - nanos : nanos;
    String digits = Long.toString(1_000_000_000L + part).substring(1);
    int end = digits.length();
    while (digits.charAt(end - 1) == '0') {
      end--;
    }
    return (negative ? "-" : "") + whole + "." + digits.substring(0, end);
  }

  private static byte[] encode(Map<String, byte[]> records) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    for (Map.Entry<String, byte[]> record : records.entrySet()) {
      byte[] key = Bytes.encode(record.getKey());
      int rest = key.length + record.getValue().length + 3;
      int length = rest + Integer.toString(rest).length();
      length = rest + Integer.toString(length).length();
      data.writeBytes(Bytes.encode(length + " "));
      data.writeBytes(key);
      data.write('=');
      data.writeBytes(record.getValue());
      data.write('\n');
    }
    return data.toByteArray();
  }

  /** {@code PaxHeaders/NAME}: only people who list the headers see it. */
  private static byte[] paxName(byte[] name) {
    byte[] prefix = Bytes.encode("PaxHeaders/");
    int from = Math.max(0, name.length - 80);
    byte[] whole = Arrays.copyOf(prefix, prefix.length + name.length - from);
    System.arraycopy(name, from, whole, prefix.length, name.length - from);
    return whole;
  }

  /**
   * The sparse map of GNU's form 1.0, padded to whole blocks. A hole at the end is told by an empty
   * part, without which commons-compress takes the file for truncated.
   */
  private static byte[] map(TarEntry entry) {
    long[] pairs = entry.segments();
    int n = pairs.length;
    boolean hole = n == 0 || pairs[n - 2] + pairs[n - 1] < entry.size();
    StringBuilder map = new StringBuilder().append(n / 2 + (hole ? 1 : 0)).append('\n');
    for (long number : pairs) {
      map.append(number).append('\n');
    }
    if (hole) {
      map.append(entry.size()).append("\n0\n");
    }
    int whole = map.length() + (-map.length() & (TarHeader.BLOCK - 1));
    return Arrays.copyOf(Bytes.encode(map.toString()), whole);
  }

  /** Where a name is cut into prefix and name: 0 for not at all, -1 when it does not fit. */
  private static int split(byte[] name) {
    if (name.length <= 100) {
      return 0;
    }
    for (int i = Math.max(1, name.length - 101); i < Math.min(156, name.length - 1); i++) {
      if (name[i] == '/') {
        return i;
      }
    }
    return -1;
  }

  private void header(TarEntry entry, char flag, long size) throws IOException {
    Arrays.fill(block, (byte) 0);
    byte[] name = stored(entry);
    int cut = split(name);
    if (cut <= 0) {
      // a name that is too long stands whole in the PAX header, and its end here
      int from = Math.max(0, name.length - 100);
      System.arraycopy(name, from, block, 0, name.length - from);
    } else {
      System.arraycopy(name, cut + 1, block, 0, name.length - cut - 1);
      System.arraycopy(name, 0, block, 345, cut);
    }
    octal(100, 7, entry.mode());
    octal(108, 7, entry.uid() > OCTAL_7 ? 0 : entry.uid());
    octal(116, 7, entry.gid() > OCTAL_7 ? 0 : entry.gid());
    octal(124, 11, size > OCTAL_11 ? 0 : size);
    octal(136, 11, entry.seconds() < 0 || entry.seconds() > OCTAL_11 ? 0 : entry.seconds());
    block[156] = (byte) flag;
    System.arraycopy(entry.link(), 0, block, 157, Math.min(100, entry.link().length));
    System.arraycopy(Bytes.encode("ustar\00000"), 0, block, 257, 8);
    octal(329, 7, entry.major());
    octal(337, 7, entry.minor());
    checksum();
    out.write(block);
  }

  private void octal(int at, int digits, long value) {
    long rest = value;
    for (int i = at + digits - 1; i >= at; i--) {
      block[i] = (byte) ('0' + (rest & 7));
      rest >>>= 3;
    }
  }

  private void checksum() {
    Arrays.fill(block, 148, 156, (byte) ' ');
    int sum = 0;
    for (byte b : block) {
      sum += b & 0xff;
    }
    octal(148, 6, sum);
    block[154] = 0;
  }
}
