package dev.jaula.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Lets one system call of a run fail, by ptrace: see {@code src/test/c/inject.c}. */
final class Injector {
  private final Path program;
  private final Path log;

  /** A call of a run: the n-th of the caller (process 0) or of what it made, and its number. */
  record Call(int process, int index, int number) {}

  private Injector(Path program, Path log) {
    this.program = program;
    this.log = log;
  }

  /** Compiles the tracer into a folder. */
  static Injector in(Path folder) {
    Path clang = Needs.command("clang", "clang");
    Path program = folder.resolve("inject");
    String source = Path.of("src/test/c/inject.c").toString();
    Program.Result made =
        Program.of(
                clang.toString(), "-O1", "-Wall", "-Wextra", "-Werror", "-o", program + "", source)
            .run();
    if (made.exit() != 0) {
      throw new AssertionError(made.err());
    }
    return new Injector(program, folder.resolve("calls"));
  }

  /** The same program with a log of its own, for a thread of its own. */
  Injector second(Path folder) {
    return new Injector(program, folder.resolve("calls"));
  }

  /** The program that does the action, {@code error=5} or {@code signal=9}, at a call. */
  Program at(Call call, String action, Program run) {
    List<String> words = new ArrayList<>(List.of(program.toString(), log.toString()));
    words.add(Integer.toString(call.process()));
    words.add(Integer.toString(call.index()));
    words.add(action);
    words.addAll(run.command());
    return Program.of(words).with(run.environment());
  }

  /** Every call of a run in which nothing fails. */
  List<Call> calls(Program run) throws IOException {
    Program.Result result = at(new Call(0, 0, 0), "none", run).run();
    if (result.exit() != 0) {
      throw new AssertionError(result.err());
    }
    List<Call> calls = new ArrayList<>();
    for (String line : Files.readAllLines(log)) {
      String[] words = line.split(" ");
      if (words.length == 3) {
        calls.add(
            new Call(
                Integer.parseInt(words[0]),
                Integer.parseInt(words[1]),
                Integer.parseInt(words[2])));
      }
    }
    return calls;
  }
}
