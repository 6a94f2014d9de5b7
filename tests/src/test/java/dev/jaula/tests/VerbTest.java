package dev.jaula.tests;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The verbs that tell: help, man pages, completion, info, version. */
class VerbTest {
  private static final String VERBS =
      "run exec ps kill stop rm wait inspect logs pause unpause cgroup stats top info version completion help";

  static java.util.stream.Stream<String> verbs() {
    return java.util.stream.Stream.of(VERBS.split(" "));
  }

  private static Program.Result jaula(String... words) {
    return Jaula.CALLER.run(words);
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void helpAndManPageOfEachVerb(String verb) {
    String help = Box.text(jaula("help", verb));
    assertThat(help).contains("jaula " + verb);
    assertThat(Box.text(jaula(verb, "--help"))).isEqualTo(help);
    assertThat(Box.text(jaula("help", verb, "--lang", "pt"))).isNotEqualTo(help);
    assertThat(Box.text(jaula("help"))).contains(verb);
    Needs.command("man", "man-db");
    Program.Result page =
        Program.of(
                "sh",
                "-c",
                Jaula.binary()
                    + " man "
                    + verb
                    + " | MANWIDTH=80 man -E UTF-8 --warnings -l - 2>&1 >/dev/null")
            .run();
    assertThat(page.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void completionIsAProgramOfItsShell(String shell) {
    String text = Box.text(jaula("completion", shell));
    assertThat(text).contains("jaula");
    String path = Needs.command(shell, shell).toString();
    Box.text(Program.of(path, "-n", "/dev/stdin").reading(text).run());
  }

  @Test
  void completionInBashKnowsOptions() {
    Needs.command("bash", "bash");
    String script =
        "source <("
            + Jaula.binary().toAbsolutePath()
            + " completion bash); PATH="
            + Jaula.binary().toAbsolutePath().getParent()
            + ":$PATH; COMP_WORDS=(jaula run --memory-r); COMP_CWORD=2; COMP_LINE='jaula run --memory-r'; COMP_POINT=${#COMP_LINE};"
            + " f=$(complete -p jaula | sed 's/.*-F \\([^ ]*\\).*/\\1/'); $f jaula --memory-r run; echo \"${COMPREPLY[@]}\"";
    assertThat(Box.text(Program.of("bash", "-c", script).run())).contains("--memory-reservation");
  }

  @ParameterizedTest
  @MethodSource("everyone")
  void infoSaysWhatThisMachineCanDo(Jaula jaula) {
    String info = Box.text(jaula.run("info"));
    assertThat(info).contains("user namespace", "seccomp", "cgroup", "overlay");
    assertThat(Box.text(jaula.run("info", "--format", "json"))).startsWith("[").contains("seccomp");
  }

  static java.util.stream.Stream<Jaula> everyone() {
    return Jaula.everyone();
  }

  @Test
  void version() {
    assertThat(Box.text(jaula("version"))).containsPattern("\\d+\\.\\d+");
    assertThat(Box.text(jaula("--version"))).containsPattern("\\d+\\.\\d+");
  }
}
