package dev.jaula.layer;

import dev.jaula.linux.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The records of a PAX extended header (POSIX pax, "pax Extended Header"): {@code LENGTH
 * KEY=VALUE\n}, values as bytes. An empty value takes a record of the global header away.
 */
final class Pax {
  /** The most bytes of one extended header, as in Go's archive/tar: xattrs fit, bombs do not. */
  static final int LIMIT = 1 << 20;

  private static final String SCHILY = "SCHILY.xattr.";
  private static final String LIBARCHIVE = "LIBARCHIVE.xattr.";

  private final Map<String, byte[]> records = new LinkedHashMap<>();

  /** The pairs of GNU.sparse.offset and GNU.sparse.numbytes of format 0.0, which come repeated. */
  private final List<Long> pairs = new ArrayList<>();

  void clear() {
    records.clear();
    pairs.clear();
  }

  boolean isEmpty() {
    return records.isEmpty();
  }

  /** Adds the records of a global header, to be overridden by what comes after. */
  void addAll(Pax global) {
    records.putAll(global.records);
  }

  void parse(byte[] data) {
    int at = 0;
    while (at < data.length) {
      if (data[at] == 0) {
        return; // padding that some writers count in
      }
      at = record(data, at);
    }
  }

  private int record(byte[] data, int start) {
    int at = start;
    int length = 0;
    while (at < data.length && data[at] >= '0' && data[at] <= '9' && length <= LIMIT) {
      length = length * 10 + data[at++] - '0';
    }
    int end = start + length;
    boolean fits = at > start && at < data.length && data[at] == ' ' && end <= data.length;
    int equals = at + 1;
    while (fits && equals < end && data[equals] != '=') {
      equals++;
    }
    if (!fits || end <= at + 1 || equals >= end || data[end - 1] != '\n') {
      throw new LayerException("the archive is damaged: a PAX record is malformed");
    }
    put(
        Bytes.decode(Arrays.copyOfRange(data, at + 1, equals)),
        Arrays.copyOfRange(data, equals + 1, end - 1));
    return end;
  }

  private void put(String key, byte[] value) {
    if (key.equals("GNU.sparse.offset") || key.equals("GNU.sparse.numbytes")) {
      pairs.add(decimal(key, value));
    } else {
      records.put(key, value);
    }
  }

  byte @Nullable [] bytes(String key) {
    byte[] value = records.get(key);
    return value == null || value.length == 0 ? null : value;
  }

  /** A name, which must not hold a zero byte: the kernel would see another than we check. */
  byte[] name(String key, byte[] otherwise) {
    byte[] value = bytes(key);
    if (value == null) {
      return otherwise;
    }
    for (byte b : value) {
      if (b == 0) {
        throw new LayerException(
            "the archive is damaged: the " + key + " of an entry holds a zero byte");
      }
    }
    return value;
  }

  long number(String key, long otherwise) {
    byte[] value = bytes(key);
    return value == null ? otherwise : decimal(key, value);
  }

  private static long decimal(String key, byte[] value) {
    long number = 0;
    for (byte b : value) {
      if (b < '0' || b > '9' || number > (Long.MAX_VALUE - 9) / 10) {
        throw malformed(key, value);
      }
      number = number * 10 + b - '0';
    }
    if (value.length == 0) {
      throw malformed(key, value);
    }
    return number;
  }

  static LayerException malformed(String key, byte[] value) {
    return new LayerException(
        "the archive is damaged: PAX " + key + " \"" + Bytes.decode(value) + "\" is no number");
  }

  /** Seconds and nanoseconds of a time like {@code -12.5}; null when the key is not there. */
  long @Nullable [] time(String key) {
    byte[] value = bytes(key);
    if (value == null) {
      return null;
    }
    boolean negative = value[0] == '-';
    int dot = 0;
    while (dot < value.length && value[dot] != '.') {
      dot++;
    }
    long seconds = decimal(key, Arrays.copyOfRange(value, negative ? 1 : 0, dot));
    long nanos = 0;
    for (int i = 1; i <= 9; i++) {
      int digit = dot + i < value.length ? value[dot + i] - '0' : 0;
      if (digit < 0 || digit > 9) {
        throw malformed(key, value);
      }
      nanos = nanos * 10 + digit;
    }
    if (negative) {
      return nanos == 0
          ? new long[] {-seconds, 0}
          : new long[] {-seconds - 1, 1_000_000_000L - nanos};
    }
    return new long[] {seconds, nanos};
  }

  /** Takes over the extended attributes; star's form before libarchive's. */
  void xattrs(TarEntry.Builder to) {
    for (Map.Entry<String, byte[]> record : records.entrySet()) {
      String key = record.getKey();
      if (key.startsWith(SCHILY)) {
        to.xattr(key.substring(SCHILY.length()), record.getValue());
      } else if (key.startsWith(LIBARCHIVE)) {
        String name = unescape(key.substring(LIBARCHIVE.length()));
        if (!records.containsKey(SCHILY + name)) {
          to.xattr(name, base64(key, record.getValue()));
        }
      }
    }
  }

  private static byte[] base64(String key, byte[] value) {
    try {
      return Base64.getMimeDecoder().decode(value);
    } catch (IllegalArgumentException e) {
      throw new LayerException("the archive is damaged: PAX " + key + " is not base64", e);
    }
  }

  /** libarchive writes {@code %3D} for an equals sign in an attribute's name. */
  private static String unescape(String key) {
    if (key.indexOf('%') < 0) {
      return key;
    }
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < key.length(); i++) {
      int high = i + 2 < key.length() ? Character.digit(key.charAt(i + 1), 16) : -1;
      int low = i + 2 < key.length() ? Character.digit(key.charAt(i + 2), 16) : -1;
      if (key.charAt(i) == '%' && high >= 0 && low >= 0) {
        name.append((char) (high << 4 | low));
        i += 2;
      } else {
        name.append(key.charAt(i));
      }
    }
    return name.toString();
  }

  /** True for GNU's sparse format 1.0, whose map stands before the data. */
  boolean hasMapInData() {
    return number("GNU.sparse.major", 0) == 1;
  }

  /** The real size of a sparse file, or -1 when this is none. */
  long sparseSize() {
    return number("GNU.sparse.realsize", number("GNU.sparse.size", -1));
  }

  /** The map of formats 0.0 and 0.1; null when there is none. */
  long @Nullable [] sparseMap() {
    if (!pairs.isEmpty()) {
      return pairs.stream().mapToLong(Long::longValue).toArray();
    }
    byte[] map = records.get("GNU.sparse.map");
    if (map == null) {
      return null;
    }
    List<Long> numbers = new ArrayList<>();
    int from = 0;
    while (from < map.length) {
      int to = from;
      while (to < map.length && map[to] != ',') {
        to++;
      }
      numbers.add(decimal("GNU.sparse.map", Arrays.copyOfRange(map, from, to)));
      from = to + 1;
    }
    return numbers.stream().mapToLong(Long::longValue).toArray();
  }
}
