package dev.jaula.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The system calls of create, start, exec and delete fail in turn, or the process is killed at
 * them: then {@code delete --force} succeeds and nothing is left. {@code -Djaula.faults.every=1}
 * takes every call, the default is one of so many, each run other ones.
 */
class OciFaultTest {
  private static final int EVERY = Integer.getInteger("jaula.faults.every", 3);

  /** musl's first call, before the program's own code; it crashes when it fails. */
  private static final int ARCH_PRCTL = 158;

  private static final int WORKERS = 2;

  @TempDir static Path folder;
  private static final List<Worker> WORKING = new ArrayList<>();

  /** A verb, and in which state of a container it is called. */
  enum Verb {
    CREATE,
    START,
    EXEC,
    DELETE
  }

  @BeforeAll
  static void prepare() throws IOException {
    Needs.root();
    Path made = Files.createDirectories(folder.resolve("injector"));
    Injector injector = Injector.in(made);
    for (int i = 0; i < WORKERS; i++) {
      Path home = Files.createDirectories(folder.resolve("home" + i));
      WORKING.add(new Worker(injector.second(home), new OciBox(home, "fault" + i), home));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFailedCallLeavesNothing(Verb verb) throws Exception {
    atEveryCall(verb, "error=5");
  }

  @ParameterizedTest
  @EnumSource
  void aKilledProcessLeavesNothing(Verb verb) throws Exception {
    atEveryCall(verb, "signal=9");
  }

  private static void atEveryCall(Verb verb, String action) throws Exception {
    WORKING.get(0).calls(verb);
    List<Injector.Call> calls = WORKING.get(0).calls(verb);
    calls.removeIf(call -> call.number() == ARCH_PRCTL);
    assertThat(calls).hasSizeGreaterThan(20);
    int first = (int) (ProcessHandle.current().pid() % EVERY);
    try (ExecutorService threads = Executors.newFixedThreadPool(WORKERS)) {
      List<Callable<Void>> work = new ArrayList<>();
      for (int i = 0; i < WORKERS; i++) {
        int worker = i;
        work.add(() -> {
          for (int at = first + worker * EVERY; at < calls.size(); at += EVERY * WORKERS) {
            WORKING.get(worker).at(verb, calls.get(at), action);
          }
          return null;
        });
      }
      for (Future<Void> done : threads.invokeAll(work)) {
        done.get();
      }
    }
  }

  /** One injector with its bundle. */
  private record Worker(Injector injector, OciBox box, Path home) {
    private Program verb(Verb verb) {
      return switch (verb) {
        case CREATE -> box.command("create", "--bundle", home.toString(), box.id());
        case START -> box.command("start", box.id());
        case EXEC -> box.command("exec", box.id(), "sh", "-c", ":", box.id());
        case DELETE -> box.command("delete", "--force", box.id());
      };
    }

    private void prepare(Verb verb) throws IOException {
      box.linux(", \"resources\": {\"memory\": {\"limit\": 67108864}, \"pids\": {\"limit\": 50}}");
      box.write("sh", "-c", "sleep 100; :", box.id());
      if (verb != Verb.CREATE) {
        Box.text(verb(Verb.CREATE).run());
      }
      if (verb == Verb.EXEC || verb == Verb.DELETE) {
        Box.text(verb(Verb.START).run());
      }
    }

    List<Injector.Call> calls(Verb verb) throws IOException {
      prepare(verb);
      List<Injector.Call> calls = injector.calls(verb(verb));
      Box.text(verb(Verb.DELETE).run());
      return calls;
    }

    void at(Verb verb, Injector.Call call, String action) throws IOException {
      prepare(verb);
      Program.Result result = injector.at(call, action, verb(verb)).run();
      if (action.startsWith("error") && result.exit() != 0) {
        assertThat(result.err()).as("%s %s", verb, call).matches("jaula(-runtime)?: [^\n]+\n");
      }
      Program.Result deleted = verb(Verb.DELETE).run();
      assertThat(deleted.exit()).as("%s %s: %s", verb, call, deleted.err()).isZero();
      assertThat(left()).as("%s %s %s: %s", verb, call, action, result.err()).isEmpty();
    }

    private List<String> left() throws IOException {
      List<String> left = new ArrayList<>(Leftovers.cgroups(box.id()));
      left.addAll(Leftovers.processes(box.id()));
      if (Files.readString(Path.of("/proc/self/mountinfo")).contains(home.toString())) {
        left.add("a mount below " + home);
      }
      if (Files.exists(box.state().resolve(box.id()))) {
        left.add(box.state().resolve(box.id()).toString());
      }
      return left;
    }
  }
}
