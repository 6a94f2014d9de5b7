package dev.jaula.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a start may cost. A bar that is passed has one of few reasons: a class of the library that
 * drags much along (look at the largest symbols before they are stripped: nm --size-sort), a file
 * that is read twice, a mount point that is made after a failed try.
 */
class LeanTest {
  private static final long SIZE = 1 << 20;
  private static final long RESIDENT_KIB = 2048;
  private static final int SYSTEM_CALLS = 260;

  @TempDir static Path folder;
  private static String root = "";

  @BeforeAll
  static void makeRoot() throws IOException {
    root = BusyboxRoot.create(folder).toString();
  }

  @Test
  void isSmall() throws IOException {
    assertThat(Files.size(Jaula.binary())).isLessThan(SIZE);
  }

  @Test
  void makesFewSystemCalls() throws IOException {
    Path strace = Needs.command("strace", "strace");
    Path log = folder.resolve("calls");
    Program traced =
        Program.of(
                strace.toString(),
                "-f",
                "-o",
                log.toString(),
                Jaula.binary().toString(),
                "run",
                root,
                "/bin/true")
            .with(Map.of("JAULA_ROOT", folder.resolve("containers").toString()));
    // once before: the first start compiles the filter and makes what is kept between starts
    assertThat(traced.run().exit()).isZero();
    Program.Result result = traced.run();
    assertThat(result.exit()).isZero();
    assertThat(ours(Files.readAllLines(log))).hasSizeBetween(100, SYSTEM_CALLS);
  }

  /** The calls of the caller, and of init until it has executed the command. */
  private static List<String> ours(List<String> log) {
    String caller = log.getFirst().split(" ")[0];
    int executed = 0;
    for (int i = 0; i < log.size(); i++) {
      if (!log.get(i).startsWith(caller + " ") && log.get(i).contains(" execve(")) {
        executed = i;
      }
    }
    int last = executed;
    return Stream.concat(
            log.subList(0, last + 1).stream(),
            log.subList(last + 1, log.size()).stream().filter(line -> line.startsWith(caller)))
        .filter(line -> !line.contains(" resumed>") && !line.matches("\\d+ +(\\+\\+\\+|---).*"))
        .toList();
  }

  @Test
  void staysSmallWhileItWaits() throws IOException {
    Path out = folder.resolve("out");
    Process process =
        Jaula.CALLER
            .command("run", "-i", root, "sh", "-c", "echo started; read line")
            .start(out, out);
    try {
      for (int i = 0; i < 200 && !Files.readString(out).contains("started"); i++) {
        Thread.sleep(50);
      }
      assertThat(Files.readString(out)).isEqualTo("started\n");
      assertThat(peak(process.pid())).isBetween(100L, RESIDENT_KIB);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      process.getOutputStream().close();
      process.onExit().join();
    }
  }

  private static long peak(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
