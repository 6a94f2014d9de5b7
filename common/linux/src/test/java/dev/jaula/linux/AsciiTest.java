package dev.jaula.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class AsciiTest {
  @Test
  void isThePlatformsForAscii() {
    StringBuilder all = new StringBuilder();
    for (char c = 0; c < 128; c++) {
      all.append(c);
    }
    String text = all.toString();
    assertThat(Ascii.upper(text)).isEqualTo(text.toUpperCase(Locale.ROOT));
    assertThat(Ascii.lower(text)).isEqualTo(text.toLowerCase(Locale.ROOT));
  }

  @Test
  void otherLettersStay() {
    assertThat(Ascii.upper("aéß")).isEqualTo("Aéß");
    assertThat(Ascii.lower("AÉΣ")).isEqualTo("aÉΣ");
  }
}
