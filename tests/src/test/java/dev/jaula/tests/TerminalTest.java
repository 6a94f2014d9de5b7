package dev.jaula.tests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code -it} in a real terminal, that of script(1) or tmux(1). */
class TerminalTest {
  @BeforeEach
  void needsScript() {
    Needs.command("script", "bsdutils");
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }

  /**
   * Runs jaula in a terminal of 31 x 97 and types the input there, once the command has written
   * "ready".
   */
  private static Program.Result inTerminal(String input, String... arguments) {
    StringBuilder command = new StringBuilder("stty rows 31 cols 97; exec ");
    command.append(Jaula.binary().toAbsolutePath());
    for (String argument : arguments) {
      command.append(' ').append(quoted(argument));
    }
    try {
      Path out = Files.createTempFile("jaula-test", ".terminal");
      Process process =
          Program.of("script", "-qefc", command.toString(), "/dev/null").start(out, out);
      for (int i = 0; i < 500 && !Files.readString(out, ISO_8859_1).contains("ready"); i++) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
      process.getOutputStream().write(input.getBytes(UTF_8));
      process.getOutputStream().flush();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        throw new AssertionError("time limit: " + Files.readString(out));
      }
      String text = Files.readString(out, ISO_8859_1).replace("\r", "");
      Files.delete(out);
      return new Program.Result(process.exitValue(), text, "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void theCommandHasATerminal() {
    Program.Result result =
        inTerminal(
            "",
            Box.words(
                "-it",
                "echo ready; tty; [ -t 0 ] && [ -t 1 ] && [ -t 2 ] && echo all; stty size; echo $TERM; ls -l /dev/console | cut -c 1"));
    assertThat(result.exit()).isZero();
    assertThat(result.out()).contains("/dev/pts/0\nall\n31 97\n").endsWith("c\n");
  }

  @Test
  void whatIsTypedArrivesAndTheEndIsTheCommands() {
    Program.Result result =
        inTerminal(
            "echo typed $((6*7))\nexit 9\n",
            "run",
            "-it",
            Box.ROOT,
            "sh",
            "-c",
            "echo ready; exec sh");
    assertThat(result.out()).contains("typed 42");
    assertThat(result.exit()).isEqualTo(9);
  }

  /** The terminal inside turns the key into a signal, as job control needs it. */
  @Test
  void controlCInterrupts() {
    Program.Result result =
        inTerminal(
            "\u0003", Box.words("-it --init", "trap 'exit 4' INT; echo ready; sleep 30 & wait"));
    assertThat(result.exit()).isEqualTo(4);
  }

  @Test
  void execHasOneToo() {
    String name = Box.name("terminal");
    Box.start("", name, "sleep 1000");
    try {
      Program.Result result =
          inTerminal("", "exec", "-it", name, "sh", "-c", "echo ready; tty; stty size");
      assertThat(result.out()).contains("/dev/pts/0\n31 97\n");
    } finally {
      Box.remove(name);
    }
  }

  @Test
  void theDetachKeysLeaveItRunning() {
    String name = Box.name("detach");
    for (String[] keys :
        new String[][] {{"", "\u0010\u0011"}, {"--detach-keys ctrl-x,d", "\u0018d"}}) {
      Program.Result result =
          inTerminal(
              keys[1],
              Box.words(
                  "-it --name " + name + " " + keys[0], "echo ready; while :; do sleep 0.1; done"));
      try {
        assertThat(result.exit()).as(result.out()).isZero();
        assertThat(Box.text(Jaula.CALLER.run("ps"))).contains(name);
        assertThat(Box.exec(name, "echo", "alive")).isEqualTo("alive");
      } finally {
        Box.remove(name);
      }
    }
  }

  @Test
  void aNewSizeIsPassedOn() throws Exception {
    Needs.command("tmux", "tmux");
    String socket = "jaula-test-" + ProcessHandle.current().pid();
    String script =
        "trap 'stty size > /dev/shm/size' WINCH; stty size > /dev/shm/size; while :; do sleep 0.1; done";
    String name = Box.name("size");
    StringBuilder command = new StringBuilder(Jaula.binary().toAbsolutePath().toString());
    for (String word : Box.words("-it --name " + name, script)) {
      command.append(' ').append(quoted(word));
    }
    List<String> tmux = List.of("tmux", "-L", socket, "-f", "/dev/null");
    Box.text(with(tmux, "new-session", "-d", "-x", "90", "-y", "20", command.toString()));
    try {
      assertThat(size(name, "19 90", "20 90")).isTrue();
      Box.text(with(tmux, "resize-window", "-x", "70", "-y", "33"));
      assertThat(size(name, "32 70", "33 70")).isTrue();
    } finally {
      with(tmux, "kill-server");
      Box.remove(name);
    }
  }

  private static Program.Result with(List<String> tmux, String... words) {
    List<String> all = new java.util.ArrayList<>(tmux);
    all.addAll(List.of(words));
    return Program.of(all).run();
  }

  private static boolean size(String name, String... sizes) throws InterruptedException {
    for (int i = 0; i < 50; i++) {
      String shown = Jaula.CALLER.run("exec", name, "cat", "/dev/shm/size").text();
      if (List.of(sizes).contains(shown)) {
        return true;
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    return false;
  }
}
