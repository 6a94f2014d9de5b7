package dev.jaula.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceTest {
  private static final String HEX =
      "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

  @ParameterizedTest
  @CsvSource({
    "debian, docker.io/library/debian:latest, debian:latest",
    "debian:stable, docker.io/library/debian:stable, debian:stable",
    "moby/buildkit, docker.io/moby/buildkit:latest, moby/buildkit:latest",
    "index.docker.io/library/debian, docker.io/library/debian:latest, debian:latest",
    "localhost/a, localhost/a:latest, localhost/a:latest",
    "127.0.0.1:5000/a/b:c, 127.0.0.1:5000/a/b:c, 127.0.0.1:5000/a/b:c",
    "[::1]:5000/a, [::1]:5000/a:latest, [::1]:5000/a:latest",
    "quay.io/x/y__z, quay.io/x/y__z:latest, quay.io/x/y__z:latest",
  })
  void aNameIsMadeWhole(String typed, String whole, String familiar) {
    assertThat(Reference.parse(typed)).hasToString(whole);
    assertThat(Reference.parse(typed).familiar()).isEqualTo(familiar);
    assertThat(Reference.parse(whole)).hasToString(whole);
  }

  @ParameterizedTest
  @ValueSource(strings = {"debian@sha256:" + HEX, "debian:stable@sha256:" + HEX})
  void aDigestStandsForATag(String typed) {
    assertThat(Reference.parse(typed)).hasToString("docker.io/library/" + typed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ":x", "a:", "Debian", "a//b", "a/../b", "a:b c", "-a", "a_", "a@sha256:12"})
  void whatIsNoNameIsRefused(String typed) {
    assertThatThrownBy(() -> Reference.parse(typed)).isInstanceOf(ImageException.class);
  }
}
