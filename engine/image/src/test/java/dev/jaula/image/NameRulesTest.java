package dev.jaula.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The rules against the regular expressions of github.com/distribution/reference. */
class NameRulesTest {
  private static final String COMPONENT = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
  private static final Pattern REPOSITORY = Pattern.compile(COMPONENT + "(?:/" + COMPONENT + ")*");
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");
  private static final Pattern HOST =
      Pattern.compile("(?:[A-Za-z0-9][A-Za-z0-9.-]*|\\[[0-9a-fA-F:.]+])(?::[0-9]+)?");
  private static final String LETTERS = "aaz09AF._-/:[]é";
  private static final int TRIES = 200_000;

  @Test
  void theyAgreeOnRandomNames() {
    Random random = new Random(1);
    int[] good = new int[3];
    for (int i = 0; i < TRIES; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(9); n > 0; n--) {
        text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
      }
      String name = text.toString();
      boolean[] rules = {
        NameRules.isRepository(name), NameRules.isTag(name), NameRules.isHost(name)
      };
      assertThat(rules)
          .as(name)
          .containsExactly(
              REPOSITORY.matcher(name).matches(),
              TAG.matcher(name).matches(),
              HOST.matcher(name).matches());
      for (int k = 0; k < good.length; k++) {
        good[k] += rules[k] ? 1 : 0;
      }
    }
    for (int count : good) {
      assertThat(count).as("each says yes often enough to mean something").isGreaterThan(1000);
    }
  }

  @Test
  void lengthsAreBounded() {
    assertThat(NameRules.isTag("a".repeat(128))).isTrue();
    assertThat(NameRules.isTag("a".repeat(129))).isFalse();
    assertThat(NameRules.isRepository("a/".repeat(100_000) + "a")).isTrue();
    assertThat(NameRules.isHost("[::1]:5000")).isTrue();
  }
}
