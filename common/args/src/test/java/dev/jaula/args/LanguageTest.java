package dev.jaula.args;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageTest {
  @ParameterizedTest
  @ValueSource(strings = {"pt", "pt_BR.UTF-8", "pt_PT", "pt.UTF-8", "pt-BR", "pt@euro"})
  void portuguese(String locale) {
    assertThat(Language.of(locale)).isEqualTo(Language.PT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "C", "en_US.UTF-8", "p", "ptx", "PT"})
  void english(String locale) {
    assertThat(Language.of(locale)).isEqualTo(Language.EN);
  }

  @Test
  void englishWithoutALocale() {
    assertThat(Language.of(null)).isEqualTo(Language.EN);
  }

  @Test
  void aTextSpeaksBoth() {
    Text text = new Text("cage", "jaula");
    assertThat(text.in(Language.EN)).isEqualTo("cage");
    assertThat(text.in(Language.PT)).isEqualTo("jaula");
    assertThat(Text.same("cpu").in(Language.PT)).isEqualTo("cpu");
  }
}
