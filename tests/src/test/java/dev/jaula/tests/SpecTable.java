package dev.jaula.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The tables of docs/conformance.md and docs/compared.md, made of conformance.txt and compared.txt.
 * It needs nothing but the JDK, so that tests/docs can run it as a source file.
 */
final class SpecTable {
  private static final Path TEXTS = Path.of("tests/src/test/resources/dev/jaula/tests");
  private static final Path FLAGS =
      Path.of("native/runtime/src/test/resources/dev/jaula/runtime/flags.txt");
  private static final Pattern MEMBER = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"(\\s*:)?|[{}]");

  private SpecTable() {}

  /** A line of a text: its part and its columns. */
  record Line(String part, List<String> columns) {
    String column(int i) {
      return i < columns.size() ? columns.get(i) : "";
    }

    /** A column that is a list. */
    List<String> list(int i) {
      return column(i).isEmpty() ? List.of() : List.of(column(i).split(" & "));
    }
  }

  /** A claim: yes, partly or no, what is missing, and what shows it. */
  record Claim(String what, String mark, String remark, List<String> proofs) {
    /** Of a line whose mark is in a column; the remark and the proofs follow it. */
    static Claim of(Line line, int name, int mark) {
      List<String> proofs = line.list(mark + 2);
      return new Claim(line.column(name), line.column(mark), line.column(mark + 1), proofs);
    }

    String shown() {
      return remark.isEmpty() ? mark : mark + ": " + remark;
    }
  }

  static List<Line> lines(Path root, String name) throws IOException {
    List<Line> lines = new ArrayList<>();
    String part = "";
    for (String line : Files.readAllLines(root.resolve(TEXTS).resolve(name))) {
      if (line.startsWith("== ")) {
        part = line.substring(3);
      } else if (!line.isBlank() && !line.startsWith("#")) {
        List<String> columns = Arrays.stream(line.split("\\|")).map(String::strip).toList();
        lines.add(new Line(part, columns));
      }
    }
    return lines;
  }

  static List<Line> part(List<Line> lines, String part) {
    return lines.stream().filter(line -> line.part().equals(part)).toList();
  }

  /** All claims of both texts that name their proofs. */
  static List<Claim> claims(Path root) throws IOException {
    List<Claim> claims = new ArrayList<>();
    lines(root, "conformance.txt").forEach(line -> claims.add(property(line)));
    List<Line> compared = lines(root, "compared.txt");
    part(compared, "verbs").forEach(line -> claims.add(verb(line)));
    part(compared, "besides").forEach(line -> claims.add(besides(line)));
    return claims;
  }

  private static Claim property(Line line) {
    return Claim.of(line, 1, 2);
  }

  private static Claim verb(Line line) {
    return Claim.of(line, 0, 4);
  }

  private static Claim besides(Line line) {
    return Claim.of(line, 0, 1);
  }

  /** The members that a line of conformance.txt is about. */
  static List<String> members(Line line) {
    return line.column(0).equals("-") ? List.of() : List.of(line.column(0).split(" "));
  }

  /** The paths of all values of a JSON text, without indices, such as process.rlimits.type. */
  static List<String> members(String json) {
    TreeSet<String> paths = new TreeSet<>();
    List<String> path = new ArrayList<>();
    String last = "";
    var matcher = MEMBER.matcher(json);
    while (matcher.find()) {
      if (matcher.group().equals("{")) {
        path.add(last);
        last = "";
      } else if (matcher.group().equals("}")) {
        last = path.removeLast();
      } else if (matcher.group(2) != null) {
        last = matcher.group(1);
        String above = String.join(".", path.subList(Math.min(1, path.size()), path.size()));
        paths.remove(above);
        paths.add(above.isEmpty() ? last : above + "." + last);
      }
    }
    return List.copyOf(paths);
  }

  static String conformance(Path root) throws IOException {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        # Conformance to the OCI runtime specification 1.3

        What `jaula-runtime` does of the specification, and the test that shows it. A name with a dot is a method of a
        JUnit test; `FILE: CHECK` is a check of [tests/vm/runtime](../tests/vm/runtime), through which runc and crun go as
        well, or of [tests/engines](../tests/engines). `partly` says what is missing or what no test has shown. A test that
        cannot run on a machine is skipped and says why.

        This page is made by `tests/docs` of
        [conformance.txt](../tests/src/test/resources/dev/jaula/tests/conformance.txt). `ConformanceTest` fails when it
        differs, when a proof does not exist, and when a member of config.json has no row.
        """);
    String part = "";
    for (Line line : lines(root, "conformance.txt")) {
      if (!line.part().equals(part)) {
        part = line.part();
        text.append("\n## ").append(part).append("\n\n| property | | shown by |\n|---|---|---|\n");
      }
      Claim claim = property(line);
      String members = members(line).isEmpty() ? "" : "<br>" + code(members(line), " ");
      row(text, claim.what() + members, claim.shown(), code(claim.proofs(), "<br>"));
    }
    return text.toString();
  }

  static String compared(Path root) throws IOException {
    List<Line> lines = lines(root, "compared.txt");
    StringBuilder text = new StringBuilder();
    text.append(
        """
        # runc, crun, youki and jaula-runtime

        What was found by reading runc 1.5.0+dev (76d9cf5), crun 1.29.1 (ba38286) and youki 0.7.0 (bc78720), all of
        August 2026: `yes` there means that the code handles it, not that it was tried. Jaula's column claims what a test
        shows; `partly` says what is missing.

        This page is made by `tests/docs` of [compared.txt](../tests/src/test/resources/dev/jaula/tests/compared.txt), which
        names the tests, and checked by `ConformanceTest`.

        ## Verbs and flags

        The flags are those that Jaula understands: runc's and crun's.

        | verb | runc | crun | youki | Jaula |
        |---|---|---|---|---|
        """);
    List<String> flags = Files.readAllLines(root.resolve(FLAGS));
    for (Line line : part(lines, "verbs")) {
      row(text, verb(line.column(0), flags), peers(line), verb(line).shown());
    }
    text.append("\n## Sections of config.json\n\n");
    text.append("The tests are in [conformance.md](conformance.md).\n\n");
    text.append("| section | runc | crun | youki | Jaula |\n|---|---|---|---|---|\n");
    List<Line> properties = lines(root, "conformance.txt");
    for (Line line : part(lines, "sections")) {
      row(text, line.column(0), peers(line), whole(line.list(4), properties));
    }
    text.append("\n## Jaula besides\n\n| | | shown by |\n|---|---|---|\n");
    for (Line line : part(lines, "besides")) {
      Claim claim = besides(line);
      row(text, claim.what(), claim.shown(), code(claim.proofs(), "<br>"));
    }
    return text.toString();
  }

  private static String peers(Line line) {
    return String.join(" | ", line.columns().subList(1, 4));
  }

  private static String verb(String verb, List<String> flags) {
    for (String line : flags) {
      String[] columns = line.split("\\|");
      if (columns[0].strip().equals(verb)) {
        List<String> names =
            Arrays.stream(columns[1].strip().split(" "))
                .map(name -> name.replace("=", ""))
                .filter(name -> !name.equals("--help") || verb.equals("global"))
                .toList();
        return names.isEmpty() ? "**" + verb + "**" : "**" + verb + "** " + code(names, " ");
      }
    }
    return "**" + verb + "**";
  }

  /** The mark of several properties: that on which all agree, or partly, with what is missing. */
  static String whole(List<String> names, List<Line> properties) {
    List<Claim> claims =
        properties.stream()
            .map(SpecTable::property)
            .filter(claim -> names.contains(claim.what()))
            .toList();
    List<String> marks = claims.stream().map(Claim::mark).distinct().toList();
    if (claims.size() == 1 || marks.equals(List.of("yes"))) {
      return claims.size() == 1 ? claims.get(0).shown() : "yes";
    }
    List<String> missing = new ArrayList<>();
    for (Claim claim : claims) {
      if (!claim.mark().equals("yes")) {
        missing.add(claim.what() + " (" + claim.remark() + ")");
      }
    }
    String mark = marks.size() == 1 ? marks.get(0) : "partly";
    return mark + ", for " + String.join(", ", missing);
  }

  private static String code(List<String> words, String between) {
    return words.isEmpty() ? "" : "`" + String.join("`" + between + "`", words) + "`";
  }

  private static void row(StringBuilder text, String... columns) {
    text.append("| ").append(String.join(" | ", columns)).append(" |\n");
  }

  /** Writes both pages; the argument is the repository. */
  public static void main(String[] arguments) throws IOException {
    Path root = Path.of(arguments[0]);
    Files.writeString(root.resolve("docs/conformance.md"), conformance(root));
    Files.writeString(root.resolve("docs/compared.md"), compared(root));
  }
}
