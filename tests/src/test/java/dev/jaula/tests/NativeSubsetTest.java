package dev.jaula.tests;

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
 * The classes that TeaVM compiles keep to the part of Java that is there natively and small. The
 * selftest is not shipped and tries more.
 */
class NativeSubsetTest {
  private static final Path ROOT = Path.of(System.getProperty("jaula.root", "..")).normalize();

  @TestFactory
  Stream<DynamicTest> modulesUseNothingForbidden() {
    return modules().stream()
        .map(module ->
            DynamicTest.dynamicTest(
                ROOT.relativize(module).toString(),
                () -> assertThat(violations(module)).isEmpty()));
  }

  @Test
  void theModulesAreFound() {
    assertThat(modules().stream().map(module -> ROOT.relativize(module).toString()))
        .contains("common/linux", "native/libc", "native/cli")
        .doesNotContain("native/selftest");
  }

  @TestFactory
  Stream<DynamicTest> everyRuleFindsItsExample() {
    return ForbiddenApi.ALL.stream()
        .map(rule ->
            DynamicTest.dynamicTest(
                rule.example(), () -> assertThat(rule.forbids(rule.example())).isTrue()));
  }

  /** This class itself uses much of what is forbidden. */
  @Test
  void usesAreRead() throws IOException {
    Path own = Path.of("target/test-classes/dev/jaula/tests/NativeSubsetTest.class");
    assertThat(ClassUses.of(own))
        .contains("java.nio.file.Path", "catch java.io.IOException")
        .anyMatch(use -> use.startsWith("java.lang.String.formatted("));
  }

  private static List<Path> modules() {
    return Stream.of("common", "native")
        .flatMap(group -> children(ROOT.resolve(group)))
        .filter(module -> Files.isDirectory(module.resolve("src/main/java")))
        .filter(module -> !module.endsWith("native/selftest"))
        .toList();
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
    try (Stream<Path> files = Files.walk(module.resolve("target/classes"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).sorted().toList()) {
        for (String use : ClassUses.of(file)) {
          ForbiddenApi.ALL.stream()
              .filter(rule -> rule.forbids(use))
              .forEach(rule ->
                  found.add("%s: %s (%s)".formatted(file.getFileName(), use, rule.reason())));
        }
      }
    }
    return found;
  }
}
