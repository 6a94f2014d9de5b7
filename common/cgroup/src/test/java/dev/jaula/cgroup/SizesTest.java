package dev.jaula.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizesTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1024, 1024",
    "1b, 1",
    "48m, 50331648",
    "48M, 50331648",
    "48MB, 50331648",
    "48MiB, 50331648",
    "48mib, 50331648",
    "1g, 1073741824",
    "1.5g, 1610612736",
    "1.5G, 1610612736",
    "0.1K, 102",
    "0.333M, 349175",
    "512K, 524288",
    "2T, 2199023255552",
    "1P, 1125899906842624",
    "8190P, 9221120237041090560"
  })
  void aSizeIsBytes(String text, long bytes) {
    assertThat(Sizes.parse("--memory", text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "M", "48X", "4 8M", "-5M", "1.M", ".5M", "1.2.3M", "48MM", "0x10", "1e3", "٣M"
      })
  void whatIsNoSizeIsSaid(String text) {
    assertThatThrownBy(() -> Sizes.parse("--memory", text))
        .isInstanceOf(CgroupException.class)
        .hasMessage("--memory: " + text + " is no size; write bytes, or 512K, 48M, 1.5G");
  }

  @ParameterizedTest
  @ValueSource(strings = {"9000P", "99999999999999999999", "9223372036854775807"})
  void aSizeThatOverflowsIsSaid(String text) {
    assertThatThrownBy(() -> Sizes.parse("--memory", text)).hasMessageContaining("is too large");
  }

  @ParameterizedTest
  @ValueSource(strings = {"max", "-1", "unlimited", " max "})
  void noLimitIsMinusOne(String text) {
    assertThat(Sizes.limit("memory.max", text)).isEqualTo(-1);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1023, 1023",
    "1024, 1K",
    "50331648, 48M",
    "1610612736, 1.5G",
    "1073741825, 1.0G",
    "-1, max",
    "9223372036854775807, max"
  })
  void aSizeIsShownShort(long bytes, String text) {
    assertThat(Sizes.text(bytes)).isEqualTo(text);
  }
}
