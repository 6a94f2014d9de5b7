package dev.jaula.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jaula.linux.Bytes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** The native program's lines against the same cases on this JVM. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SelftestTest {
  private static final Path BINARY =
      Path.of(System.getProperty("basedir", ".")).resolve("../../target/bin/jaula-selftest");

  private final List<String> expected = new ArrayList<>();
  private final Map<String, String> nativeLines = new LinkedHashMap<>();
  private List<String> printed = List.of();

  @BeforeAll
  void runBoth() {
    for (Suite.Named named : Suite.on(new HeapSyscalls())) {
      expected.add(asPrinted(named.line()));
    }
    // bytes that are no UTF-8: a shell passes them on as they are
    String script = "exec \"$0\" \"$(printf 'x\\377\\303y')\"";
    printed = Run.of(Path.of("."), 120, List.of("sh", "-c", script, BINARY.toString())).lines();
    for (String line : printed) {
      nativeLines.put(name(line), line);
    }
  }

  /** The program prints UTF-8; {@link Run} reads bytes as ISO 8859-1. */
  private static String asPrinted(String line) {
    return new String(Bytes.encode(line), StandardCharsets.ISO_8859_1);
  }

  private static String name(String line) {
    int colon = line.indexOf(": ", line.startsWith("native: ") ? 8 : 0);
    return colon < 0 ? line : line.substring(0, colon);
  }

  @TestFactory
  Stream<DynamicTest> nativeJavaIsJava() {
    return expected.stream()
        .map(line ->
            DynamicTest.dynamicTest(
                name(line), () -> assertThat(nativeLines.get(name(line))).isEqualTo(line)));
  }

  @Test
  void everyCaseHasItsOwnName() {
    assertThat(expected.stream().map(SelftestTest::name)).doesNotHaveDuplicates();
  }

  @TestFactory
  Stream<DynamicTest> nativeHost() {
    assertThat(printed.size()).isGreaterThan(expected.size());
    return printed.stream()
        .filter(line -> line.startsWith("native: "))
        .map(
            line -> DynamicTest.dynamicTest(name(line), () -> assertThat(line).endsWith(": true")));
  }
}
