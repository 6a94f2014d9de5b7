package dev.jaula.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PsCommandTest {
  private static final String OUTPUT =
      "UID        PID  PPID CMD\nroot        12     1 sleep 34\nroot        34     1 sh\n";

  @Test
  void keepsTheTitleAndTheContainersLines() {
    assertThat(PsCommand.filter(OUTPUT, List.of(34, 99)))
        .isEqualTo("UID        PID  PPID CMD\nroot        34     1 sh\n");
    assertThat(PsCommand.filter(OUTPUT, List.of())).isEqualTo("UID        PID  PPID CMD\n");
  }

  @Test
  void wantsTheColumn() {
    assertThatThrownBy(() -> PsCommand.filter("COMMAND\nsh\n", List.of(1)))
        .hasMessageStartingWith("couldn't find PID field in ps output");
  }

  @Test
  void writesListsAsGoDoes() {
    assertThat(PsCommand.json(List.of(1, 22))).isEqualTo("[1,22]\n");
    assertThat(PsCommand.json(List.of())).isEqualTo("null\n");
  }
}
