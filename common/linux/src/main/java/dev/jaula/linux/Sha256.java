package dev.jaula.linux;

/**
 * SHA-256 (FIPS 180-4), streaming: {@link #update} any number of times, then {@link #digest} or
 * {@link #hex} once.
 *
 * <p>Written here because the native class library has no MessageDigest.
 */
public final class Sha256 {
  private static final int BLOCK = 64;

  /** FIPS 180-4, section 4.2.2: the fractional parts of the cube roots of the first 64 primes. */
  private static final int[] K = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2
  };

  private final int[] state = {
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
  };
  private final int[] schedule = new int[64];
  private final byte[] block = new byte[BLOCK];
  private int filled;
  private long total;

  /** Starts a digest of nothing yet. */
  public Sha256() {}

  /** Adds {@code length} bytes from {@code offset}; the caller keeps the range inside the array. */
  public void update(byte[] bytes, int offset, int length) {
    total += length;
    int from = offset;
    int left = length;
    while (left > 0) {
      if (filled == 0 && left >= BLOCK) {
        compress(bytes, from);
        from += BLOCK;
        left -= BLOCK;
        continue;
      }
      int part = Math.min(left, BLOCK - filled);
      System.arraycopy(bytes, from, block, filled, part);
      filled += part;
      from += part;
      left -= part;
      flush();
    }
  }

  /** Ends the message and returns its 32 bytes; the object is spent afterwards. */
  public byte[] digest() {
    long bits = total << 3;
    append((byte) 0x80);
    while (filled != BLOCK - 8) {
      append((byte) 0);
    }
    for (int shift = 56; shift >= 0; shift -= 8) {
      append((byte) (bits >>> shift));
    }
    byte[] out = new byte[32];
    for (int i = 0; i < out.length; i++) {
      out[i] = (byte) (state[i >> 2] >>> (24 - 8 * (i & 3)));
    }
    return out;
  }

  /** {@link #digest} as 64 lower-case hexadecimal digits. */
  public String hex() {
    byte[] sum = digest();
    StringBuilder text = new StringBuilder(64);
    for (byte b : sum) {
      text.append("0123456789abcdef".charAt(b >> 4 & 15)).append("0123456789abcdef".charAt(b & 15));
    }
    return text.toString();
  }

  private void append(byte b) {
    block[filled++] = b;
    flush();
  }

  private void flush() {
    if (filled == BLOCK) {
      compress(block, 0);
      filled = 0;
    }
  }

  /** FIPS 180-4, section 6.2.2. */
  private void compress(byte[] in, int at) {
    int[] w = schedule;
    expand(in, at, w);
    int a = state[0];
    int b = state[1];
    int c = state[2];
    int d = state[3];
    int e = state[4];
    int f = state[5];
    int g = state[6];
    int h = state[7];
    for (int t = 0; t < 64; t++) {
      int s1 = (e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7);
      int t1 = h + s1 + (e & f ^ ~e & g) + K[t] + w[t];
      int s0 = (a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10);
      int t2 = s0 + (a & b ^ a & c ^ b & c);
      h = g;
      g = f;
      f = e;
      e = d + t1;
      d = c;
      c = b;
      b = a;
      a = t1 + t2;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
    state[5] += f;
    state[6] += g;
    state[7] += h;
  }

  private static void expand(byte[] in, int at, int[] w) {
    for (int t = 0; t < 16; t++) {
      int i = at + 4 * t;
      w[t] = in[i] << 24 | (in[i + 1] & 255) << 16 | (in[i + 2] & 255) << 8 | in[i + 3] & 255;
    }
    for (int t = 16; t < 64; t++) {
      int x = w[t - 2];
      int y = w[t - 15];
      int s1 = (x >>> 17 | x << 15) ^ (x >>> 19 | x << 13) ^ x >>> 10;
      int s0 = (y >>> 7 | y << 25) ^ (y >>> 18 | y << 14) ^ y >>> 3;
      w[t] = s1 + w[t - 7] + s0 + w[t - 16];
    }
  }
}
