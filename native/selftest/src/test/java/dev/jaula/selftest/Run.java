package dev.jaula.selftest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program's run: its exit code, and its standard output and error as lines. */
record Run(int code, List<String> lines) {
  static Run of(Path workingDirectory, long seconds, List<String> command) {
    try {
      Path log = Files.createTempFile("jaula-run", ".log");
      try {
        Process process =
            new ProcessBuilder(command)
                .directory(workingDirectory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          throw new AssertionError(command + " did not end within " + seconds + " s");
        }
        return new Run(process.exitValue(), Files.readAllLines(log, StandardCharsets.ISO_8859_1));
      } finally {
        Files.delete(log);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(command + " was interrupted", e);
    }
  }
}
