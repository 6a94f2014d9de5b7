package dev.jaula.tests;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program to run and what came of it. Output goes through files, so that a background process
 * that keeps it open cannot stall a test.
 */
record Program(List<String> command, Map<String, String> environment, String input) {
  static final int TIME_LIMIT_SECONDS = 60;

  /** What a run left: its exit code, 128 + n after signal n, and its output. */
  record Result(int exit, String out, String err) {
    /** Standard output without white space at its ends. */
    String text() {
      return out.strip();
    }
  }

  static Program of(String... command) {
    return new Program(List.of(command), Map.of(), "");
  }

  static Program of(List<String> command) {
    return new Program(List.copyOf(command), Map.of(), "");
  }

  Program with(Map<String, String> more) {
    return new Program(command, more, input);
  }

  Program reading(String text) {
    return new Program(command, environment, text);
  }

  /** Starts the program and leaves it running; the caller ends it. */
  Process start(Path out, Path err) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command));
    builder.environment().putAll(environment);
    return builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
  }

  /** Runs the program to its end; fails when it takes longer than the time limit. */
  Result run() {
    try {
      Path out = Files.createTempFile("jaula-test", ".out");
      Path err = Files.createTempFile("jaula-test", ".err");
      try {
        Process process = start(out, err);
        try (var stdin = process.getOutputStream()) {
          stdin.write(input.getBytes(UTF_8));
        } catch (IOException closed) {
          // the program ended without reading its input: its exit code says why
        }
        if (!process.waitFor(TIME_LIMIT_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly().waitFor();
          throw new AssertionError(
              "time limit: " + String.join(" ", command) + "\n" + Files.readString(err));
        }
        return new Result(process.exitValue(), read(out), read(err));
      } finally {
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), UTF_8);
  }
}
