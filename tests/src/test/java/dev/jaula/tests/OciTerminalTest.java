package dev.jaula.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code run} and {@code exec -t} in the foreground of a terminal, without a console socket. */
class OciTerminalTest {
  private static final String ID = OciRuntime.id("terminal");

  @TempDir Path folder;
  private OciRuntime runtime;

  @BeforeEach
  void start() throws IOException {
    Needs.root();
    runtime = new OciRuntime(folder);
  }

  @AfterEach
  void end() throws IOException {
    if (runtime != null) {
      runtime.delete(ID);
      assertThat(Leftovers.cgroups(ID)).isEmpty();
    }
  }

  /** Then the terminal must be as it was. */
  private String line(String... words) {
    return String.join(" ", runtime.command(words).command()) + "; echo exit-$?; stty -a; cat";
  }

  @Test
  void runPassesKeysAndTheWindowsSizeOn() throws IOException {
    String inside = "stty size; read x; stty size; echo got-$x; exit 7";
    String bundle = runtime.bundle("tty", inside, true, ", {\"type\": \"pid\"}]");
    try (Terminal terminal = new Terminal("oci-run", 90, 20, line("run", "-b", bundle, ID))) {
      terminal.await("20 90");
      terminal.resize(101, 25);
      terminal.type("a", "b", "Enter");
      terminal.await("25 101");
      terminal.await("got-ab");
      String after =
          terminal.await(
              "the end", screen -> screen.contains("exit-7") && screen.contains("icrnl"));
      assertThat(after).contains(" icanon", " echo ").doesNotContain("-icanon");
    }
    assertThat(runtime.text("list", "-q")).isEmpty();
  }

  @Test
  void execGetsATerminalOfItsOwn() throws IOException {
    runtime.sleeping(ID);
    try (Terminal terminal = new Terminal("oci-exec", 80, 24, line("exec", "-t", ID, "sh"))) {
      terminal.await("#");
      terminal.type("tty; stty size", "Enter");
      terminal.await("/dev/pts/0");
      terminal.await("24 80");
      terminal.type("exit 3", "Enter");
      terminal.await("exit-3");
    }
  }
}
