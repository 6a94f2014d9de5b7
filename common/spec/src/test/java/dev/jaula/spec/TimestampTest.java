package dev.jaula.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampTest {
  @Test
  void agreesWithTheJdk() {
    Random random = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      long seconds = random.nextLong(-62_167_219_200L, 253_402_300_800L);
      int nanos = random.nextInt(1_000_000_000);
      Timestamp moment = new Timestamp(seconds, nanos);
      assertThat(Instant.parse(moment.text())).isEqualTo(Instant.ofEpochSecond(seconds, nanos));
      assertThat(Timestamp.parse(moment.text())).isEqualTo(moment);
    }
  }

  @Test
  void isWrittenAsDockerDoes() {
    assertThat(new Timestamp(0, 0).text()).isEqualTo("1970-01-01T00:00:00Z");
    assertThat(new Timestamp(1709164800, 500_000_000).text()).isEqualTo("2024-02-29T00:00:00.5Z");
    assertThat(new Timestamp(1, 1).text()).isEqualTo("1970-01-01T00:00:01.000000001Z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Z",
        "2026-01-01T00:00:00",
        "2026-01-01T00:00:00.Z",
        "2026-01-01T00:00:00.1234567890Z",
        "2026-01-01T00:00:00,5Z",
        "2026-01-01T00:00:00+01:00",
        "2026-01-01T00:00:00.xZ",
        "2026-13-01T00:00:00Z",
        "2026-00-01T00:00:00Z",
        "2026-02-29T00:00:00Z",
        "2026-01-32T00:00:00Z",
        "2026-01-00T00:00:00Z",
        "2026-01-01T24:00:00Z",
        "2026-01-01T00:60:00Z",
        "2026-01-01T00:00:60Z",
        "2026-01-01 00:00:00Z"
      })
  void refusesWhatIsNoTime(String text) {
    assertThat(Timestamp.parse(text)).isNull();
  }
}
