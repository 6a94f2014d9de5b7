package dev.jaula.tests;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The modules use each other as the table in ARCHITECTURE.md says, and in no other way. */
class ArchitectureTest {
  private static final Path REPOSITORY = Path.of(System.getProperty("jaula.root"));
  private static final String OURS = "dev.jaula.";
  private static final Pattern ROW =
      Pattern.compile("^\\| `([a-z]+)` \\| ((?:`[a-z]+`(?:, )?)*) ?\\| .*$");
  private static final Pattern WORD = Pattern.compile("`([a-z]+)`");
  private static final Pattern REQUIRED =
      Pattern.compile("requires (?:transitive |static )*dev\\.jaula\\.([a-z]+);");

  private static JavaClasses compiled;

  @BeforeAll
  static void readClasses() throws IOException {
    List<Path> folders =
        modules().stream()
            .map(module -> module.resolve("target/classes"))
            .filter(Files::isDirectory)
            .toList();
    compiled = new ClassFileImporter().importPaths(folders);
  }

  /** The directory of every module with sources of its own, built or not. */
  private static List<Path> modules() throws IOException {
    try (Stream<Path> files = Files.walk(REPOSITORY, 3)) {
      return files
          .filter(file -> file.endsWith("pom.xml") && !file.toString().contains("/target/"))
          .map(Path::getParent)
          .filter(folder -> Files.isDirectory(folder.resolve("src/main/java")))
          .toList();
    }
  }

  /** From a module to those that it may use. */
  static Map<String, Set<String>> table() throws IOException {
    Map<String, Set<String>> table = new LinkedHashMap<>();
    for (String line : Files.readAllLines(REPOSITORY.resolve("ARCHITECTURE.md"))) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        table.put(row.group(1), words(WORD, row.group(2)));
      }
    }
    return table;
  }

  private static Set<String> words(Pattern pattern, String text) {
    Set<String> words = new TreeSet<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      words.add(matcher.group(1));
    }
    return words;
  }

  static Stream<String> names() throws IOException {
    return table().keySet().stream();
  }

  @Test
  void theTableNamesEveryModule() throws IOException {
    List<String> found = modules().stream().map(m -> m.getFileName().toString()).toList();
    assertThat(found).hasSizeGreaterThan(10);
    assertThat(table().keySet()).containsExactlyInAnyOrderElementsOf(found);
  }

  @ParameterizedTest
  @MethodSource("names")
  void usesOnlyWhatItMay(String module) throws IOException {
    Set<String> allowed = table().getOrDefault(module, Set.of());
    DescribedPredicate<JavaClass> permitted =
        DescribedPredicate.describe(
            "are its own or of " + allowed,
            type -> !type.getPackageName().startsWith(OURS) || isOf(module, allowed, type));
    classes()
        .that(resideInAPackage(OURS + module))
        .should()
        .onlyDependOnClassesThat(permitted)
        .allowEmptyShould(true) // a build of some modules has not made the others
        .check(compiled);
  }

  private static boolean isOf(String module, Set<String> allowed, JavaClass type) {
    String other = type.getPackageName().substring(OURS.length());
    return other.equals(module) || allowed.contains(other);
  }

  @ParameterizedTest
  @MethodSource("names")
  void requiresOnlyWhatItMay(String module) throws IOException {
    Path folder = modules().stream().filter(m -> m.endsWith(module)).findFirst().orElseThrow();
    Path declaration = folder.resolve("src/main/java/module-info.java");
    if (Files.exists(declaration)) {
      assertThat(table().getOrDefault(module, Set.of()))
          .containsAll(words(REQUIRED, Files.readString(declaration)));
    }
  }

  @Test
  void noCycles() {
    assertThat(compiled.size()).isGreaterThan(200);
    slices().matching(OURS + "(*)..").should().beFreeOfCycles().check(compiled);
  }
}
