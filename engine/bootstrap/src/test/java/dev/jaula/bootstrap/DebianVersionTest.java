package dev.jaula.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules and examples of Debian Policy 5.6.12, and dpkg's own table of tests. */
class DebianVersionTest {
  @ParameterizedTest
  @CsvSource({
    "~~, <, ~~a",
    "~~a, <, ~",
    "~, <, 0",
    "~, <, a",
    "1.0~beta1~svn1245, <, 1.0~beta1",
    "1.0~beta1, <, 1.0",
    "1.0, =, 1.0",
    "1.0, =, 0:1.0",
    "1.0, =, 1.0-0",
    "1.0-0, =, 1.0-00",
    "1.00, =, 1.0",
    "1:0.4, >, 10.3",
    "2:1.0, >, 1:9.9",
    "1.0-1, >, 1.0",
    "1.0-1, <, 1.0-1.1",
    "1.0-1.1, <, 1.0-2",
    "1.0-2~bpo1, <, 1.0-2",
    "1.2.3, <, 1.2.10",
    "1.2.3a, >, 1.2.3",
    "1.2a, <, 1.2+",
    "1.2+dfsg-1, >, 1.2-1",
    "1.2-a, <, 1.2-a+",
    "1.2.-1, >, 1.2-1",
    "0pre, <, 0pree",
    "1.1.6r2-2, >, 1.1.6r-1",
    "2.6b2-1, >, 2.6b-2",
    "98.1p5-1, <, 98.1-pre2-b6-2",
    "0.4-1, <, 0.4a6-2~",
    "1:3.0.5-2, >, 1:3.0.5-1",
    "5.9-1~deb12u1, <, 5.9-1",
    "12.4+deb12u15, >, 12.4+deb12u2",
    "20260101000000000000000000001, >, 20260101000000000000000000000",
    "1-1-1, >, 1-1",
  })
  void order(String a, String relation, String b) {
    int order = DebianVersion.compare(a, b);
    int back = DebianVersion.compare(b, a);
    assertThat(Integer.signum(order)).isEqualTo(-Integer.signum(back));
    switch (relation) {
      case "<" -> assertThat(order).isNegative();
      case ">" -> assertThat(order).isPositive();
      default -> assertThat(order).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1.0, <<, 1.1, true",
    "1.1, <<, 1.1, false",
    "1.1, <=, 1.1, true",
    "1.1, =, 1.1-0, true",
    "1.2, >=, 1.1, true",
    "1.1, >>, 1.1, false",
    "1.1, >, 1.1, true",
    "1.1, <, 1.1, true",
  })
  void relations(String version, String operator, String wanted, boolean holds) {
    assertThat(DebianVersion.satisfies(version, operator, wanted)).isEqualTo(holds);
  }
}
