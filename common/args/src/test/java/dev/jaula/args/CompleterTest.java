package dev.jaula.args;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CompleterTest {
  private static List<String> complete(String... words) {
    return Completer.complete(Zoo.root(), List.of(words), Zoo::known, Language.EN).lines().toList();
  }

  @Test
  void commandsWithTheirMeanings() {
    assertThat(complete("k")).containsExactly("words", "keep\tRun a program in a cage");
    assertThat(complete("")).contains("feed\tFeed animals", "list\tList animals");
    assertThat(complete()).hasSize(5);
  }

  @Test
  void optionsThatMayStillBeGiven() {
    assertThat(complete("keep", "--tty", "-e", "A", "-m1", "--"))
        .contains(
            "words", "--interactive\tListen", "--env\tSet a variable", "--network\tWhich network")
        .doesNotContain("--tty\tGive a terminal")
        .noneMatch(line -> line.contains("--memory") || line.contains("--secret"));
    assertThat(complete("keep", "--int")).containsExactly("words", "--interactive\tListen");
    assertThat(complete("keep", "-")).contains("-r\tKey");
  }

  @Test
  void valuesAfterTheOptionOrItsEqualsSign() {
    assertThat(complete("keep", "--network", "")).containsExactly("words", "none", "host", "cage:");
    assertThat(complete("keep", "--net=h")).containsExactly("words", "--net=host");
    assertThat(complete("keep", "--explain="))
        .containsExactly("words", "--explain=text", "--explain=json");
    assertThat(complete("keep", "-ir", "memory."))
        .containsExactly("words", "memory.max=", "memory.peak=");
  }

  @Test
  void filesAndDirectoriesAreLeftToTheShell() {
    assertThat(complete("keep", "--env-file", "x")).containsExactly("files");
    assertThat(complete("keep", "--env-file=x")).containsExactly("files --env-file=");
    assertThat(complete("keep", "-itw", "/")).containsExactly("directories");
  }

  @Test
  void operandsByTheirPlace() {
    assertThat(complete("keep", "-m", "1", "")).containsExactly("files", "host");
    assertThat(complete("keep", "host", "l")).containsExactly("program");
    assertThat(complete("keep", "host", "--", "l")).containsExactly("program");
    assertThat(complete("keep", "host", "ls", "-")).containsExactly("files");
    assertThat(complete("feed", "")).containsExactly("words", "hay", "meat");
    assertThat(complete("feed", "hay", "mo")).containsExactly("words", "mona");
    assertThat(complete("feed", "hay", "mona", "--", "ma")).containsExactly("words", "mazoni");
    assertThat(complete("feed", "-sHUP", "hay", "-s", "T")).containsExactly("words", "TERM");
    assertThat(complete("list", "")).containsExactly("words");
    assertThat(complete("help", "ke")).containsExactly("words", "keep\tRun a program in a cage");
    assertThat(complete("help", "keep", "")).containsExactly("words");
  }

  @Test
  void mistakesOfferNothing() {
    assertThat(complete("zebra", "--")).contains("--help\tShow this help");
    assertThat(complete("keep", "--zebra=")).isEmpty();
  }
}
