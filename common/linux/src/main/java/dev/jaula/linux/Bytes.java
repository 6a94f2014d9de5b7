package dev.jaula.linux;

/**
 * Lossless conversion between operating-system bytes (argv, environ, paths) and strings: valid
 * UTF-8 decodes as usual, any other byte b becomes the lone surrogate U+DC00+b, and encoding
 * reverses it exactly (Python's "surrogateescape").
 */
public final class Bytes {
  private Bytes() {}

  public static String decode(byte[] in) {
    char[] ascii = new char[in.length];
    for (int i = 0; i < in.length; i++) {
      if (in[i] < 0) {
        return decodeAny(in);
      }
      ascii[i] = (char) in[i];
    }
    return new String(ascii);
  }

  private static String decodeAny(byte[] in) {
    StringBuilder sb = new StringBuilder(in.length);
    int i = 0;
    while (i < in.length) {
      int b = in[i] & 0xFF;
      int more = b < 0x80 ? 0 : b < 0xC2 ? -1 : b < 0xE0 ? 1 : b < 0xF0 ? 2 : b < 0xF5 ? 3 : -1;
      int cp = more <= 0 ? b : b & (0x3F >> more);
      boolean valid = more >= 0 && i + more < in.length;
      for (int k = 1; valid && k <= more; k++) {
        int x = in[i + k] & 0xFF;
        valid = (x & 0xC0) == 0x80;
        cp = cp << 6 | (x & 0x3F);
      }
      valid =
          valid
              && !(more == 2 && cp < 0x800)
              && !(more == 3 && cp < 0x10000)
              && cp <= 0x10FFFF
              && !(cp >= 0xD800 && cp < 0xE000);
      if (valid) {
        sb.appendCodePoint(cp);
        i += 1 + more;
      } else {
        sb.append((char) (0xDC00 + b));
        i++;
      }
    }
    return sb.toString();
  }

  public static byte[] encode(String s) {
    char[] text = new char[s.length()];
    s.getChars(0, text.length, text, 0);
    byte[] ascii = new byte[text.length];
    for (int i = 0; i < text.length; i++) {
      char c = text[i];
      if (c >= 0x80) {
        return encodeAny(s);
      }
      ascii[i] = (byte) c;
    }
    return ascii;
  }

  private static byte[] encodeAny(String s) {
    byte[] out = new byte[s.length() * 3];
    int n = 0;
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      if (c < 0x80) {
        out[n++] = (byte) c;
      } else if (c < 0x800) {
        out[n++] = (byte) (0xC0 | c >> 6);
        out[n++] = (byte) (0x80 | c & 0x3F);
      } else if (Character.isHighSurrogate(c)
          && i + 1 < s.length()
          && Character.isLowSurrogate(s.charAt(i + 1))) {
        int cp = Character.toCodePoint(c, s.charAt(++i));
        out[n++] = (byte) (0xF0 | cp >> 18);
        out[n++] = (byte) (0x80 | cp >> 12 & 0x3F);
        out[n++] = (byte) (0x80 | cp >> 6 & 0x3F);
        out[n++] = (byte) (0x80 | cp & 0x3F);
      } else if (c >= 0xDC80 && c <= 0xDCFF) {
        out[n++] = (byte) c;
      } else if (Character.isSurrogate(c)) {
        throw new IllegalArgumentException("lone surrogate");
      } else {
        out[n++] = (byte) (0xE0 | c >> 12);
        out[n++] = (byte) (0x80 | c >> 6 & 0x3F);
        out[n++] = (byte) (0x80 | c & 0x3F);
      }
    }
    byte[] exact = new byte[n];
    System.arraycopy(out, 0, exact, 0, n);
    return exact;
  }
}
