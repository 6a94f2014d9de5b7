package dev.jaula.bootstrap;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.jspecify.annotations.Nullable;

/** The keys that a Release file may be signed by. */
final class Keyring {
  private final List<PGPPublicKeyRing> rings = new ArrayList<>();
  private final List<String> places = new ArrayList<>();

  /** Adds a file of keys, in armour or binary. */
  void add(Path file) {
    byte[] data;
    try {
      data = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new BootstrapException(
          "keyring " + file + " cannot be read: name another with --keyring", e);
    }
    add(data, file.toString());
  }

  /** Adds keys from memory; {@code place} is what a message calls them. */
  void add(byte[] data, String place) {
    int before = rings.size();
    try (InputStream in = PGPUtil.getDecoderStream(new ByteArrayInputStream(data))) {
      BcPGPObjectFactory objects = new BcPGPObjectFactory(in);
      for (Object o = objects.nextObject(); o != null; o = objects.nextObject()) {
        if (o instanceof PGPPublicKeyRing ring) {
          rings.add(ring);
        }
      }
    } catch (IOException | RuntimeException e) {
      throw new BootstrapException(
          "keyring " + place + " is no OpenPGP keyring: export it with gpg --export", e);
    }
    if (rings.size() == before) {
      throw new BootstrapException(
          "keyring " + place + " holds no key: export one with gpg --export");
    }
    places.add(place);
  }

  /** Keys in armour as they stand in a Signed-By field, where a lone dot is an empty line. */
  void addArmour(String field) {
    StringBuilder text = new StringBuilder();
    for (String line : Words.lines(field)) {
      String trimmed = line.trim();
      text.append(trimmed.equals(".") ? "" : trimmed).append('\n');
    }
    add(text.toString().getBytes(StandardCharsets.US_ASCII), "in Signed-By");
  }

  /** Keeps only the keys with one of these fingerprints. */
  void restrict(List<String> fingerprints) {
    if (!fingerprints.isEmpty()) {
      rings.removeIf(ring -> !matches(ring, fingerprints));
    }
  }

  private static boolean matches(PGPPublicKeyRing ring, List<String> fingerprints) {
    for (PGPPublicKey key : ring) {
      String own = HexFormat.of().withUpperCase().formatHex(key.getFingerprint());
      for (String wanted : fingerprints) {
        String hex = wanted.endsWith("!") ? wanted.substring(0, wanted.length() - 1) : wanted;
        if (own.equalsIgnoreCase(hex)) {
          return true;
        }
      }
    }
    return false;
  }

  boolean isEmpty() {
    return rings.isEmpty();
  }

  /** The ring that has a key of this id, or null. */
  @Nullable PGPPublicKeyRing find(long id) throws PGPException {
    for (PGPPublicKeyRing ring : rings) {
      if (ring.getPublicKey(id) != null) {
        return ring;
      }
    }
    return null;
  }

  /** Where the keys came from, for a message. */
  String where() {
    return places.size() > 3
        ? places.getFirst() + " and " + (places.size() - 1) + " more keyrings"
        : String.join(", ", places);
  }
}
