package dev.jaula.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signatures made by Bouncy Castle, and by gpg where it is installed. */
class SignaturesTest {
  private static final String TEXT = "Origin: Test\nSuite: stable\n- dash \nSHA256:\n a 1 b\n";
  private static final int SHA512 = HashAlgorithmTags.SHA512;

  private static Signatures by(SigningKey... keys) throws Exception {
    Keyring ring = new Keyring();
    for (SigningKey key : keys) {
      ring.add(key.keyring(), "test.gpg");
    }
    return new Signatures(ring, Instant.now());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void clearSignedTextComesOutAsItWas() throws Exception {
    SigningKey key = SigningKey.fresh();
    String plain = TEXT.replace("dash ", "dash");
    byte[] out = by(SigningKey.fresh(), key).verifyClear(key.clear(plain, SHA512), "InRelease");
    assertThat(Stanza.parse(new String(out, StandardCharsets.UTF_8)).getFirst().get("Suite"))
        .isEqualTo("stable");
  }

  @Test
  void aChangedLetterIsNoticed() throws Exception {
    SigningKey key = SigningKey.fresh();
    String signed =
        new String(key.clear(TEXT.replace("dash ", "dash"), SHA512), StandardCharsets.UTF_8);
    byte[] changed = bytes(signed.replace("Suite: stable", "Suite: stabLe"));
    assertThatThrownBy(() -> by(key).verifyClear(changed, "InRelease"))
        .isInstanceOf(BootstrapException.class)
        .hasMessageContaining("did not sign this text");
  }

  @Test
  void anotherKeyIsNotBelieved() throws Exception {
    byte[] signed = SigningKey.fresh().clear(TEXT, SHA512);
    assertThatThrownBy(() -> by(SigningKey.fresh()).verifyClear(signed, "InRelease"))
        .hasMessageContaining("is not in the keyring")
        .hasMessageContaining("--keyring");
  }

  @Test
  void anExpiredKeyIsNotBelieved() throws Exception {
    SigningKey key = new SigningKey(Instant.now().minusSeconds(1000), 500);
    byte[] signed = key.clear(TEXT, SHA512);
    assertThatThrownBy(() -> by(key).verifyClear(signed, "InRelease"))
        .hasMessageContaining("has expired");
  }

  @Test
  void aWeakHashIsNotBelieved() throws Exception {
    SigningKey key = SigningKey.fresh();
    byte[] signed = key.clear("Suite: stable\n", HashAlgorithmTags.SHA1);
    assertThatThrownBy(() -> by(key).verifyClear(signed, "InRelease"))
        .hasMessageContaining("too weak");
  }

  @Test
  void detachedSignatures() throws Exception {
    SigningKey key = SigningKey.fresh();
    byte[] signature = key.detached(bytes(TEXT));
    by(key).verifyDetached(bytes(TEXT), signature, "Release");
    assertThatThrownBy(() -> by(key).verifyDetached(bytes(TEXT + "x"), signature, "Release"))
        .hasMessageContaining("did not sign");
    assertThatThrownBy(() -> by(key).verifyDetached(bytes(TEXT), bytes("junk"), "Release"))
        .isInstanceOf(BootstrapException.class);
  }

  @Test
  void whatIsNotSignedIsNoInRelease() throws Exception {
    assertThatThrownBy(() -> by(SigningKey.fresh()).verifyClear(bytes("<html>"), "InRelease"))
        .hasMessageContaining("not clear-signed");
  }

  @Test
  void keyringsInArmourBinaryAndInAField(@TempDir Path folder) throws Exception {
    SigningKey key = SigningKey.fresh();
    Path armoured = Files.write(folder.resolve("a.asc"), key.armoured());
    Path binary = Files.write(folder.resolve("a.gpg"), key.keyring());
    byte[] signed = key.clear("Suite: stable\n", SHA512);
    for (Path file : List.of(armoured, binary)) {
      Keyring ring = new Keyring();
      ring.add(file);
      new Signatures(ring, Instant.now()).verifyClear(signed, "InRelease");
    }
    Keyring ring = new Keyring();
    ring.addArmour(new String(key.armoured(), StandardCharsets.US_ASCII).replace("\n\n", "\n.\n"));
    new Signatures(ring, Instant.now()).verifyClear(signed, "InRelease");
    ring.restrict(List.of(key.fingerprint()));
    assertThat(ring.isEmpty()).isFalse();
    ring.restrict(List.of("00" + key.fingerprint().substring(2)));
    assertThat(ring.isEmpty()).isTrue();
  }

  @Test
  void aKeyringWithoutKeysIsRefused(@TempDir Path folder) throws Exception {
    Path junk = Files.write(folder.resolve("junk.gpg"), bytes("no key at all"));
    assertThatThrownBy(() -> new Keyring().add(junk)).isInstanceOf(BootstrapException.class);
    assertThatThrownBy(() -> new Keyring().add(folder.resolve("absent")))
        .hasMessageContaining("cannot be read");
  }
}
