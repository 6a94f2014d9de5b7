package dev.jaula.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The script {@code jaula}: what it does before there is a binary, and that it becomes the binary.
 */
class FirstRunTest {
  private static final Path ROOT = Path.of(System.getProperty("jaula.root", "..")).normalize();
  @TempDir Path folder;
  private Path script = Path.of("");

  @BeforeEach
  void copyTheScript() throws IOException {
    script = Files.copy(ROOT.resolve("jaula"), folder.resolve("jaula"));
    Files.createDirectories(folder.resolve("native"));
    Files.copy(ROOT.resolve("native/prepare"), folder.resolve("native/prepare"));
  }

  private void binary(String text) throws IOException {
    Files.createDirectories(folder.resolve("target/bin"));
    Path binary = Files.writeString(folder.resolve("target/bin/jaula"), text);
    Files.setPosixFilePermissions(binary, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void passesItsWordsAndTheExitCodeOn() throws IOException {
    binary("#!/bin/sh\nprintf '<%s>' \"$@\"\nexit 7\n");
    Program.Result result = Program.of(script.toString(), "run", "a b", "", "*").run();
    assertThat(result).isEqualTo(new Program.Result(7, "<run><a b><><*>", ""));
  }

  @Test
  void worksThroughSymbolicLinks() throws IOException {
    binary("#!/bin/sh\necho here\n");
    Path link = Files.createSymbolicLink(folder.resolve("one"), Path.of("jaula"));
    Path second =
        Files.createSymbolicLink(Files.createDirectory(folder.resolve("d")).resolve("two"), link);
    assertThat(Program.of(second.toString()).run().text()).isEqualTo("here");
  }

  @Test
  void worksThroughThePath() throws IOException {
    binary("#!/bin/sh\necho here\n");
    String command = "cd / && PATH=" + folder + ":$PATH && jaula";
    assertThat(Program.of("sh", "-c", command).run().text()).isEqualTo("here");
  }

  @Test
  void leavesNoDescriptorOpen() throws IOException {
    binary("#!/bin/sh\nls /proc/self/fd | wc -l\n");
    String direct = Program.of(folder.resolve("target/bin/jaula").toString()).run().text();
    assertThat(Program.of(script.toString()).run().text()).isEqualTo(direct);
  }

  /** A machine with a package manager that it may not use: one line to type, exit code 125. */
  @Test
  void namesTheLineThatInstallsWhatIsMissing() throws IOException {
    Path bin = Files.createDirectory(folder.resolve("bin"));
    for (String tool :
        new String[] {"sed", "dirname", "readlink", "uname", "tail", "date", "mkdir", "flock"}) {
      Files.createSymbolicLink(bin.resolve(tool), Needs.command(tool, "coreutils"));
    }
    fake(bin.resolve("id"), "echo 1000");
    fake(bin.resolve("dnf"), "exit 1");
    Program.Result result =
        Program.of("/usr/bin/env", "-i", "PATH=" + bin, "/bin/sh", script.toString(), "version")
            .run();
    assertThat(result.exit()).isEqualTo(125);
    assertThat(result.err())
        .startsWith("jaula: missing: ")
        .contains("; fix: sudo dnf install -y ")
        .containsPattern("clang.* maven");
    assertThat(result.err().lines()).hasSize(1);
  }

  private static void fake(Path file, String body) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
