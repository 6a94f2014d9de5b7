package dev.jaula.bootstrap;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.BCPGOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.crypto.generators.Ed25519KeyPairGenerator;
import org.bouncycastle.crypto.params.Ed25519KeyGenerationParameters;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPKeyRingGenerator;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyPair;

/** A key made for a test, which signs as an archive's does. */
final class SigningKey {
  private final PGPKeyPair pair;
  private final PGPPublicKeyRing ring;

  /**
   * Makes one.
   *
   * @param validSeconds how long it is valid from its making on; 0 for ever
   */
  SigningKey(Instant made, long validSeconds) throws PGPException {
    Ed25519KeyPairGenerator generator = new Ed25519KeyPairGenerator();
    generator.init(new Ed25519KeyGenerationParameters(new SecureRandom()));
    pair =
        new BcPGPKeyPair(
            PublicKeyPacket.VERSION_4,
            PGPPublicKey.EDDSA_LEGACY,
            generator.generateKeyPair(),
            Date.from(made));
    PGPSignatureSubpacketGenerator packets = new PGPSignatureSubpacketGenerator();
    if (validSeconds > 0) {
      packets.setKeyExpirationTime(false, validSeconds);
    }
    ring =
        new PGPKeyRingGenerator(
                PGPSignature.POSITIVE_CERTIFICATION,
                pair,
                "An archive of tests",
                new BcPGPDigestCalculatorProvider().get(HashAlgorithmTags.SHA1),
                packets.generate(),
                null,
                signer(HashAlgorithmTags.SHA256),
                null)
            .generatePublicKeyRing();
  }

  static SigningKey fresh() throws PGPException {
    return new SigningKey(Instant.now().minusSeconds(60), 0);
  }

  private BcPGPContentSignerBuilder signer(int hash) {
    return new BcPGPContentSignerBuilder(pair.getPublicKey().getAlgorithm(), hash);
  }

  /** The public key, binary. */
  byte[] keyring() throws IOException {
    return ring.getEncoded();
  }

  /** The public key in armour. */
  byte[] armoured() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ArmoredOutputStream armour = new ArmoredOutputStream(out)) {
      ring.encode(armour);
    }
    return out.toByteArray();
  }

  String fingerprint() {
    return java.util.HexFormat.of().withUpperCase().formatHex(pair.getPublicKey().getFingerprint());
  }

  /** A clear-signed text, as InRelease is. */
  byte[] clear(String text, int hash) throws IOException, PGPException {
    PGPSignatureGenerator generator = new PGPSignatureGenerator(signer(hash), pair.getPublicKey());
    generator.init(PGPSignature.CANONICAL_TEXT_DOCUMENT, pair.getPrivateKey());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ArmoredOutputStream armour = new ArmoredOutputStream(out)) {
      armour.beginClearText(hash);
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      armour.write(bytes);
      String signed = text.substring(0, text.length() - 1).replace("\n", "\r\n");
      generator.update(signed.getBytes(StandardCharsets.UTF_8));
      armour.endClearText();
      generator.generate().encode(new BCPGOutputStream(armour));
    }
    return out.toByteArray();
  }

  /** A signature apart, as Release.gpg is. */
  byte[] detached(byte[] data) throws IOException, PGPException {
    PGPSignatureGenerator generator =
        new PGPSignatureGenerator(signer(HashAlgorithmTags.SHA512), pair.getPublicKey());
    generator.init(PGPSignature.BINARY_DOCUMENT, pair.getPrivateKey());
    generator.update(data);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ArmoredOutputStream armour = new ArmoredOutputStream(out)) {
      generator.generate().encode(new BCPGOutputStream(armour));
    }
    return out.toByteArray();
  }
}
