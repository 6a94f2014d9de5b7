package dev.jaula.layer;

import dev.jaula.linux.Bytes;
import java.util.Arrays;

/**
 * The fields of a 512-byte header (POSIX pax, "ustar Interchange Format"; GNU tar, "Basic Tar
 * Format"), at their places in a buffer.
 */
final class TarHeader {
  static final int BLOCK = 512;
  private static final int CHECKSUM = 148;

  final byte[] b = new byte[BLOCK];

  boolean isZero() {
    for (byte x : b) {
      if (x != 0) {
        return false;
      }
    }
    return true;
  }

  /** Old programs added the bytes as signed ones; both sums are taken. */
  boolean checksumFits() {
    long unsigned = 0;
    long signed = 0;
    for (int i = 0; i < BLOCK; i++) {
      byte x = i >= CHECKSUM && i < CHECKSUM + 8 ? (byte) ' ' : b[i];
      unsigned += x & 0xff;
      signed += x;
    }
    long said = octal(CHECKSUM, 8);
    return said == unsigned || said == signed;
  }

  boolean isPosix() {
    return magic("ustar\0");
  }

  boolean isGnu() {
    return magic("ustar ");
  }

  private boolean magic(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (b[257 + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  char flag() {
    return (char) (b[156] & 0xff);
  }

  byte[] name() {
    byte[] name = text(0, 100);
    byte[] prefix = isPosix() ? text(345, 155) : new byte[0];
    if (prefix.length == 0) {
      return name;
    }
    byte[] whole = Arrays.copyOf(prefix, prefix.length + 1 + name.length);
    whole[prefix.length] = '/';
    System.arraycopy(name, 0, whole, prefix.length + 1, name.length);
    return whole;
  }

  byte[] text(int at, int length) {
    int end = at;
    while (end < at + length && b[end] != 0) {
      end++;
    }
    return Arrays.copyOfRange(b, at, end);
  }

  /**
   * A number in octal digits, or in base 256 when its first bit is set.
   *
   * @throws LayerException when it is neither, or does not fit into 64 bits
   */
  long number(int at, int length) {
    if ((b[at] & 0x80) == 0) {
      long value = octal(at, length);
      if (value < 0) {
        throw new LayerException(
            "the archive is damaged: \"" + Bytes.decode(text(at, length)) + "\" is no number");
      }
      return value;
    }
    boolean negative = (b[at] & 0x40) != 0;
    long value = negative ? -1L << 6 | b[at] & 0x3f : b[at] & 0x3f;
    for (int i = at + 1; i < at + length; i++) {
      if (value >> 55 != value >> 63) {
        throw new LayerException("the archive is damaged: a number has more than 64 bits");
      }
      value = value << 8 | b[i] & 0xff;
    }
    return value;
  }

  /** Digits with blanks or zero bytes around; nothing is 0; -1 when there is anything else. */
  private long octal(int at, int length) {
    int i = at;
    int end = at + length;
    while (i < end && (b[i] == ' ' || b[i] == 0)) {
      i++;
    }
    long value = 0;
    while (i < end && b[i] >= '0' && b[i] <= '7') {
      value = value << 3 | b[i++] - '0';
    }
    while (i < end && (b[i] == ' ' || b[i] == 0)) {
      i++;
    }
    return i == end ? value : -1;
  }
}
