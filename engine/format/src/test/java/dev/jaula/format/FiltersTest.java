package dev.jaula.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FiltersTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  private static final ImageFilter.Facts OLD =
      new ImageFilter.Facts(
          List.of("debian:stable", "debian:13"),
          Instant.parse("2026-01-01T00:00:00Z"),
          Map.of("a", "1"));
  private static final ImageFilter.Facts NEW =
      new ImageFilter.Facts(
          List.of("library/x@sha256:00"), Instant.parse("2026-05-31T00:00:00Z"), Map.of());
  private static final ImageFilter.Facts UNNAMED =
      new ImageFilter.Facts(List.of(), Instant.parse("2026-03-01T00:00:00Z"), Map.of("a", "2"));

  private static ImageFilter filter(String... given) {
    Filters filters = Filters.parse(List.of(given), ImageFilter.NAMES);
    return new ImageFilter(filters, name -> UNNAMED.created(), NOW);
  }

  private static String listed(String... given) {
    ImageFilter filter = filter(given);
    return (filter.test(OLD) ? "o" : "")
        + (filter.test(NEW) ? "n" : "")
        + (filter.test(UNNAMED) ? "u" : "");
  }

  @ParameterizedTest
  @CsvSource({
    "dangling=true, u",
    "dangling=1, u",
    "dangling=false, on",
    "label=a, ou",
    "label=a=2, u",
    "label=b, ''",
    "before=u, o",
    "since=u, n",
    "until=48h, ou",
    "until=24h30m, onu",
    "until=2026-02-01, o",
    "until=2026-02-01T00:00:00, o",
    "until=2026-02-01T00:00:00+01:00, o",
    "until=1769904000, o",
    "reference=debian, o",
    "reference=debian:1*, o",
    "reference=*/x, n",
    "reference=*, o",
    "'', onu",
    " Label = a , ou",
  })
  void one(String given, String expected) {
    assertThat(listed(given)).isEqualTo(expected);
  }

  @Test
  void several() {
    assertThat(listed("label=a", "dangling=true")).isEqualTo("u");
    assertThat(listed("label=a=1", "label=a=2")).isEmpty();
    assertThat(listed("reference=*/x", "reference=deb*")).isEqualTo("on");
    assertThat(filter("reference=*:13").names(OLD)).containsExactly("debian:13");
    assertThat(filter().names(OLD)).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "foo=bar; invalid filter 'foo'",
        "foo; invalid argument \"foo\" for \"-f, --filter\" flag: bad format of filter (expected"
            + " name=value)",
        "dangling=maybe; invalid filter 'dangling=[maybe]'",
        "reference=[; invalid filter 'reference=[': syntax error in pattern",
        "until=soon; invalid time \"soon\": use 24h, 2026-01-31, 2026-01-31T12:00:00Z or seconds"
            + " since 1970",
        "until=99999999999999h; invalid time \"99999999999999h\": use 24h, 2026-01-31,"
            + " 2026-01-31T12:00:00Z or seconds since 1970",
      })
  void wrong(String given, String message) {
    assertThatThrownBy(() -> filter(given)).isInstanceOf(FormatException.class).hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource({
    "0, Less than a second",
    "1, 1 second",
    "59, 59 seconds",
    "60, About a minute",
    "119, About a minute",
    "120, 2 minutes",
    "3599, 59 minutes",
    "3600, About an hour",
    "5399, About an hour",
    "5400, 2 hours",
    "169199, 47 hours",
    "172800, 2 days",
    "1209599, 2 weeks",
    "1123200, 13 days",
    "1209600, 2 weeks",
    "5097600, 8 weeks",
    "5184000, 2 months",
    "62208000, 24 months",
    "63072000, 2 years",
  })
  void ages(long seconds, String age) {
    assertThat(Ages.human(Duration.ofSeconds(seconds))).isEqualTo(age);
    assertThat(Ages.ago(NOW.minusSeconds(seconds), NOW)).isEqualTo(age + " ago");
  }

  @Test
  void noAge() {
    assertThat(Ages.ago(Instant.EPOCH, NOW)).isEqualTo("N/A");
  }
}
