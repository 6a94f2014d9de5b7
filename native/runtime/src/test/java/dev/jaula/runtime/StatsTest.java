package dev.jaula.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatsTest {
  @ParameterizedTest
  @CsvSource({"0.00, 0", "1.50, 1.5", "12.34, 12.34", "100.00, 100", "7, 7"})
  void decimalsAreAsGoWritesThem(String kernels, String gos) {
    assertThat(UnifiedStats.shortest(kernels)).isEqualTo(gos);
  }

  @ParameterizedTest
  @CsvSource({"0, '[0]'", "'0-2,5', '[0, 1, 2, 5]'", "'', '[]'"})
  void listsAreExpanded(String list, String numbers) {
    assertThat(LegacyStats.expand(list)).hasToString(numbers);
  }

  @ParameterizedTest
  @CsvSource({
    "max, -1",
    "9223372036854771712, 9223372036854771712",
    "9223372036854775808, 0",
    "42, 42",
    "x, 0",
    "'', 0"
  })
  void numbersOfTheKernel(String text, long number) {
    assertThat(CgroupTexts.count(text)).isEqualTo(number);
  }
}
