package dev.jaula.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jaula.args.Command;
import dev.jaula.args.Language;
import dev.jaula.args.ManPage;
import dev.jaula.args.Parser;
import dev.jaula.args.UsageException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class TablesTest {
  /** {@code flags.txt}: a verb, and what runc's main branch and crun understand with it. */
  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "flags.txt", delimiter = '|')
  void everyFlagIsThere(String verb, String flags) {
    Command command = command(verb.strip());
    for (String flag : flags.strip().split(" ")) {
      String name = flag.replaceAll("^-+", "").replaceAll("=$", "");
      var option =
          Objects.requireNonNull(
              name.length() == 1 ? command.option(name.charAt(0)) : command.option(name),
              verb + " " + flag);
      assertThat(option.valueName().isEmpty()).as(flag).isEqualTo(!flag.endsWith("="));
    }
  }

  private static Command command(String words) {
    List<String> line = new ArrayList<>(words.equals("global") ? List.of() : words(words));
    line.add("--help");
    return Parser.parse(Tables.root(), line).command();
  }

  private static List<String> words(String line) {
    return Arrays.asList(line.split(" "));
  }

  @Test
  void everyVerbHasATableAndAManualPage() {
    Tables tables = new Tables();
    for (String name : tables.names()) {
      Command command = Objects.requireNonNull(tables.find(name), name);
      assertThat(ManPage.of(command, Language.EN, "x")).contains(".SH \"SYNOPSIS\"");
    }
    assertThat(tables.names()).isSorted();
  }

  @Test
  void oneDashIsAsGoodAsTwo() {
    var arguments =
        Parser.parse(Tables.root(), words("-root /r restore -no-subreaper -image-path=/i x"));
    assertThat(arguments.is("no-subreaper")).isTrue();
    assertThat(arguments.value("image-path")).isEqualTo("/i");
    assertThat(arguments.value("root")).isEqualTo("/r");
    assertThat(arguments.operands()).containsExactly("x");
  }

  @Test
  void aMissingValueIsSaidInTheWordsThatPodmanLooksFor() {
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> Parser.parse(Tables.root(), words("restore --lsm-mount-context")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("flag needs an argument");
  }

  @Test
  void theProgramAloneIsUnderstoodButNoGroupOfVerbs() {
    assertThat(Parser.parse(Tables.root(), List.of()).command().path()).isEqualTo(Tables.PROGRAM);
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> Parser.parse(Tables.root(), words("mounts")))
        .isInstanceOfSatisfying(
            UsageException.class, e -> assertThat(e.isUnknownCommand()).isFalse())
        .hasMessageContaining("COMMAND is missing");
  }

  @ParameterizedTest
  @org.junit.jupiter.params.provider.ValueSource(strings = {"nosuch", "mounts nosuch", "lst -q"})
  void anUnknownVerbIsTold(String line) {
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> Parser.parse(Tables.root(), words(line)))
        .isInstanceOfSatisfying(
            UsageException.class, e -> assertThat(e.isUnknownCommand()).isTrue());
  }

  @Test
  void psAndExecLeaveTheRestAlone() {
    assertThat(Parser.parse(Tables.root(), words("ps -f table x -o pid")).operands())
        .containsExactly("x", "-o", "pid");
    assertThat(Parser.parse(Tables.root(), words("exec -t x ls -l")).operands())
        .containsExactly("x", "ls", "-l");
  }

  @Test
  void theScriptsFunctionsHaveNamesWithoutDash() {
    for (dev.jaula.args.Shell shell : dev.jaula.args.Shell.values()) {
      assertThat(CompletionCommand.forName(shell.script("PROGRAM")))
          .contains("_jaula_runtime", "jaula-runtime")
          .doesNotContain("PROGRAM", "_jaula-runtime");
    }
  }
}
