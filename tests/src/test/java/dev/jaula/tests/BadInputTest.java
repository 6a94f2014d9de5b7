package dev.jaula.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * Bad input, a line of {@code bad-input.txt} each: one line on standard error that names the thing,
 * the value and the remedy, the right exit code, and nothing left behind.
 */
class BadInputTest {
  private static final String NAME = Box.name("bad");
  @TempDir static Path folder;

  @BeforeAll
  static void makeFiles() throws IOException {
    Program.of("chmod", "755", folder.toString()).run();
    Path root = BusyboxRoot.create(folder);
    Files.writeString(root.resolve("etc/text"), "text\n");
    Program.of("chmod", "755", root.resolve("etc/text").toString()).run();
    Files.writeString(root.resolve("etc/not-executable"), "x");
    Files.writeString(root.resolve("etc/lost-interpreter"), "#!/no/such/interpreter\n");
    Program.of("chmod", "755", root.resolve("etc/lost-interpreter").toString()).run();
    Files.createDirectories(folder.resolve("no-proc/bin"));
    Files.copy(root.resolve("bin/busybox"), folder.resolve("no-proc/bin/sh"));
    Files.createDirectories(folder.resolve("link-proc/bin"));
    Files.copy(root.resolve("bin/busybox"), folder.resolve("link-proc/bin/sh"));
    Files.createSymbolicLink(folder.resolve("link-proc/proc"), Path.of("/etc"));
    Files.writeString(folder.resolve("file"), "no archive");
    Files.writeString(folder.resolve("env"), "A=1\n=2\n");
    Files.writeString(folder.resolve("bad.json"), "{\"defaultAction\": \"SCMP_ACT_NOTHING\"}");
    Files.writeString(folder.resolve("cut.json"), "{\"defaultAction\": ");
    Files.createDirectory(folder.resolve("empty"));
  }

  @ParameterizedTest(name = "{1}")
  @CsvFileSource(
      resources = "bad-input.txt",
      delimiter = '|',
      quoteCharacter = '\u0001',
      maxCharsPerColumn = 9000)
  void isOneLineAndLeavesNothing(int code, String line, String fragments) throws IOException {
    Program.Result result = jaula(line).run();
    assertThat(result.err()).startsWith("jaula: ").hasLineCount(1).endsWith("\n");
    for (String fragment : fragments.split(" & ")) {
      assertThat(result.err()).contains(fragment.replace("DIR", folder.toString()));
    }
    assertThat(result.exit()).as(result.err()).isEqualTo(code);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .as("a remedy")
        .containsPattern(
            "; |did you mean|is not |such as|: (write|give|leave)|needs a value|may be|cannot contain");
    nothingIsLeft();
  }

  private static Program jaula(String line) {
    List<String> words = new ArrayList<>(List.of(Jaula.binary().toString()));
    for (String word : line.split(" ")) {
      words.add(
          word.replace("DIR", folder.toString())
              .replace("ROOT", folder + "/root")
              .replace("''", ""));
    }
    if (words.get(1).equals("run") && !line.contains("--name")) {
      words.add(2, "--name");
      words.add(3, NAME);
    }
    return Program.of(words)
        .with(Map.of("JAULA_ROOT", folder.resolve("jaula").toString(), "LC_ALL", "C"));
  }

  private static void nothingIsLeft() throws IOException {
    Path containers = folder.resolve("jaula/run/containers");
    if (Files.exists(containers)) {
      assertThat(containers.toFile().list()).isEmpty();
    }
    String found =
        Program.of(
                "sh",
                "-c",
                "ls -d /sys/fs/cgroup/jaula/"
                    + NAME
                    + " /sys/fs/cgroup/*/jaula/"
                    + NAME
                    + " 2>/dev/null; :")
            .run()
            .text();
    assertThat(found).isEmpty();
    assertThat(Files.readString(Path.of("/proc/self/mountinfo"))).doesNotContain(folder + "/");
  }

  @Test
  void aNameThatIsTaken() throws IOException {
    Box.text(jaula("run -d --name taken ROOT sleep 1000").run());
    try {
      Program.Result result = jaula("run --name taken ROOT true").run();
      assertThat(result.exit()).isEqualTo(125);
      assertThat(result.err())
          .startsWith("jaula: the name \"taken\" is taken; ")
          .contains("jaula rm -f taken")
          .hasLineCount(1);
      assertThat(jaula("exec taken nonesuch").run().exit()).isEqualTo(127);
      assertThat(jaula("exec takn true").run().err()).contains("did you mean taken?");
      assertThat(jaula("run --network container:takn ROOT true").run().err())
          .contains("did you mean taken?");
      assertThat(jaula("run --rm=false --name ended ROOT true").run().exit()).isZero();
      Program.Result ended = jaula("run --network container:ended ROOT true").run();
      assertThat(ended.exit()).isEqualTo(125);
      assertThat(ended.err())
          .startsWith("jaula: cannot join network namespace of a non running container: ended; ")
          .hasLineCount(1);
      Box.text(jaula("rm ended").run());
    } finally {
      Box.text(jaula("rm -f taken").run());
    }
    nothingIsLeft();
  }

  @Test
  void anOrdinaryUserIsToldWhatOnlyRootMay() {
    Needs.root();
    for (String option : new String[] {"--userns host", "--uidmap 0:0:1", "--oom-score-adj -500"}) {
      Program.Result result = Jaula.ORDINARY_USER.run(Box.words(option, "true"));
      assertThat(result.exit()).as(option + result.err()).isEqualTo(125);
      assertThat(result.err()).startsWith("jaula: ").hasLineCount(1).containsPattern("root|subuid");
    }
  }

  @Test
  void aRootThatMayNotBeRead() throws IOException {
    Needs.root();
    Path hidden = Files.createDirectory(folder.resolve("hidden"));
    Program.of("chmod", "700", hidden.toString()).run();
    Program.Result result = Jaula.ORDINARY_USER.run("run", hidden + "/root", "true");
    assertThat(result.exit()).isEqualTo(125);
    assertThat(result.err()).startsWith("jaula: \"" + hidden).hasLineCount(1);
  }

  @Test
  void aRootWithoutProcThatCannotBeWritten() throws IOException {
    Needs.root();
    Path root = folder.resolve("no-proc");
    Box.text(Program.of("mount", "--bind", root.toString(), root.toString()).run());
    try {
      Box.text(Program.of("mount", "-o", "remount,bind,ro", root.toString()).run());
      Program.Result result = jaula("run --read-only --rootfs-rw DIR/no-proc sh").run();
      assertThat(result.exit()).isEqualTo(125);
      assertThat(result.err())
          .startsWith("jaula: ")
          .contains("/proc", "; ", "--rootfs-rw")
          .hasLineCount(1);
      assertThat(Box.text(jaula("run DIR/no-proc sh -c true").run())).isEmpty();
    } finally {
      Program.of("umount", "-l", root.toString()).run();
    }
  }

  @Test
  void aFullDisk() throws IOException {
    Needs.root();
    Path small = Files.createDirectories(folder.resolve("small"));
    Box.text(
        Program.of(
                "mount", "-t", "tmpfs", "-o", "size=4k,nr_inodes=3", "jaula-test", small.toString())
            .run());
    try {
      Program.Result result =
          Program.of(Jaula.binary().toString(), "run", folder + "/root", "true")
              .with(Map.of("JAULA_ROOT", small.toString()))
              .run();
      assertThat(result.exit()).isEqualTo(125);
      assertThat(result.err())
          .startsWith("jaula: ")
          .contains(small.toString(), "no space left")
          .hasLineCount(1);
    } finally {
      Program.of("umount", "-l", small.toString()).run();
    }
  }
}
