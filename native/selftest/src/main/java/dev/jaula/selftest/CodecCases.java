package dev.jaula.selftest;

import dev.jaula.linux.Bytes;
import dev.jaula.linux.Sha256;
import java.util.Arrays;

/** The project's own codecs. */
final class CodecCases {
  private CodecCases() {}

  static void addTo(Suite suite) {
    suite.add("ascii", () -> Bytes.decode(new byte[] {'a', 'b', 0, 'c'}).length());
    suite.add(
        "invalid bytes", () -> codes(Bytes.decode(bytes(0x61, 0xff, 0xc3, 0x28, 0xe2, 0x82))));
    suite.add(
        "overlong", () -> codes(Bytes.decode(bytes(0xc0, 0x80, 0xe0, 0x80, 0x80, 0xf0, 0x80))));
    suite.add(
        "surrogates", () -> codes(Bytes.decode(bytes(0xed, 0xa0, 0x80, 0xf4, 0x90, 0x80, 0x80))));
    suite.add(
        "four bytes",
        () -> codes(Bytes.decode(bytes(0xf0, 0x9f, 0x98, 0x80, 0xf4, 0x8f, 0xbf, 0xbf))));
    suite.add("lone surrogate", () -> Bytes.encode("a\ud800b"));
    suite.add("round trips", CodecCases::roundTrips);
    suite.add("sha256 empty", () -> new Sha256().hex());
    suite.add("sha256 lengths", CodecCases::digests);
    suite.add("sha256 in pieces", CodecCases::pieces);
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private static String codes(String text) {
    StringBuilder codes = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      codes.append(Integer.toHexString(text.charAt(i))).append(' ');
    }
    return codes.toString();
  }

  /** A generator of its own: the native java.util.Random gives other numbers. */
  private static int next(int seed) {
    int x = seed;
    x ^= x << 13;
    x ^= x >>> 17;
    return x ^ x << 5;
  }

  private static String roundTrips() {
    int seed = 12345;
    int hash = 0;
    for (int i = 0; i < 2000; i++) {
      byte[] data = new byte[i % 40];
      for (int k = 0; k < data.length; k++) {
        seed = next(seed);
        data[k] = (byte) (seed >> 8 & ((i & 1) == 0 ? 0xff : 0xbf));
      }
      String text = Bytes.decode(data);
      if (!Arrays.equals(data, Bytes.encode(text))) {
        return "lost at " + i;
      }
      hash = hash * 31 + text.hashCode();
    }
    return "hash " + hash;
  }

  private static String digests() {
    StringBuilder all = new StringBuilder();
    for (int length : new int[] {1, 55, 56, 63, 64, 65, 1000}) {
      byte[] data = new byte[length];
      Arrays.fill(data, (byte) length);
      Sha256 digest = new Sha256();
      digest.update(data, 0, length);
      all.append(digest.hex().substring(0, 16)).append(' ');
    }
    return all.toString();
  }

  private static String pieces() {
    byte[] data = new byte[300];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) i;
    }
    Sha256 digest = new Sha256();
    for (int i = 0; i < data.length; i += 7) {
      digest.update(data, i, Math.min(7, data.length - i));
    }
    return digest.hex();
  }
}
