package dev.jaula.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
  @ValueSource(strings = {"3-1", "-1", "1-", "x", "65536", "0-99999999999999999999", "1-2-3"})
  void whatIsNoList(String text) {
    assertThat(NumberSet.parse(text)).isNull();
  }
}
