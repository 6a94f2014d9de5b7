package dev.jaula.image;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What names a blob: an algorithm and the hash of its bytes (image-spec, descriptor.md, "Digests").
 *
 * @param algorithm {@code sha256} or {@code sha512}
 * @param hex the hash in lower-case hexadecimal digits
 */
public record Digest(String algorithm, String hex) {
  public Digest {
    int length =
        switch (algorithm) {
          case "sha256" -> 64;
          case "sha512" -> 128;
          default -> throw new ImageException(unknown(algorithm + ":" + hex));
        };
    if (hex.length() != length || !isHex(hex)) {
      throw new ImageException(unknown(algorithm + ":" + hex));
    }
  }

  private static boolean isHex(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }

  private static String unknown(String text) {
    return "\"" + text + "\" is not a digest; it is written sha256: and 64 hexadecimal digits";
  }

  /**
   * Reads {@code sha256:HEX}.
   *
   * @throws ImageException when it is anything else
   */
  public static Digest parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new ImageException(unknown(text));
    }
    return new Digest(text.substring(0, colon), text.substring(colon + 1));
  }

  /** The SHA-256 of bytes. */
  public static Digest of(byte[] bytes) {
    return of("sha256", hasher("sha256").digest(bytes));
  }

  /** A digest whose hash has been computed. */
  public static Digest of(String algorithm, byte[] hash) {
    return new Digest(algorithm, HexFormat.of().formatHex(hash));
  }

  /** What computes a hash of this algorithm ({@code sha256}, {@code sha512}) from a stream. */
  public static MessageDigest hasher(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm.equals("sha512") ? "SHA-512" : "SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The first twelve digits, as people see an image's ID. */
  public String brief() {
    return hex.substring(0, 12);
  }

  @Override
  public String toString() {
    return algorithm + ":" + hex;
  }
}
