package dev.jaula.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Sha256Test {
  private static String hex(byte[] bytes) {
    Sha256 sum = new Sha256();
    sum.update(bytes, 0, bytes.length);
    return sum.hex();
  }

  private static String hex(String text) {
    return hex(text.getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void vectorsOfFips180() {
    assertThat(hex("abc"))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThat(hex(""))
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assertThat(hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"))
        .isEqualTo("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  }

  @Test
  void aMillionLettersA() {
    byte[] as = new byte[1_000_000];
    Arrays.fill(as, (byte) 'a');
    assertThat(hex(as))
        .isEqualTo("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  }

  @Test
  void agreesWithThePlatformForEveryLengthAndSplit() throws Exception {
    Random random = new Random(6);
    for (int length = 0; length < 400; length++) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      Sha256 sum = new Sha256();
      int at = 0;
      while (at < length) {
        int part = 1 + random.nextInt(length - at);
        sum.update(bytes, at, part);
        at += part;
      }
      assertThat(sum.digest()).isEqualTo(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
  }
}
