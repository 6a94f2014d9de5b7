package dev.jaula.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The sources that TeaVM compiles keep to the part of Java that is there natively and small. The
 * selftest itself is not shipped and tries more.
 */
class NativeSourcesTest {
  private static final Path ROOT =
      Path.of(System.getProperty("basedir", ".")).resolve("../..").normalize();

  @TestFactory
  Stream<DynamicTest> modulesUseNothingForbidden() {
    return modules()
        .map(module ->
            DynamicTest.dynamicTest(
                ROOT.relativize(module).toString(),
                () -> assertThat(violations(module)).isEmpty()));
  }

  @Test
  void theModulesAreFound() {
    assertThat(modules().map(module -> ROOT.relativize(module).toString()))
        .contains("common/linux", "native/libc", "native/cli")
        .doesNotContain("native/selftest");
  }

  @TestFactory
  Stream<DynamicTest> everyRuleFindsItsExample() {
    return ForbiddenApi.ALL.stream()
        .map(rule ->
            DynamicTest.dynamicTest(
                rule.example(),
                () -> assertThat(rule.pattern().matcher(rule.example()).find()).isTrue()));
  }

  @Test
  void commentsAndLiteralsAreNoUse() {
    String source =
        """
        // String.format
        /* Thread
           .split( */ int a = 'T';
        String s = "System.out \\" Thread" + \"""
            java.time \\\""" Thread
            \""";
        int last;
        """;
    String code = SourceText.code(source);
    assertThat(code.lines().count()).isEqualTo(source.lines().count());
    assertThat(code).contains("int a = ''").contains("String s = \"\" +").contains("int last");
    assertThat(ForbiddenApi.ALL).noneMatch(rule -> rule.pattern().matcher(code).find());
  }

  private static Stream<Path> modules() {
    return Stream.of("common", "native")
        .flatMap(group -> children(ROOT.resolve(group)))
        .filter(module -> Files.isDirectory(module.resolve("src/main/java")))
        .filter(module -> !module.endsWith("native/selftest"));
  }

  private static Stream<Path> children(Path directory) {
    try (Stream<Path> children = Files.list(directory)) {
      return children.sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> violations(Path module) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(module.resolve("src/main/java"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
        String[] lines = SourceText.code(Files.readString(file)).split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
          for (ForbiddenApi rule : ForbiddenApi.ALL) {
            if (rule.pattern().matcher(lines[i]).find()) {
              found.add(
                  "%s:%d: %s (%s)"
                      .formatted(ROOT.relativize(file), i + 1, lines[i].strip(), rule.reason()));
            }
          }
        }
      }
    }
    return found;
  }
}
