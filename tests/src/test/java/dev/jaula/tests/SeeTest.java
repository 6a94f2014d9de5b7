package dev.jaula.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** jaula top in a real terminal, jaula stats and jaula learn, with containers that run. */
class SeeTest {
  @TempDir Path folder;
  private final Map<String, Process> started = new LinkedHashMap<>();
  private String root = "";

  @BeforeEach
  void makeRoot() throws IOException {
    root = BusyboxRoot.create(folder).toString();
  }

  @AfterEach
  void end() throws InterruptedException {
    for (Map.Entry<String, Process> running : started.entrySet()) {
      // as process 1 of its namespace, dd hears no signal that it does not handle, but for SIGKILL
      jaula("kill", running.getKey());
      if (!running.getValue().waitFor(5, TimeUnit.SECONDS)) {
        running.getValue().destroyForcibly().waitFor();
      }
    }
  }

  private Map<String, String> store() {
    return Map.of("JAULA_ROOT", folder.resolve("store").toString());
  }

  private Program.Result jaula(String... words) {
    return Jaula.CALLER.command(words).with(store()).run();
  }

  /** Runs a container until the test has ended. */
  private void container(String name, String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of("run", "--name", name));
    command.addAll(List.of(words));
    Program program = Jaula.CALLER.command(command.toArray(String[]::new)).with(store());
    started.put(name, program.start(folder.resolve(name + ".out"), folder.resolve(name + ".err")));
    for (int i = 0; i < 100 && !jaula("stats", "--no-stream").out().contains(name); i++) {
      Program.of("sleep", "0.05").run();
    }
  }

  private void busy(String name) throws IOException {
    container(name, "--cpus", "0.2", "--memory", "48M", root, "dd", "if=/dev/zero", "of=/dev/null");
  }

  private Terminal top(String name, String before, String after) {
    String command =
        "JAULA_ROOT=" + folder.resolve("store") + " " + Jaula.binary().toAbsolutePath();
    return new Terminal(
        name,
        80,
        24,
        "LC_ALL=C.UTF-8 "
            + before
            + " "
            + command
            + " top "
            + after
            + "; echo CODE=$?; stty -a; sleep 60");
  }

  @Test
  void statsTellWhatAContainerUses() throws IOException {
    Needs.root();
    busy("web");
    Program.Result table = jaula("stats", "--no-stream", "web");
    assertThat(table.exit()).isZero();
    assertThat(table.out().lines()).hasSize(2);
    assertThat(table.out()).contains("NAME", "CPU %", "THROTTLED", "web", "/ 48MiB");
    String json = jaula("stats", "--no-stream", "--format", "json").out();
    assertThat(json)
        .contains("\"Name\":\"web\"", "\"cpu_limit_millis\":200", "\"memory_limit\":50331648");
    long millis = Long.parseLong(json.replaceAll("(?s).*\"cpu_millis\":([0-9]+).*", "$1"));
    assertThat(millis).isBetween(1L, 300L);
  }

  @Test
  void statsOfNothing() {
    assertThat(jaula("stats", "--no-stream").out().lines()).hasSize(1);
    Program.Result missing = jaula("stats", "--no-stream", "nobody");
    assertThat(missing.exit()).isEqualTo(1);
    assertThat(missing.err()).startsWith("jaula: no such container: nobody");
  }

  @Test
  void topWithoutATerminalPrintsLists() throws IOException {
    Needs.root();
    busy("web");
    Program.Result result = jaula("top", "--count", "2", "--interval", "0.2");
    assertThat(result.exit()).isZero();
    assertThat(result.out()).doesNotContain("\033");
    assertThat(result.out().lines().filter(line -> line.startsWith(">web"))).hasSize(2);
  }

  @Test
  void topShowsPausesInspectsAndKills() throws IOException {
    Needs.root();
    busy("web");
    try (Terminal terminal = top("keys", "", "")) {
      terminal.await(">web");
      assertThat(terminal.isAlternate()).isTrue();
      assertThat(terminal.screen()).contains("1 container", "20%", "48M", "q quit");
      terminal.type("Space");
      terminal.await("paused");
      terminal.type("Space");
      terminal.await("resumed");
      terminal.type("Enter");
      terminal.await("dd if=/dev/zero of=/dev/null");
      terminal.type("q", "h");
      terminal.await("killed for want of memory");
      terminal.type("q", "K");
      terminal.await("Kill web? y/n");
      terminal.type("y");
      terminal.await("No container runs");
      terminal.type("q");
      String left = terminal.await("CODE=0");
      assertThat(terminal.isAlternate()).isFalse();
      assertThat(left).contains(" icanon").contains(" echo ");
    }
  }

  @Test
  void topFollowsTheSizeOfTheTerminal() throws IOException {
    Needs.root();
    busy("web");
    try (Terminal terminal = top("size", "", "")) {
      terminal.await(">web");
      terminal.resize(40, 10);
      terminal.await("a narrow screen", s -> s.contains("q quit") && !s.contains("THR"));
      terminal.resize(130, 30);
      terminal.await("a wide screen", s -> s.contains("WR/s") && s.contains("PEAK"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM", "HUP"})
  void topGivesTheTerminalBackOnASignal(String signal) throws IOException {
    try (Terminal terminal =
        top(
            "sig" + signal,
            "sh -c 'echo $$ > " + folder.resolve("pid") + "; exec \"$@\"' sh env",
            "")) {
      terminal.await("No container runs");
      assertThat(terminal.isAlternate()).isTrue();
      Program.of("sh", "-c", "kill -" + signal + " $(cat " + folder.resolve("pid") + ")").run();
      terminal.await("CODE=1");
      String left = terminal.await(" echo ");
      assertThat(terminal.isAlternate()).isFalse();
      assertThat(left).contains(" icanon");
    }
  }

  @Test
  void topWithoutColor() throws IOException {
    Path typed = folder.resolve("typed");
    try (Terminal terminal = top("dumb", "TERM=dumb", "--count 1 > " + typed)) {
      terminal.await("CODE=0");
    }
    assertThat(Files.readString(typed)).contains("jaula top").doesNotContain("\033");
  }

  static Stream<Jaula> everyone() {
    return Jaula.everyone();
  }

  /** Every chapter that this user can see works, in both languages; nothing is left behind. */
  @ParameterizedTest
  @MethodSource("everyone")
  void learnRunsThrough(Jaula jaula) {
    long begin = System.nanoTime();
    Program.Result english = jaula.run("learn", "--yes", "--lang", "en");
    assertThat(english.exit()).as(english.out() + english.err()).isZero();
    assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin)).isLessThan(20);
    assertThat(english.out())
        .contains("uts:[", "of 14 chapters worked here")
        .doesNotContain("not so here");
    Program.Result portuguese = jaula.run("learn", "--yes", "--lang", "pt", "uts", "pid");
    assertThat(portuguese.exit()).isZero();
    assertThat(portuguese.out()).contains("2 de 2 capítulos funcionaram aqui");
    assertThat(jaula.run("ps", "-a").out()).doesNotContain("learn");
  }

  @Test
  void learnKnowsItsChapters() {
    assertThat(jaula("learn", "--list").out().lines()).hasSize(14);
    Program.Result wrong = jaula("learn", "memry");
    assertThat(wrong.exit()).isEqualTo(125);
    assertThat(wrong.err()).contains("did you mean memory?");
  }

  @Test
  void learnWaitsForTheReader() {
    try (Terminal terminal =
        new Terminal(
            "learn",
            80,
            24,
            Jaula.binary().toAbsolutePath() + " learn --lang en uts; echo CODE=$?; sleep 60")) {
      terminal.await("[Enter: run it, q: quit]");
      terminal.type("Enter");
      terminal.await("1 of 1 chapters worked here");
      terminal.await("CODE=0");
    }
  }
}
