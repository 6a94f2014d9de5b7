package dev.jaula.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In the shipped binaries a record's toString says its name alone, so no record may write one. */
class RecordTextTest {
  @TempDir private Path folder = Path.of("");

  /** The records below some folders that have a toString of their own. */
  private static List<String> withTexts(List<Path> sources) throws IOException {
    List<String> found = new ArrayList<>();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, files, null, null, null, files.getJavaFileObjectsFromPaths(sources));
      for (CompilationUnitTree unit : task.parse()) {
        new TreePathScanner<@Nullable Void, @Nullable Void>() {
          @Override
          public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
            boolean isText =
                method.getName().contentEquals("toString") && method.getParameters().isEmpty();
            if (isText
                && getCurrentPath().getParentPath().getLeaf() instanceof ClassTree type
                && type.getKind() == Tree.Kind.RECORD) {
              found.add(type.getSimpleName().toString());
            }
            return super.visitMethod(method, null);
          }
        }.scan(unit, null);
      }
    }
    return found;
  }

  private static List<Path> sources(String layer) throws IOException {
    try (Stream<Path> all = Files.walk(Path.of(System.getProperty("jaula.root")).resolve(layer))) {
      return all.filter(p -> p.toString().contains("/src/main/") && p.toString().endsWith(".java"))
          .toList();
    }
  }

  @Test
  void noRecordWritesATextThatWouldBeLost() throws IOException {
    List<Path> shipped = new ArrayList<>(sources("common"));
    shipped.addAll(sources("native"));
    assertThat(shipped).hasSizeGreaterThan(300);
    assertThat(withTexts(shipped)).isEmpty();
  }

  @Test
  void oneThatDidWouldBeFound() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("A.java"),
            """
            record Free(int n) {}
            class A {
              public String toString() { return ""; }
              record Lost(int n) {
                @Override public String toString() { return "" + n; }
              }
            }
            """);
    assertThat(withTexts(List.of(file))).containsExactly("Lost");
  }
}
