package dev.jaula.registry;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Certificates and private keys in text (RFC 7468): PKCS#8, and OpenSSL's PKCS#1 and SEC 1. */
final class Pem {
  private static final String BEGIN = "-----BEGIN ";
  private static final String DASHES = "-----";

  private Pem() {}

  /** A part of a file: what is between BEGIN and END, decoded. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Block(String label, byte[] der) {}

  /** All certificates of a file, in order. */
  static List<X509Certificate> certificates(Path file) {
    List<X509Certificate> certificates = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (Block block : blocks(file)) {
        if (block.label().endsWith("CERTIFICATE")) {
          ByteArrayInputStream der = new ByteArrayInputStream(block.der());
          certificates.add((X509Certificate) factory.generateCertificate(der));
        }
      }
    } catch (GeneralSecurityException e) {
      throw new RegistryException(file + " has a certificate that cannot be read", e);
    }
    if (certificates.isEmpty()) {
      throw new RegistryException(file + " has no certificate; it must be PEM");
    }
    return certificates;
  }

  /** The first private key of a file. */
  static PrivateKey key(Path file) {
    for (Block block : blocks(file)) {
      switch (block.label()) {
        case "PRIVATE KEY" -> {
          return pkcs8(file, block.der());
        }
        case "RSA PRIVATE KEY" -> {
          return pkcs8(file, Der.rsa(block.der()));
        }
        case "EC PRIVATE KEY" -> {
          return pkcs8(file, Der.ec(file, block.der()));
        }
        default -> {
          // Parameters of curves, certificates: not what is looked for.
        }
      }
    }
    throw new RegistryException(
        file + " has no private key that can be read; it must be PEM, without a passphrase");
  }

  private static PrivateKey pkcs8(Path file, byte[] der) {
    PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(der);
    for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (GeneralSecurityException ignored) {
        // A key of another algorithm: the next one may read it.
      }
    }
    throw new RegistryException(file + " has a private key that is none of RSA, EC and EdDSA");
  }

  private static List<Block> blocks(Path file) {
    List<Block> blocks = new ArrayList<>();
    try {
      String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      int at = text.indexOf(BEGIN);
      while (at >= 0) {
        int name = at + BEGIN.length();
        int body = text.indexOf(DASHES, name);
        int end = body < 0 ? -1 : text.indexOf("-----END ", body + DASHES.length());
        if (end < 0) {
          throw new RegistryException(file + " is cut off: a BEGIN has no END");
        }
        String base64 = text.substring(body + DASHES.length(), end);
        blocks.add(new Block(text.substring(name, body), Base64.getMimeDecoder().decode(base64)));
        at = text.indexOf(BEGIN, end);
      }
      return blocks;
    } catch (IOException e) {
      throw new RegistryException(file + " cannot be read: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new RegistryException(file + " is damaged: " + e.getMessage(), e);
    }
  }
}
