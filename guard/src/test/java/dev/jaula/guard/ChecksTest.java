package dev.jaula.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On the JVM the operators themselves are the specification. */
class ChecksTest {
  private static final int[] INTS = {
    0, 1, -1, 2, -2, 7, 31, 1 << 16, Integer.MAX_VALUE, Integer.MIN_VALUE, Integer.MIN_VALUE + 1
  };
  private static final long[] LONGS = {
    0, 1, -1, 3, 1L << 32, Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE + 1
  };

  @Test
  void dividesInts() {
    for (int a : INTS) {
      for (int b : INTS) {
        if (b != 0) {
          assertThat(Checks.divide(a, b)).as("%d / %d", a, b).isEqualTo(a / b);
          assertThat(Checks.remainder(a, b)).as("%d %% %d", a, b).isEqualTo(a % b);
        }
      }
      assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> Checks.divide(a, 0));
      assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> Checks.remainder(a, 0));
    }
  }

  @Test
  void dividesLongs() {
    for (long a : LONGS) {
      for (long b : LONGS) {
        if (b != 0) {
          assertThat(Checks.divide(a, b)).as("%d / %d", a, b).isEqualTo(a / b);
          assertThat(Checks.remainder(a, b)).as("%d %% %d", a, b).isEqualTo(a % b);
        }
      }
      assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> Checks.divide(a, 0L));
      assertThatExceptionOfType(ArithmeticException.class)
          .isThrownBy(() -> Checks.remainder(a, 0L));
    }
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        0.0,
        -0.0,
        0.9,
        -0.9,
        1e9,
        -1e9,
        2147483647.0,
        2147483648.0,
        -2147483648.0,
        -2147483649.0,
        9.2e18,
        9.3e18,
        -9.3e18,
        1e300,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY
      })
  void castsAsTheJvm(double d) {
    assertThat(Checks.toInt(d)).isEqualTo((int) d);
    assertThat(Checks.toLong(d)).isEqualTo((long) d);
  }

  @Test
  void lengthsAreBounded() {
    assertThat(Checks.arrayLength(0, 8)).isZero();
    assertThat(Checks.arrayLength(1 << 27, 8)).isEqualTo(1 << 27);
    assertThatExceptionOfType(NegativeArraySizeException.class)
        .isThrownBy(() -> Checks.arrayLength(-1, 1));
    assertThatExceptionOfType(OutOfMemoryError.class)
        .isThrownBy(() -> Checks.arrayLength((1 << 27) + 1, 8));
    assertThatExceptionOfType(OutOfMemoryError.class)
        .isThrownBy(() -> Checks.arrayLength(Integer.MAX_VALUE, 1));
  }

  @Test
  void storesAreChecked() {
    Object[] strings = new String[2];
    assertThatExceptionOfType(ArrayStoreException.class)
        .isThrownBy(() -> Checks.arrayStore(strings, 1, 5));
    assertThatExceptionOfType(ArrayStoreException.class)
        .isThrownBy(() -> Checks.arrayStore(new int[1][], 0, new long[1]));
    assertThatCode(() -> Checks.arrayStore(strings, 1, "text")).doesNotThrowAnyException();
    assertThatCode(() -> Checks.arrayStore(strings, 1, null)).doesNotThrowAnyException();
    assertThatCode(() -> Checks.arrayStore(new Object[1], 0, 5)).doesNotThrowAnyException();
    assertThatCode(() -> Checks.arrayStore(new Number[1], 0, 5)).doesNotThrowAnyException();
  }

  /** JLS 15.26.1: null and a bad index are found first, by the store itself. */
  @Test
  void storesThatFailOtherwiseAreLeftToTheStore() {
    assertThatCode(() -> Checks.arrayStore(null, 0, 5)).doesNotThrowAnyException();
    assertThatCode(() -> Checks.arrayStore(new String[1], 1, 5)).doesNotThrowAnyException();
    assertThatCode(() -> Checks.arrayStore(new String[1], -1, 5)).doesNotThrowAnyException();
  }

  @Test
  void copiesAreChecked() {
    int[] ints = new int[4];
    assertThatCode(() -> Checks.arrayCopy(ints, 1, ints, 0, 3)).doesNotThrowAnyException();
    assertThatCode(() -> Checks.arrayCopy(ints, 4, ints, 4, 0)).doesNotThrowAnyException();
    assertThatExceptionOfType(ArrayStoreException.class)
        .isThrownBy(() -> Checks.arrayCopy(ints, 0, new long[4], 0, 1));
    assertThatExceptionOfType(ArrayStoreException.class)
        .isThrownBy(() -> Checks.arrayCopy(ints, 0, new Object[4], 0, 1));
    assertThatExceptionOfType(ArrayStoreException.class)
        .isThrownBy(() -> Checks.arrayCopy("text", 0, ints, 0, 1));
  }

  @Test
  void copiesStayInside() {
    int[] ints = new int[4];
    int[][] ranges = {
      {-1, 0, 1}, {0, -1, 1}, {0, 0, -1}, {2, 0, 3}, {0, 2, 3}, {1, 0, Integer.MAX_VALUE}, {5, 0, 0}
    };
    for (int[] range : ranges) {
      assertThatExceptionOfType(ArrayIndexOutOfBoundsException.class)
          .as("from %d to %d, %d items", range[0], range[1], range[2])
          .isThrownBy(() -> Checks.arrayCopy(ints, range[0], ints, range[1], range[2]));
    }
  }

  @Test
  void mayThrowDoesNot() {
    assertThatCode(Checks::mayThrow).doesNotThrowAnyException();
  }
}
