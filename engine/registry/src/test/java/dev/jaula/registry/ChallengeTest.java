package dev.jaula.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChallengeTest {
  @Test
  void oneOrManyInOneHeaderOrMany() {
    List<Challenge> all =
        Challenge.parse(
            List.of(
                "Bearer realm=\"https://a/t?x=1,2\" , Service=s,scope=\"repository:a:pull,push\"",
                "Negotiate, Basic realm = \"the \\\"registry\\\"\""));
    assertThat(all)
        .containsExactly(
            new Challenge(
                "bearer",
                Map.of(
                    "realm",
                    "https://a/t?x=1,2",
                    "service",
                    "s",
                    "scope",
                    "repository:a:pull,push")),
            new Challenge("negotiate", Map.of()),
            new Challenge("basic", Map.of("realm", "the \"registry\"")));
    assertThat(Challenge.find(all, "basic")).isSameAs(all.get(2));
    assertThat(Challenge.find(all, "digest")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",",
        "=",
        "=x",
        "Bearer realm=\"",
        "Bearer realm=\"a\\",
        "a=b=c",
        "B ,,=,=\"\""
      })
  void nonsenseEnds(String header) {
    assertThat(Challenge.parse(List.of(header))).hasSizeLessThan(5);
  }
}
