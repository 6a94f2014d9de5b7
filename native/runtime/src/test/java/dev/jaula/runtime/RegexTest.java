package dev.jaula.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegexTest {
  @ParameterizedTest
  @CsvSource({
    "web, web, true",
    "web, my-web-1, true",
    "^web$, web, true",
    "^web$, web1, false",
    "'^w.b[0-9]+$', wxb42, true",
    "'^w.b[0-9]+$', wxb, false",
    "'^(a|bc)*d$', abcbcad, true",
    "'^(a|bc)*d$', abccad, false",
    "'^a{2,3}$', aa, true",
    "'^a{2,3}$', aaaa, false",
    "'^a{2,}$', aaaaa, true",
    "'^(a?){3}b$', aab, true",
    "'^(a*)*$', aaaa, true",
    "'[^a-c]', abc, false",
    "'[[:digit:]]', a1, true",
    "'[]x]', ']', true",
    "'a\\.b', axb, false",
    "'a\\.b', a.b, true",
    "'|x', anything, true",
  })
  void matchesAsRegexecDoes(String pattern, String text, boolean expected) {
    assertThat(Regex.of(pattern).find(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", ")", "[a", "*a", "a{", "a{2", "a{3,2}", "a{256}", "[z-a]", "\\"})
  void refusesWhatIsNone(String pattern) {
    assertThatThrownBy(() -> Regex.of(pattern))
        .isInstanceOf(OciException.class)
        .hasMessageStartingWith("--regex: \"" + pattern + "\" ");
  }

  @Test
  void agreesWithAnotherMatcher() {
    Random random = new Random(4);
    List<String> pieces =
        List.of("a", "b", ".", "[ab]", "[^b]", "(a|b)", "(ab)", "a*", "b+", "a?", "(a|b)*", "b{2}");
    for (int i = 0; i < 5000; i++) {
      StringBuilder pattern = new StringBuilder(random.nextBoolean() ? "^" : "");
      for (int n = random.nextInt(5); n >= 0; n--) {
        pattern.append(pieces.get(random.nextInt(pieces.size())));
      }
      pattern.append(random.nextBoolean() ? "$" : "");
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(8); n > 0; n--) {
        text.append("abc".charAt(random.nextInt(3)));
      }
      assertThat(Regex.of(pattern.toString()).find(text.toString()))
          .as(pattern + " in " + text)
          .isEqualTo(Pattern.compile(pattern.toString()).matcher(text).find());
    }
  }

  @Test
  void givesUpInsteadOfTakingForEver() {
    Regex bad = Regex.of("^((a*)*)*b$");
    assertThatThrownBy(() -> bad.find("a".repeat(200))).hasMessageContaining("takes too long");
  }
}
