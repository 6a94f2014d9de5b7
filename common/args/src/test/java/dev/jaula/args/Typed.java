package dev.jaula.args;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A program that a test ran, and what it printed. */
record Typed(int code, String out, String err) {

  static boolean installed(String program) {
    for (String directory : System.getenv("PATH").split(File.pathSeparator, -1)) {
      if (Files.isExecutable(Path.of(directory, program))) {
        return true;
      }
    }
    return false;
  }

  static Typed run(String input, String... command) throws IOException, InterruptedException {
    Path in = Files.createTempFile("typed", ".in");
    Path err = Files.createTempFile("typed", ".err");
    try {
      Files.writeString(in, input);
      Process process =
          new ProcessBuilder(command)
              .redirectInput(in.toFile())
              .redirectError(err.toFile())
              .start();
      String out = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(command[0] + " does not end");
      }
      return new Typed(process.exitValue(), out, Files.readString(err));
    } finally {
      Files.delete(in);
      Files.delete(err);
    }
  }
}
