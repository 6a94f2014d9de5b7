package dev.jaula.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoDurationTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "5s, 5000000000",
    "500ms, 500000000",
    "1m, 60000000000",
    "1m30s, 90000000000",
    "1.5h, 5400000000000",
    ".5s, 500000000",
    "2us, 2000",
    "0s, 0",
  })
  void reads(String text, long nanos) {
    assertThat(GoDuration.parse(text)).isEqualTo(nanos);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "s", "-5s", "5x", "1..5s", ".s", "5s3", "99999999999h"})
  void refuses(String text) {
    assertThat(GoDuration.parse(text)).isNull();
  }
}
