package dev.jaula.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * What jaula-runtime says when it cannot, a line of {@code oci-words.txt} each: the words on which
 * containerd, Podman, CRI-O and Docker depend, and bad input. It is one line, the last one of
 * {@code --log} in both forms, and nothing is left behind.
 */
class OciWordsTest {
  private static final String ID = OciRuntime.id("words");

  @TempDir static Path folder;
  private static OciRuntime runtime;

  @BeforeAll
  static void start() throws IOException {
    Needs.root();
    runtime = new OciRuntime(folder);
    runtime.sleeping(ID);
    String stopped = runtime.bundle("ended", "true", false, ", {\"type\": \"pid\"}]");
    runtime.text("run", "--keep", "--bundle", stopped, ID + "-ended");
    program("nonesuch", "/nonesuch");
    program("directory", "/etc");
    program("plain", "/etc/passwd");
    program("under-file", "/etc/passwd/x");
    program("unfound", "nonesuch");
    Files.createDirectory(folder.resolve("empty"));
    broken("cut", "{\"ociVersion\": ");
    broken("version", "{\"ociVersion\": \"9.0.0\", \"root\": {\"path\": \"/\"}}");
    broken(
        "rlimit",
        "{\"ociVersion\": \"1.2.0\", \"root\": {\"path\": \"/\"}, \"process\": {\"cwd\": \"/\","
            + " \"args\": [\"sh\"], \"rlimits\": [{\"type\": \"RLIMIT_FOO\"}]}}");
  }

  private static void broken(String name, String config) throws IOException {
    Path bundle = Files.createDirectory(folder.resolve(name));
    Files.writeString(bundle.resolve("config.json"), config);
  }

  /** A bundle that executes something else than a shell. */
  private static void program(String name, String program) throws IOException {
    Path config =
        Path.of(runtime.bundle(name, "x", false, ", {\"type\": \"pid\"}]"), "config.json");
    String text = Files.readString(config).replace("\"sh\", \"-c\", \"x\"", "\"" + program + "\"");
    Files.writeString(config, text);
  }

  @AfterAll
  static void end() throws IOException {
    if (runtime != null) {
      runtime.delete(ID + "-ended");
      runtime.delete(ID);
      assertThat(Leftovers.cgroups(ID)).isEmpty();
    }
  }

  @ParameterizedTest(name = "{1}")
  @CsvFileSource(resources = "oci-words.txt", delimiter = '|', quoteCharacter = '\u0001')
  void isOneLineAndTheWholeStory(int code, String line, String fragments) throws IOException {
    for (String format : List.of("text", "json")) {
      Path log = Files.createTempFile(folder, "log", "");
      List<String> words = new ArrayList<>(List.of("--log", log.toString()));
      words.addAll(List.of("--log-format", format));
      for (String word : line.strip().split(" ")) {
        words.add(word.replace("ID", ID).replace("DIR", folder.toString()).replace("''", ""));
      }
      Program.Result result = withoutCriu(runtime.command(words.toArray(String[]::new))).run();
      assertThat(result.exit()).as(result.err()).isEqualTo(code);
      assertThat(result.err()).startsWith("jaula-runtime: ").hasLineCount(1);
      String last = Files.readAllLines(log).getLast();
      assertThat(last)
          .matches(
              format.equals("json")
                  ? "\\{\"level\":\"error\",\"msg\":\".*\",\"time\":\".*Z\"}"
                  : "time=\".*Z\" level=error msg=\".*\"");
      for (String fragment : fragments.strip().split(" & ")) {
        assertThat(result.err()).contains(fragment.replace("ID", ID));
        assertThat(last).contains(fragment.replace("ID", ID).replace("\"", "\\\""));
      }
    }
    assertThat(runtime.text("list", "-q").lines()).containsExactlyInAnyOrder(ID, ID + "-ended");
    assertThat(Leftovers.cgroups("words-new")).isEmpty();
  }

  /** No CRIU of this machine's: none in PATH, and those of the usual folders are hidden. */
  private static Program withoutCriu(Program program) {
    String hide =
        "for f in /usr/sbin/criu /usr/bin/criu /sbin/criu /bin/criu; do"
            + " [ ! -e $f ] || mount --bind /dev/null $f || exit 99; done;"
            + " PATH=/nonexistent exec \"$@\"";
    List<String> words = new ArrayList<>(List.of("unshare", "-m", "sh", "-c", hide, "sh"));
    words.addAll(program.command());
    return Program.of(words);
  }

  /** What the parser cannot read comes before there is a log: one line, and 1. */
  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "oci-usage.txt", delimiter = '|', quoteCharacter = '\u0001')
  void whatIsNotUnderstood(String line, String fragments) {
    Program.Result result = runtime.run(line.strip().split(" "));
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).startsWith("jaula-runtime").hasLineCount(1);
    for (String fragment : fragments.strip().split(" & ")) {
      assertThat(result.err()).contains(fragment);
    }
    assertThat(result.out()).isEmpty();
  }

  @Test
  void anAbsentLogServiceIsSaid() {
    org.junit.jupiter.api.Assumptions.assumeFalse(
        Files.exists(Path.of("/run/systemd/journal/socket")), "needs a host without a journal");
    assertThat(runtime.run("--log", "journald:me", "list").err())
        .contains("--log journald: connect /run/systemd/journal/socket: no such file or directory")
        .hasLineCount(1);
    assertThat(runtime.run("--log", "/nonesuch/log", "list").err())
        .contains("--log: open /nonesuch/log: no such file or directory")
        .hasLineCount(1);
  }

  /** Both services in a mount namespace of their own: a listener, and what it received. */
  @Test
  void theJournalAndSyslogGetTheError() throws IOException {
    String python = Needs.command("python3", "python3").toString();
    String script =
        """
        import socket, subprocess, sys, os
        os.makedirs("/run/systemd/journal", exist_ok=True)
        for path, option in (("/run/systemd/journal/socket", "journald:me"), ("/dev/log", "syslog:me")):
            listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            listener.bind(path)
            subprocess.run([sys.argv[1], "--root", sys.argv[2], "--log", option, "state", "gone"],
                stderr=subprocess.DEVNULL)
            print(listener.recv(4096).decode())
        """;
    Path file = folder.resolve("listen.py");
    Files.writeString(file, script);
    Program.Result result =
        Program.of(
                "unshare",
                "-m",
                "sh",
                "-c",
                "mount -t tmpfs t /run && mount -t tmpfs t /dev && exec \"$@\"",
                "sh",
                python,
                file.toString(),
                OciRuntime.BINARY.toString(),
                runtime.state().toString())
            .run();
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .startsWith("MESSAGE=container \"gone\" does not exist\nPRIORITY=3\nSYSLOG_IDENTIFIER=me\n")
        .containsPattern("<11>me\\[\\d+]: container \"gone\" does not exist");
  }
}
