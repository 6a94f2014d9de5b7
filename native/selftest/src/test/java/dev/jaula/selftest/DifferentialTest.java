package dev.jaula.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random programs print the same natively and on this JVM.
 *
 * <p>All programs of a run are one native program, so TeaVM and clang run once. Properties: {@code
 * differential.seed}, {@code differential.count}, {@code differential.profile} (of {@code compile})
 * and {@code differential.level} (TeaVM's optimisation level). The script tests/differential sets
 * them.
 */
class DifferentialTest {
  private static final long SEED = Long.getLong("differential.seed", 1);
  private static final int COUNT = Integer.getInteger("differential.count", 4);

  private static final String MAIN =
      """
      package generated;

      import dev.jaula.libc.NativeSyscalls;
      import dev.jaula.linux.Files;
      import dev.jaula.linux.Kernel;
      import dev.jaula.linux.Processes;
      import dev.jaula.selftest.Sink;

      public final class Main implements Sink {
        private final Kernel kernel = new Kernel(new NativeSyscalls());
        private final Files files = new Files(kernel);
        public void line(String text) {
          long mark = kernel.memory().mark();
          files.print(1, text + "\\n");
          kernel.memory().release(mark);
        }
        public void collect() { System.gc(); }
        public static void main(String[] none) {
          Main main = new Main();
          All.run(main);
          new Processes(main.kernel).exit(0);
        }
      }
      """;

  @TempDir private Path directory;

  @Test
  void nativeProgramsPrintWhatTheJvmPrints() throws Exception {
    Path classes = compile(sources());
    List<String> expected = runHere(classes);
    Path binary = new NativeCompiler(directory).compile(classes, "generated.Main");
    Run run = Run.of(directory, 300, List.of(binary.toString()));
    for (int i = 0; i < Math.min(expected.size(), run.lines().size()); i++) {
      assertThat(run.lines().get(i)).as("line %d; %s", i, repeat()).isEqualTo(expected.get(i));
    }
    assertThat(run.lines()).as("exit code %d; %s", run.code(), repeat()).hasSameSizeAs(expected);
    assertThat(run.code()).isZero();
  }

  private static String repeat() {
    return "repeat with tests/differential " + SEED + " " + COUNT;
  }

  private List<Path> sources() throws IOException {
    List<Path> files = new ArrayList<>();
    StringBuilder calls = new StringBuilder();
    for (int i = 0; i < COUNT; i++) {
      String name = "Program" + (SEED + i);
      files.add(write(name, ProgramGenerator.generate(SEED + i, name)));
      calls.append("    ").append(name).append(".run(sink);\n");
    }
    String all =
        "package generated;\n\npublic final class All {\n"
            + "  public static void run(dev.jaula.selftest.Sink sink) {\n"
            + calls
            + "  }\n}\n";
    files.add(write("All", all));
    files.add(write("Main", MAIN));
    return files;
  }

  private Path write(String name, String source) throws IOException {
    return Files.writeString(directory.resolve(name + ".java"), source);
  }

  private Path compile(List<Path> files) throws IOException {
    Path classes = Files.createDirectories(directory.resolve("classes"));
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/javac");
    command.addAll(List.of("-nowarn", "-proc:none", "-d", classes.toString()));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    files.forEach(file -> command.add(file.toString()));
    Run run = Run.of(directory, 120, command);
    assertThat(run.code()).as("%s", run.lines()).isZero();
    return classes;
  }

  private static List<String> runHere(Path classes) throws Exception {
    List<String> lines = new ArrayList<>();
    Sink sink =
        new Sink() {
          @Override
          public void line(String text) {
            lines.add(text);
          }

          @Override
          public void collect() {}
        };
    URL[] urls = {classes.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, Sink.class.getClassLoader())) {
      loader.loadClass("generated.All").getMethod("run", Sink.class).invoke(null, sink);
    }
    return lines;
  }
}
