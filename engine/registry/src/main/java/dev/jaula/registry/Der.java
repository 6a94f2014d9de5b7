package dev.jaula.registry;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;

/** Wraps OpenSSL's older forms of private keys into PKCS#8 (RFC 5208, RFC 5915, RFC 8017). */
final class Der {
  private static final byte[] VERSION = hex("020100");
  private static final byte[] RSA = hex("300d06092a864886f70d0101010500");
  private static final byte[] EC = hex("06072a8648ce3d0201");
  private static final int SEQUENCE = 0x30;
  private static final int OCTETS = 0x04;
  private static final int PARAMETERS = 0xa0;

  private Der() {}

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  static byte[] rsa(byte[] pkcs1) {
    return tagged(SEQUENCE, join(VERSION, RSA, tagged(OCTETS, pkcs1)));
  }

  /** The curve is inside the key, and PKCS#8 wants it outside as well. */
  static byte[] ec(Path file, byte[] sec1) {
    byte[] curve = curve(file, sec1);
    byte[] algorithm = tagged(SEQUENCE, join(EC, curve));
    return tagged(SEQUENCE, join(VERSION, algorithm, tagged(OCTETS, sec1)));
  }

  private static byte[] curve(Path file, byte[] sec1) {
    int at = start(sec1, 0);
    while (at >= 0 && at + 1 < sec1.length) {
      int body = start(sec1, at);
      int end = body < 0 ? -1 : body + length(sec1, at);
      if (end < body || end > sec1.length) {
        break;
      }
      if ((sec1[at] & 0xff) == PARAMETERS) {
        return Arrays.copyOfRange(sec1, body, end);
      }
      at = end;
    }
    throw new RegistryException(file + " has an EC key without its curve; convert it to PKCS#8");
  }

  /** Where the contents of the element at an offset start; -1 when the bytes end before. */
  private static int start(byte[] der, int at) {
    if (at + 1 >= der.length) {
      return -1;
    }
    int first = der[at + 1] & 0xff;
    return first < 0x80 ? at + 2 : at + 2 + (first & 0x7f);
  }

  private static int length(byte[] der, int at) {
    int first = der[at + 1] & 0xff;
    if (first < 0x80) {
      return first;
    }
    int length = 0;
    for (int i = 0; i < (first & 0x7f) && at + 2 + i < der.length; i++) {
      length = length << 8 | der[at + 2 + i] & 0xff;
    }
    return length;
  }

  private static byte[] tagged(int tag, byte[] contents) {
    int n = contents.length;
    byte[] head =
        n < 0x80
            ? new byte[] {(byte) tag, (byte) n}
            : new byte[] {(byte) tag, (byte) 0x82, (byte) (n >> 8), (byte) n};
    return join(head, contents);
  }

  private static byte[] join(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    byte[] whole = new byte[length];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, whole, at, part.length);
      at += part.length;
    }
    return whole;
  }
}
