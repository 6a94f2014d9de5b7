package dev.jaula.learn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jaula.args.Text;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TutorialTest {
  private static final Host V1 =
      new Host(
          true,
          false,
          "/jaula",
          "",
          "/sys/fs/cgroup/cpu",
          "/sys/fs/cgroup/cpuacct",
          "/sys/fs/cgroup/memory");
  private static final Host V2 =
      new Host(
          false,
          true,
          "/user.slice/jaula",
          "",
          "/sys/fs/cgroup",
          "/sys/fs/cgroup",
          "/sys/fs/cgroup");
  private static final Host NONE =
      new Host(
          false,
          false,
          "",
          "run as root",
          "/sys/fs/cgroup/cpu",
          "/sys/fs/cgroup/cpuacct",
          "/sys/fs/cgroup/memory");

  static Stream<Chapter> chapters() {
    return Stream.of(V1, V2, NONE).flatMap(host -> Tutorial.chapters(host).stream());
  }

  @ParameterizedTest
  @MethodSource("chapters")
  void everyTextIsInBothLanguages(Chapter chapter) {
    List<Text> texts = new ArrayList<>(List.of(chapter.title()));
    for (Step step : chapter.steps()) {
      switch (step) {
        case Step.Say say -> texts.add(say.words());
        case Step.Check check -> texts.add(check.words());
        case Step.Hand hand -> assertThat(hand.line()).isNotBlank();
        case Step.Run run -> assertThat(run.line()).isNotBlank();
      }
    }
    for (Text text : texts) {
      assertThat(text.en()).isNotBlank().doesNotContain("  ");
      assertThat(text.pt()).isNotBlank().doesNotContain("  ").isNotEqualTo(text.en());
    }
  }

  @ParameterizedTest
  @MethodSource("chapters")
  void checksSpeakOfCommandsThatHaveRun(Chapter chapter) {
    Set<String> ran = new HashSet<>();
    boolean isChecked = false;
    for (Step step : chapter.steps()) {
      if (step instanceof Step.Run run) {
        ran.add(run.name());
      } else if (step instanceof Step.Check check) {
        isChecked = true;
        assertThat(ran)
            .containsAll(
                switch (check.claim()) {
                  case Claim.Same same -> List.of(same.one(), same.other());
                  case Claim.Different different -> List.of(different.one(), different.other());
                  case Claim.Holds holds -> List.of(holds.output());
                  case Claim.Rate rate -> List.of(rate.before(), rate.after());
                });
      }
    }
    assertThat(isChecked).isTrue();
  }

  @Test
  void namesAreUniqueAndAllNamespacesAreThere() {
    assertThat(Tutorial.chapters(V1))
        .extracting(Chapter::name)
        .doesNotHaveDuplicates()
        .contains(
            "root",
            "uts",
            "pid",
            "mount",
            "ipc",
            "net",
            "user",
            "cgroupns",
            "time",
            "cgroup",
            "cpu",
            "memory");
  }

  private static Map<String, Output> outputs(String one, String other) {
    return Map.of("a", new Output(one, 1_000_000), "b", new Output(other, 3_000_000));
  }

  @Test
  void claimsAreJudged() {
    assertThat(Judge.holds(new Claim.Same("a", "b"), outputs("x", "x"))).isTrue();
    assertThat(Judge.holds(new Claim.Same("a", "b"), outputs("x", "y"))).isFalse();
    assertThat(Judge.holds(new Claim.Holds("a", "yz"), outputs("xyz", ""))).isTrue();
    assertThat(Judge.holds(new Claim.Holds("c", "x"), outputs("x", ""))).isFalse();
    Claim different = new Claim.Different("a", "b", "uts:[");
    assertThat(Judge.holds(different, outputs("uts:[1]\nh", "uts:[2]\nh"))).isTrue();
    assertThat(Judge.holds(different, outputs("h\nuts:[1]", "uts:[1]\nh"))).isFalse();
    assertThat(Judge.holds(different, outputs("uts:[1]", "failed"))).isFalse();
  }

  @Test
  void ratesAreMeasured() {
    Claim.Rate nanos = new Claim.Rate("a", "b", "", 1_000_000_000, 190, 210);
    assertThat(Judge.rate(nanos, outputs("5\n", "400000005\n"))).isEqualTo(200);
    assertThat(Judge.holds(nanos, outputs("5\n", "400000005\n"))).isTrue();
    assertThat(Judge.holds(nanos, outputs("5\n", "2000000005\n"))).isFalse();
    Claim.Rate micros = new Claim.Rate("a", "b", "usage_usec", 1_000_000, 190, 210);
    String before = "usage_usec 100\nuser_usec 7\n";
    assertThat(Judge.rate(micros, outputs(before, "usage_usec 400100\nuser_usec 7")))
        .isEqualTo(200);
    assertThat(Judge.rate(micros, Map.of())).isEqualTo(-1);
  }
}
