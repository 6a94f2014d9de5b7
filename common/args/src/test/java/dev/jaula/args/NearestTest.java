package dev.jaula.args;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
  @ParameterizedTest
  @CsvSource({
    "'','',0",
    "'',abc,3",
    "abc,'',3",
    "memory,memory,0",
    "memry,memory,1",
    "memoyr,memory,1",
    "peek,peak,1",
    "ca,abc,3",
    "kitten,sitting,3"
  })
  void distanceCountsEdits(String a, String b, int edits) {
    assertThat(Nearest.distance(a, b)).isEqualTo(edits);
    assertThat(Nearest.distance(b, a)).isEqualTo(edits);
  }

  @Test
  void theNearestWinsAndTheFirstOfEquals() {
    List<String> names = List.of("cpus", "cpu-quota", "memory", "memory-swap");
    assertThat(Nearest.of("cpsu", names)).isEqualTo("cpus");
    assertThat(Nearest.of("memory-swp", names)).isEqualTo("memory-swap");
    assertThat(Nearest.of("rs", List.of("rm", "ps"))).isEqualTo("rm");
  }

  @Test
  void aBeginningIsNear() {
    assertThat(Nearest.of("insp", List.of("info", "inspect"))).isEqualTo("inspect");
  }

  @Test
  void nothingIsNearToSomethingElse() {
    assertThat(Nearest.of("zebra", List.of("run", "exec"))).isNull();
    assertThat(Nearest.of("", List.of("a"))).isNull();
    assertThat(Nearest.of("x".repeat(100_000), List.of("x"))).isNull();
  }
}
