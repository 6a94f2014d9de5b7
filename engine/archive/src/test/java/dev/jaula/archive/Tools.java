package dev.jaula.archive;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The peers' programs, with their state in a folder of the test. */
final class Tools {
  private final Path folder;

  Tools(Path folder) throws IOException {
    this.folder = folder;
    Files.writeString(
        folder.resolve("policy.json"), "{\"default\":[{\"type\":\"insecureAcceptAnything\"}]}");
  }

  /** Skips the test when a program is not there, naming it. */
  static void need(String program) {
    boolean there = false;
    for (String part : System.getenv("PATH").split(":", -1)) {
      there |= Files.isExecutable(Path.of(part, program));
    }
    assumeTrue(there, program + " is not installed; needs: apt-get install " + program);
  }

  String skopeo(String... arguments) throws IOException {
    return run(List.of("skopeo", "--insecure-policy"), arguments);
  }

  String podman(String... arguments) throws IOException {
    return run(
        List.of(
            "podman",
            "--root=" + folder.resolve("podman"),
            "--runroot=" + folder.resolve("run"),
            "--tmpdir=" + folder.resolve("tmp"),
            "--storage-driver=vfs",
            "--events-backend=none"),
        arguments);
  }

  /** Where podman finds the policy that load needs. */
  String policy() {
    return "--signature-policy=" + folder.resolve("policy.json");
  }

  private String run(List<String> program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(program);
    command.addAll(List.of(arguments));
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      if (!process.waitFor(120, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(command + " takes more than two minutes");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    String text = Files.readString(output, StandardCharsets.UTF_8);
    if (process.exitValue() != 0) {
      throw new AssertionError(command + " ended with " + process.exitValue() + ": " + text);
    }
    return text;
  }
}
