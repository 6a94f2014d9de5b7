package dev.jaula.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every system call of a start fails in turn, in the caller and in init, and the process is killed
 * or signalled at every one: afterwards the machine is as it was.
 */
class FaultTest {
  /** musl's first call, before the program's own code; it crashes when it fails. */
  private static final int ARCH_PRCTL = 158;

  private static final int UNLINKAT = 263;
  private static final int EIO = 5;
  private static final int WORKERS = 2;

  /** SIGHUP, SIGINT, SIGTERM. */
  private static final int[] SIGNALS = {1, 2, 15};

  @TempDir static Path folder;
  private static final List<Injector> INJECTORS = new ArrayList<>();

  @BeforeAll
  static void prepare() throws IOException {
    Needs.root();
    Injector first = Injector.in(Files.createDirectories(home(0)));
    INJECTORS.add(first);
    for (int i = 1; i < WORKERS; i++) {
      INJECTORS.add(first.second(Files.createDirectories(home(i))));
    }
  }

  @Test
  void aFailedCallLeavesNothingAndIsOneLine() throws Exception {
    atEveryCall(call -> "error=" + EIO, this::checkError);
  }

  @Test
  void aKilledProcessLeavesNothingOnceJaulaIsCalledAgain() throws Exception {
    atEveryCall(call -> "signal=9", this::checkKilled);
  }

  @Test
  void aSignalAtAnyMomentLeavesNothing() throws Exception {
    atEveryCall(call -> "signal=" + SIGNALS[call.index() % SIGNALS.length], this::checkKilled);
  }

  private interface Check {
    void check(Injector.Call call, String name, Path home, Program.Result result)
        throws IOException;
  }

  private void atEveryCall(Function<Injector.Call, String> action, Check check) throws Exception {
    INJECTORS.get(0).calls(run("first", home(0)));
    List<Injector.Call> calls = INJECTORS.get(0).calls(run("second", home(0)));
    assertThat(calls).extracting(Injector.Call::process).contains(0, 1);
    try (ExecutorService threads = Executors.newFixedThreadPool(WORKERS)) {
      List<Callable<Void>> work = new ArrayList<>();
      for (int i = 0; i < WORKERS; i++) {
        int worker = i;
        work.add(() -> atCalls(worker, calls, action, check));
      }
      for (Future<Void> done : threads.invokeAll(work)) {
        done.get();
      }
    }
  }

  private Void atCalls(
      int worker, List<Injector.Call> calls, Function<Injector.Call, String> action, Check check)
      throws IOException {
    for (int i = worker; i < calls.size(); i += WORKERS) {
      Injector.Call call = calls.get(i);
      if (call.number() != ARCH_PRCTL) {
        String name = "fault-" + call.process() + "-" + call.index();
        Program run = INJECTORS.get(worker).at(call, action.apply(call), run(name, home(worker)));
        check.check(call, name, home(worker), run.run());
      }
    }
    return null;
  }

  private void checkError(Injector.Call call, String name, Path home, Program.Result result)
      throws IOException {
    if (result.exit() == 0) {
      assertThat(result.err()).as("%s", call).isEmpty();
    } else {
      assertThat(result.err()).as("%s", call).matches("jaula: [^\n]+\n");
    }
    if (call.process() == 0 && call.number() == UNLINKAT) {
      // what could not be removed is removed by the next command
      command(home, "ps").run();
    }
    assertThat(Leftovers.of(name, home)).as("%s: %s", call, result.err()).isEmpty();
  }

  private void checkKilled(Injector.Call call, String name, Path home, Program.Result result)
      throws IOException {
    assertThat(Leftovers.processes(name)).as("%s", call).isEmpty();
    command(home, "ps").run();
    assertThat(Leftovers.of(name, home)).as("%s: %s", call, result.err()).isEmpty();
  }

  /**
   * The name is a word of the command too, so that its processes are found by it; it runs long
   * enough to be left behind.
   */
  private static Program run(String name, Path home) {
    return command(
        home,
        "run",
        "--name",
        name,
        "--cpus",
        "0.5",
        "--memory",
        "64M",
        Box.ROOT,
        "sh",
        "-c",
        ":",
        name);
  }

  private static Program command(Path home, String... words) {
    return Jaula.CALLER.command(words).with(Map.of("JAULA_ROOT", home.toString()));
  }

  private static Path home(int worker) {
    return folder.resolve("home" + worker);
  }
}
