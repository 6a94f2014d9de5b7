package dev.jaula.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Short ways to run something in a container whose root is one busybox that all tests share. */
final class Box {
  private static final Path FOLDER = folder();

  /** The root file system. Nothing may change it. */
  static final String ROOT = FOLDER.resolve("root").toString();

  private Box() {}

  private static Path folder() {
    try {
      Path folder = Files.createTempDirectory("jaula-test-box");
      BusyboxRoot.create(folder);
      Runtime.getRuntime()
          .addShutdownHook(new Thread(() -> Program.of("rm", "-rf", folder.toString()).run()));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A name that no other test and no other test run has. */
  static String name(String what) {
    return "test-" + what + "-" + ProcessHandle.current().pid();
  }

  /** The words of {@code jaula run OPTIONS ROOT sh -c SCRIPT}; options are split at spaces. */
  static String[] words(String options, String script) {
    List<String> words = new ArrayList<>(List.of("run"));
    for (String word : options.split(" ")) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    words.addAll(List.of(ROOT, "sh", "-c", script));
    return words.toArray(new String[0]);
  }

  static Program.Result run(String options, String script) {
    return Jaula.CALLER.run(words(options, script));
  }

  /** What the script prints; it must succeed. */
  static String prints(String options, String script) {
    return prints(Jaula.CALLER, options, script);
  }

  static String prints(Jaula jaula, String options, String script) {
    return text(jaula.run(words(options, script)));
  }

  /** The output of a run that must have succeeded. */
  static String text(Program.Result result) {
    assertThat(result.exit()).as(result.out() + result.err()).isZero();
    return result.text();
  }

  /** Starts a container in the background under this name. */
  static void start(String options, String name, String script) {
    assertThat(text(run("-d --name " + name + " " + options, script))).matches("[0-9a-f]{64}");
  }

  static String exec(String name, String... command) {
    List<String> words = new ArrayList<>(List.of("exec", name));
    words.addAll(List.of(command));
    return text(Jaula.CALLER.run(words.toArray(new String[0])));
  }

  static void remove(String name) {
    Jaula.CALLER.run("rm", "-f", name);
  }
}
