package dev.jaula.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jaula.json.JsonValue;
import dev.jaula.seccomp.Architecture;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every wrong document names the path, the value and the remedy, in these words. */
class ErrorsTest {
  static List<Documents.Wrong> configs() {
    return Documents.wrong("config-errors.txt");
  }

  static List<Documents.Wrong> creatables() {
    return Documents.wrong("creatable-errors.txt");
  }

  static List<Documents.Wrong> profiles() {
    return Documents.wrong("seccomp-errors.txt");
  }

  static List<Documents.Wrong> states() {
    return Documents.wrong("state-errors.txt");
  }

  @ParameterizedTest
  @MethodSource("configs")
  void config(Documents.Wrong wrong) {
    JsonValue document = patched(Documents.read("minimal.json"), wrong);
    assertThatThrownBy(() -> SpecReader.read(document))
        .isInstanceOf(SpecException.class)
        .hasMessage(wrong.message());
  }

  @ParameterizedTest
  @MethodSource("creatables")
  void creatable(Documents.Wrong wrong) {
    Spec spec = SpecReader.read(patched(Documents.read("minimal.json"), wrong));
    assertThatThrownBy(() -> Creatable.check(spec))
        .isInstanceOf(SpecException.class)
        .hasMessage(wrong.message());
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void profile(Documents.Wrong wrong) {
    JsonValue document = patched(Documents.parse("{\"defaultAction\": \"SCMP_ACT_ERRNO\"}"), wrong);
    assertThatThrownBy(() -> SeccompFile.read(document, 0, Architecture.X86_64, 6, 18))
        .isInstanceOf(SpecException.class)
        .hasMessage(wrong.message());
  }

  @ParameterizedTest
  @MethodSource("states")
  void state(Documents.Wrong wrong) {
    JsonValue document = patched(Documents.parse(StateWriter.write(States.RUNNING)), wrong);
    assertThatThrownBy(() -> StateReader.read(document))
        .isInstanceOf(SpecException.class)
        .hasMessage(wrong.message());
  }

  @Test
  void thereAreManyAndEachIsOneLine() {
    assertThat(configs()).hasSizeGreaterThan(110);
    assertThat(configs()).allSatisfy(wrong -> assertThat(wrong.message()).doesNotContain("\n"));
  }

  @Test
  void theUnpatchedDocumentsAreRight() {
    Creatable.check(SpecReader.read(Documents.read("minimal.json")));
    Creatable.check(SpecReader.read(Documents.read("example.json")));
    SeccompFile.read(
        Documents.parse("{\"defaultAction\": \"SCMP_ACT_ERRNO\"}"), 0, Architecture.X86_64, 6, 1);
    StateReader.read(Documents.parse(StateWriter.write(States.RUNNING)));
  }

  private static JsonValue patched(JsonValue document, Documents.Wrong wrong) {
    return Documents.patch(document, Documents.parse(wrong.patch()));
  }
}
