package dev.jaula.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {
  @ParameterizedTest
  @CsvSource({
    "'', '[]', '[]'",
    "a, '[a]', '[a]'",
    "a:b, '[a, b]', '[a, b]'",
    ":a::b:, '[, a, , b, ]', '[a, b]'",
    "':', '[, ]', '[]'",
  })
  void split(String text, String all, String filled) {
    assertThat(Words.split(text, ':')).hasToString(all);
    assertThat(Words.filled(text, ':')).hasToString(filled);
  }

  @Test
  void splitOfNothingIsOneWord() {
    assertThat(Words.split("", ':')).isEqualTo(List.of(""));
    assertThat(Words.filled("", ':')).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "007", "999999999999999999", "-999999999999999999"})
  void numbers(String text) {
    assertThat(Words.isNumber(text)).isTrue();
    assertThat(Long.parseLong(text)).isBetween(-999999999999999999L, 999999999999999999L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "--1", "+1", "1 ", "1x", "٣", "1000000000000000000"})
  void noNumbers(String text) {
    assertThat(Words.isNumber(text)).isFalse();
  }
}
