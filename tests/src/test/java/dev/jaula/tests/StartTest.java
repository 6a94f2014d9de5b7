package dev.jaula.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A container starts, is the command's, and ends with its exit code: for root and for an ordinary
 * user.
 */
class StartTest {
  @TempDir static Path folder;
  private static String root = "";

  @BeforeAll
  static void makeRoot() throws IOException {
    root = BusyboxRoot.create(folder).toString();
  }

  static Stream<Jaula> everyone() {
    return Jaula.everyone();
  }

  @ParameterizedTest
  @MethodSource("everyone")
  void runsTheCommand(Jaula jaula) {
    Program.Result result = jaula.run("run", root, "echo", "hello");
    assertThat(result).isEqualTo(new Program.Result(0, "hello\n", ""));
  }

  @ParameterizedTest
  @MethodSource("everyone")
  void endsWithTheExitCodeOfTheCommand(Jaula jaula) {
    assertThat(jaula.run("run", root, "sh", "-c", "exit 42").exit()).isEqualTo(42);
  }

  @ParameterizedTest
  @MethodSource("everyone")
  void isProcessOneAndRoot(Jaula jaula) {
    assertThat(jaula.run("run", root, "sh", "-c", "echo $$ $(id -u)").text()).isEqualTo("1 0");
  }

  @ParameterizedTest
  @MethodSource("everyone")
  void readsStandardInput(Jaula jaula) {
    assertThat(jaula.command("run", "-i", root, "cat").reading("typed").run().out())
        .isEqualTo("typed");
  }
}
