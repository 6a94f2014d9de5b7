package dev.jaula.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every shell script of the project passes shellcheck. */
class ScriptsTest {
  private static final Path ROOT = Path.of(System.getProperty("jaula.root", "..")).normalize();
  private static final Set<String> NOT_OURS = Set.of(".git", "target", "src");

  static List<Path> scripts() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT, 4)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> ours(ROOT.relativize(file)))
          .filter(ScriptsTest::isShell)
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void shellcheck(Path script) {
    String shellcheck = Needs.command("shellcheck", "shellcheck").toString();
    Program.Result result =
        Program.of(shellcheck, "-x", "-P", "SCRIPTDIR", script.toString()).run();
    assertThat(result.exit()).as(result.out() + result.err()).isZero();
  }

  private static boolean ours(Path relative) {
    for (Path part : relative) {
      if (NOT_OURS.contains(part.toString())) {
        return false;
      }
    }
    return true;
  }

  private static boolean isShell(Path file) {
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      String first = reader.readLine();
      return first != null && first.matches("#!.*\\bsh|#!.*\\bbash|# shellcheck shell=.*");
    } catch (IOException e) {
      return false;
    }
  }
}
