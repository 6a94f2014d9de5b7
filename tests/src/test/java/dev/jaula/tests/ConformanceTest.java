package dev.jaula.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jaula.tests.SpecTable.Claim;
import dev.jaula.tests.SpecTable.Line;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/conformance.md and docs/compared.md claim what tests show, and leave nothing out. */
class ConformanceTest {
  private static final Path ROOT = Path.of(System.getProperty("jaula.root"));

  @Test
  void thePagesAreMadeOfTheirTexts() throws IOException {
    assertThat(Files.readString(ROOT.resolve("docs/conformance.md")))
        .as("to make it anew: tests/docs")
        .isEqualTo(SpecTable.conformance(ROOT));
    assertThat(Files.readString(ROOT.resolve("docs/compared.md")))
        .as("to make it anew: tests/docs")
        .isEqualTo(SpecTable.compared(ROOT));
  }

  static List<Claim> claims() throws IOException {
    return SpecTable.claims(ROOT);
  }

  @ParameterizedTest
  @MethodSource("claims")
  void aClaimHasProofsThatExist(Claim claim) throws IOException {
    assertThat(claim.mark()).isIn("yes", "partly", "no");
    if (!claim.mark().equals("no")) {
      assertThat(claim.proofs()).as("what shows it").isNotEmpty();
    }
    if (!claim.mark().equals("yes")) {
      assertThat(claim.remark()).as("what is missing").isNotEmpty();
    }
    for (String proof : claim.proofs()) {
      assertThat(exists(proof)).as(proof).isTrue();
    }
  }

  /** A check of a shell file, or a method with an annotation of JUnit. */
  private static boolean exists(String proof) throws IOException {
    int colon = proof.indexOf(": ");
    if (colon > 0) {
      String name = proof.substring(0, colon);
      String check = "\"" + proof.substring(colon + 2).replace("$", "\\$") + "\"";
      Path engine = ROOT.resolve("tests/engines").resolve(name + ".sh");
      Path file = Files.exists(engine) ? engine : ROOT.resolve("tests/vm/runtime").resolve(name);
      return Files.exists(file) && calls(Files.readString(file), check);
    }
    String[] words = proof.split("\\.");
    Pattern method =
        Pattern.compile(
            "(?s)@(Test|ParameterizedTest)\\b(?:(?!\\bvoid ).)*void " + words[1] + "\\(");
    for (Path file : tests(words[0] + ".java")) {
      if (method.matcher(Files.readString(file)).find()) {
        return true;
      }
    }
    return false;
  }

  /** A check is called, not only spoken of: the line begins with the word for it. */
  private static boolean calls(String text, String check) {
    return text.lines()
        .map(String::strip)
        .anyMatch(line -> line.contains(check) && line.matches("(.*; then )?[a-z_0-9]+ .*"));
  }

  private static List<Path> tests(String name) throws IOException {
    List<Path> found = new ArrayList<>();
    for (String folder : List.of("common", "native", "tests")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
        files
            .filter(file -> file.toString().contains("/src/test/java/"))
            .filter(file -> name.isEmpty() ? Files.isRegularFile(file) : file.endsWith(name))
            .forEach(found::add);
      }
    }
    return found;
  }

  /** everything.json is what the reader's own tests read: each member that the spec has. */
  @Test
  void everyMemberOfConfigJsonHasARow() throws IOException {
    Path everything = ROOT.resolve("common/spec/src/test/resources/dev/jaula/spec/everything.json");
    List<String> members = SpecTable.members(Files.readString(everything));
    assertThat(members)
        .contains("process.rlimits.hard", "linux.resources.blockIO.weightDevice.leafWeight")
        .contains("linux.seccomp.syscalls.args.valueTwo", "linux.timeOffsets.boottime.secs")
        .hasSizeGreaterThan(120)
        .doesNotContain("linux", "process.user");
    List<String> rows = new ArrayList<>();
    SpecTable.lines(ROOT, "conformance.txt").forEach(line -> rows.addAll(SpecTable.members(line)));
    assertThat(rows).doesNotHaveDuplicates();
    for (String member : members) {
      assertThat(rows).as("a row for " + member).anyMatch(row -> isOf(member, row));
    }
    for (String row : rows) {
      assertThat(members).as("a member for the row " + row).anyMatch(member -> isOf(member, row));
    }
  }

  /** SECURITY.md names each test that is named after an entry of CVE, and no other. */
  @Test
  void everyTestOfAnEscapeIsNamed() throws IOException {
    Pattern test = Pattern.compile("\\bcve\\d{4}_\\d+_\\w+");
    TreeSet<String> written = new TreeSet<>();
    for (Path file : tests("")) {
      if (file.getFileName().toString().matches(".*Cve.*Test.java")) {
        test.matcher(Files.readString(file)).results().forEach(m -> written.add(m.group()));
      }
    }
    TreeSet<String> named = new TreeSet<>();
    String security = Files.readString(ROOT.resolve("SECURITY.md"));
    test.matcher(security).results().forEach(m -> named.add(m.group()));
    assertThat(named).hasSizeGreaterThan(40).isEqualTo(written);
  }

  private static boolean isOf(String member, String row) {
    return member.equals(row) || member.startsWith(row + ".");
  }

  @Test
  void everyVerbAndEveryNamedPropertyIsThere() throws IOException {
    List<Line> compared = SpecTable.lines(ROOT, "compared.txt");
    Path flags = ROOT.resolve("native/runtime/src/test/resources/dev/jaula/runtime/flags.txt");
    List<String> verbs =
        Files.readAllLines(flags).stream().map(line -> line.split("\\|")[0].strip()).toList();
    assertThat(SpecTable.part(compared, "verbs"))
        .extracting(line -> line.column(0))
        .containsExactlyInAnyOrderElementsOf(verbs);
    List<String> properties =
        SpecTable.lines(ROOT, "conformance.txt").stream().map(line -> line.column(1)).toList();
    assertThat(properties).doesNotHaveDuplicates();
    for (Line line : SpecTable.part(compared, "sections")) {
      assertThat(line.list(4)).as(line.column(0)).isNotEmpty().isSubsetOf(properties);
    }
  }
}
