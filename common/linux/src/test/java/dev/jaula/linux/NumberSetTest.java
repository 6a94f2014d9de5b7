package dev.jaula.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberSetTest {
  @Test
  void rangesAndNumbers() {
    NumberSet set = Objects.requireNonNull(NumberSet.parse("0-2, 64,127-128\n"));
    for (int number = 0; number < 300; number++) {
      boolean has = number <= 2 || number == 64 || number == 127 || number == 128;
      assertThat(set.has(number)).as("%d", number).isEqualTo(has);
    }
    assertThat(set.words()).containsExactly(7, 1L << 63 | 1, 1);
  }

  @Test
  void moreThanAThousandProcessors() {
    NumberSet set = Objects.requireNonNull(NumberSet.parse("1500"));
    assertThat(set.words()).hasSize(24);
    assertThat(set.has(1500)).isTrue();
    assertThat(set.has(1499)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"3-1", "-1", "1-", "x", "65536", "0-99999999999999999999", "1-2-3", "0 - 3"})
  void whatIsNoList(String text) {
    assertThat(NumberSet.parse(text)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"0-3,8 | 15 1", "8 | 0 1", "63-64 | 0 0 0 0 0 0 0 128 1", "0 2,,1 | 7", "7\t| 128"})
  void bytes(String list, String bytes) {
    NumberSet set = Objects.requireNonNull(NumberSet.parse(list));
    assertThat(set.isEmpty()).isFalse();
    StringBuilder text = new StringBuilder();
    for (byte b : set.bytes()) {
      text.append(text.isEmpty() ? "" : " ").append(b & 255);
    }
    assertThat(text).hasToString(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",", " \n"})
  void nothing(String list) {
    NumberSet set = Objects.requireNonNull(NumberSet.parse(list));
    assertThat(set.isEmpty()).isTrue();
    assertThat(set.bytes()).isEmpty();
  }
}
