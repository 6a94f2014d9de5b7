package dev.jaula.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.teavm.diagnostics.DefaultProblemTextConsumer;
import org.teavm.diagnostics.Problem;
import org.teavm.tooling.TeaVMTargetType;
import org.teavm.tooling.TeaVMTool;
import org.teavm.vm.TeaVMOptimizationLevel;

/** Classes to a native program, as the build does it: TeaVM with the guard, then compile. */
final class NativeCompiler {
  private static final Path COMPILE =
      Path.of(System.getProperty("basedir", ".")).resolve("../libc/compile").toAbsolutePath();

  private final Path directory;

  NativeCompiler(Path directory) {
    this.directory = directory;
  }

  Path compile(Path classes, String mainClass) throws Exception {
    Path generated = Files.createDirectories(directory.resolve("c"));
    URL[] urls = {classes.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, NativeCompiler.class.getClassLoader())) {
      translate(loader, mainClass, generated);
    }
    Path binary = directory.resolve("program");
    String profile = System.getProperty("differential.profile", "release");
    Run run =
        Run.of(
            directory,
            300,
            List.of(COMPILE.toString(), generated.toString(), binary.toString(), profile));
    assertThat(run.code()).as("%s", run.lines()).isZero();
    return binary;
  }

  private static void translate(ClassLoader loader, String mainClass, Path target)
      throws Exception {
    TeaVMTool tool = new TeaVMTool();
    tool.setClassLoader(loader);
    tool.setTargetType(TeaVMTargetType.C);
    tool.setMainClass(mainClass);
    tool.setEntryPointName("teavm_main");
    tool.setTargetDirectory(target.toFile());
    tool.setObfuscated(true);
    tool.setOptimizationLevel(
        TeaVMOptimizationLevel.valueOf(System.getProperty("differential.level", "ADVANCED")));
    tool.getTransformers().add("dev.jaula.guard.JavaSemantics");
    tool.setMinHeapSize(1 << 20);
    tool.setMaxHeapSize(64 << 20);
    tool.generate();
    List<String> problems = new ArrayList<>();
    for (Problem problem : tool.getProblemProvider().getSevereProblems()) {
      DefaultProblemTextConsumer text = new DefaultProblemTextConsumer();
      problem.render(text);
      problems.add(text.getText());
    }
    assertThat(problems).isEmpty();
  }
}
