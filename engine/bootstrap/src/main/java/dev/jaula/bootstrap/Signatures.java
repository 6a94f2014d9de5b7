package dev.jaula.bootstrap;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.bcpg.ArmoredInputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;
import org.jspecify.annotations.Nullable;

/** OpenPGP signatures of Release files: in clear text (InRelease) and apart (Release.gpg). */
final class Signatures {
  private final Keyring keys;
  private final Instant now;
  private final List<String> reasons = new ArrayList<>();

  Signatures(Keyring keys, Instant now) {
    this.keys = keys;
    this.now = now;
  }

  /**
   * The text of a clear-signed file, once one of its signatures is good (RFC 9580, 7).
   *
   * @param name what a message calls it
   * @throws BootstrapException when no signature is good
   */
  byte[] verifyClear(byte[] file, String name) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    List<PGPSignature> signatures = new ArrayList<>();
    try {
      clear(file, text, signatures);
    } catch (IOException | PGPException | RuntimeException e) {
      throw new BootstrapException(
          name + " is not clear-signed as an InRelease file is; is the mirror's address right?", e);
    }
    // what is signed has CR LF at the ends of lines, no blanks before them, and none at the end
    accept(signatures, canonical(text.toByteArray()), name);
    return text.toByteArray();
  }

  /** Verifies a file by signatures beside it, in armour or binary. */
  void verifyDetached(byte[] file, byte[] signature, String name) {
    List<PGPSignature> signatures = new ArrayList<>();
    try (InputStream in = PGPUtil.getDecoderStream(new ByteArrayInputStream(signature))) {
      collect(in, signatures);
    } catch (IOException | PGPException | RuntimeException e) {
      throw new BootstrapException(name + ".gpg holds no OpenPGP signature", e);
    }
    accept(signatures, file, name);
  }

  /** The text of a clear-signed file, its signatures not looked at; a plain file as it is. */
  static byte[] strip(byte[] file, String name) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try {
      clear(file, text, new ArrayList<>());
    } catch (IOException | PGPException | RuntimeException e) {
      throw new BootstrapException(
          name + " is no InRelease file: is the mirror's address right?", e);
    }
    return text.toByteArray();
  }

  private static void clear(byte[] file, ByteArrayOutputStream text, List<PGPSignature> to)
      throws IOException, PGPException {
    ArmoredInputStream in =
        ArmoredInputStream.builder().setIgnoreCRC(true).build(new ByteArrayInputStream(file));
    if (!in.isClearText()) {
      throw new IOException("no clear text");
    }
    for (int c = in.read(); c >= 0 && in.isClearText(); c = in.read()) {
      text.write(c);
    }
    collect(in, to);
  }

  private static void collect(InputStream in, List<PGPSignature> to)
      throws IOException, PGPException {
    BcPGPObjectFactory objects = new BcPGPObjectFactory(in);
    for (Object o = objects.nextObject(); o != null; o = objects.nextObject()) {
      if (o instanceof PGPSignatureList list) {
        list.forEach(to::add);
      }
    }
  }

  private static byte[] canonical(byte[] text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(text.length + 1024);
    int from = 0;
    while (from < text.length) {
      int end = from;
      while (end < text.length && text[end] != '\n') {
        end++;
      }
      int cut = end;
      while (cut > from
          && (text[cut - 1] == ' ' || text[cut - 1] == '\t' || text[cut - 1] == '\r')) {
        cut--;
      }
      if (from > 0) {
        out.write('\r');
        out.write('\n');
      }
      out.write(text, from, cut - from);
      from = end + 1;
    }
    return out.toByteArray();
  }

  private void accept(List<PGPSignature> signatures, byte[] signed, String name) {
    reasons.clear();
    for (PGPSignature signature : signatures) {
      if (isGood(signature, signed)) {
        return;
      }
    }
    String why = reasons.isEmpty() ? "it has no signature" : String.join("; ", reasons);
    throw new BootstrapException(
        "the signature of "
            + name
            + " is not good: "
            + why
            + "; keys are from "
            + (keys.isEmpty() ? "nowhere" : keys.where())
            + ": name the archive's with --keyring");
  }

  private boolean isGood(PGPSignature signature, byte[] signed) {
    String id = String.format(Locale.ROOT, "%016X", signature.getKeyID());
    try {
      PGPPublicKeyRing ring = keys.find(signature.getKeyID());
      if (ring == null) {
        reasons.add("key " + id + " is not in the keyring");
        return false;
      }
      PGPPublicKey key = ring.getPublicKey(signature.getKeyID());
      String fault = fault(ring, key, signature);
      if (fault != null) {
        reasons.add("key " + id + " " + fault);
        return false;
      }
      signature.init(new BcPGPContentVerifierBuilderProvider(), key);
      signature.update(signed);
      if (signature.verify()) {
        return true;
      }
      reasons.add("key " + id + " did not sign this text");
    } catch (PGPException | RuntimeException e) {
      reasons.add("key " + id + ": " + e.getMessage());
    }
    return false;
  }

  private @Nullable String fault(PGPPublicKeyRing ring, PGPPublicKey key, PGPSignature signature) {
    int hash = signature.getHashAlgorithm();
    if (hash == HashAlgorithmTags.MD5
        || hash == HashAlgorithmTags.SHA1
        || hash == HashAlgorithmTags.RIPEMD160) {
      return "signed with a hash that is too weak";
    }
    if (key.hasRevocation() || ring.getPublicKey().hasRevocation()) {
      return "is revoked";
    }
    if (isExpired(key) || isExpired(ring.getPublicKey())) {
      return "has expired";
    }
    return null;
  }

  private boolean isExpired(PGPPublicKey key) {
    long seconds = key.getValidSeconds();
    Date made = key.getCreationTime();
    return seconds > 0 && now.isAfter(made.toInstant().plusSeconds(seconds));
  }
}
