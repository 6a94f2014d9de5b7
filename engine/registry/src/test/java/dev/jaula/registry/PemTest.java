package dev.jaula.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemTest {
  @TempDir private Path directory;

  private Path pem(String label, byte[] der) throws IOException {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    String text = "text before\n-----BEGIN L-----\n" + base64 + "\n-----END L-----\n";
    return Files.writeString(directory.resolve("key.pem"), text.replace("L-", label + "-"));
  }

  private static PrivateKey key(String algorithm, int size) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(size);
    return generator.generateKeyPair().getPrivate();
  }

  /** The key inside PKCS#8: its last element. */
  private static byte[] inner(byte[] pkcs8, int head) {
    return Arrays.copyOfRange(pkcs8, head, pkcs8.length);
  }

  @Test
  void pkcs8() throws GeneralSecurityException, IOException {
    for (PrivateKey key : new PrivateKey[] {key("RSA", 1024), key("EC", 256), key("EC", 384)}) {
      assertThat(Pem.key(pem("PRIVATE KEY", key.getEncoded()))).isEqualTo(key);
    }
  }

  @Test
  void pkcs1() throws GeneralSecurityException, IOException {
    PrivateKey key = key("RSA", 2048);
    assertThat(Pem.key(pem("RSA PRIVATE KEY", inner(key.getEncoded(), 26)))).isEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"prime256v1", "secp384r1", "secp521r1"})
  void sec1(String curve) throws IOException, InterruptedException {
    DockerRegistry.run(
        directory, "openssl", "ecparam", "-name", curve, "-genkey", "-out", "sec1.pem");
    DockerRegistry.run(
        directory, "openssl", "pkcs8", "-topk8", "-nocrypt", "-in", "sec1.pem", "-out", "p8.pem");
    ECPrivateKey old = (ECPrivateKey) Pem.key(directory.resolve("sec1.pem"));
    ECPrivateKey same = (ECPrivateKey) Pem.key(directory.resolve("p8.pem"));
    assertThat(old.getS()).isEqualTo(same.getS());
    assertThat(old.getParams().getOrder()).isEqualTo(same.getParams().getOrder());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nothing",
        "-----BEGIN PRIVATE KEY-----\nMII",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
        "-----BEGIN EC PRIVATE KEY-----\nMAMCAQE=\n-----END EC PRIVATE KEY-----\n",
        "-----BEGIN EC PRIVATE KEY-----\nMP////8=\n-----END EC PRIVATE KEY-----\n",
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n",
      })
  void whatIsNoKeyIsNamed(String text) throws IOException {
    Path file = directory.resolve("bad.key");
    Files.write(file, text.getBytes(StandardCharsets.US_ASCII));
    assertThatThrownBy(() -> Pem.key(file))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining(file.toString());
    assertThatThrownBy(() -> Pem.certificates(file)).isInstanceOf(RegistryException.class);
  }
}
