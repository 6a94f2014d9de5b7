package dev.jaula.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jaula.foreign.ForeignSyscalls;
import dev.jaula.linux.Stat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Paths in a root whose links want to lead out of it. */
class ContainerFilesTest {
  private static final PackOptions PLAIN = PackOptions.TREE.with(Compression.NONE);

  @TempDir Path directory;
  private Path root;
  private ContainerFiles files;

  @BeforeEach
  void makeARoot() throws Exception {
    assumeTrue(Identity.current().root(), "owners are set as root");
    root = Files.createDirectory(directory.resolve("root"));
    Tree.sh(
        root,
        "mkdir -p etc usr/lib/d; echo in > etc/passwd; echo x > usr/lib/d/f; ln -s usr/lib lib;"
            + "ln -s /etc/passwd abs; ln -s ../../../../etc up; ln -s loop loop; ln -s d/f usr/lib/f;"
            + "ln -s /nowhere dangling");
    files = new ContainerFiles(root, new ForeignSyscalls());
  }

  @ParameterizedTest
  @CsvSource({
    "/etc/passwd, false, REGULAR",
    "etc/../../../etc/passwd, false, REGULAR",
    "/abs, false, LINK",
    "/abs, true, REGULAR",
    "/up, false, LINK",
    "/up, true, DIRECTORY",
    "/up/, false, DIRECTORY",
    "/up/passwd, false, REGULAR",
    "/lib/f, true, REGULAR",
    "/lib/d, false, DIRECTORY",
    "/, false, DIRECTORY",
    "/.., true, DIRECTORY",
    "/etc/nothing, true, NOTHING",
    "/dangling, false, LINK",
    "/dangling, true, NOTHING"
  })
  void staysInTheRoot(String path, boolean follow, String kind) throws IOException {
    Stat stat = files.stat(path, follow);
    String found =
        stat == null
            ? "NOTHING"
            : stat.isRegular() ? "REGULAR" : stat.isSymbolicLink() ? "LINK" : "DIRECTORY";
    assertThat(found).isEqualTo(kind);
    if (stat != null && stat.isRegular() && path.contains("passwd")) {
      assertThat(stat.size()).isEqualTo(3);
    }
  }

  @Test
  void whatCannotBeReachedIsNamed() throws IOException {
    assertThatThrownBy(() -> files.stat("/loop", true)).hasMessageContaining("/loop");
    assertThatThrownBy(() -> files.stat("/no/such", false)).hasMessageContaining("/no/such");
    assertThatThrownBy(() -> files.stat("/etc/passwd/x", false)).hasMessageContaining("directory");
    assertThatThrownBy(() -> files.pack("/no", "x", false, new ByteArrayOutputStream(), PLAIN))
        .hasMessageContaining("/no: no such file");
    assertThat(files.link("/abs")).isEqualTo("/etc/passwd");
    assertThat(files.link("/etc")).isNull();
  }

  private List<String> packed(String path, String as, boolean follow) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    files.pack(path, as, follow, out, PLAIN);
    List<String> names = new ArrayList<>();
    TarReader reader = new TarReader(new ByteArrayInputStream(out.toByteArray()));
    for (TarEntry e = reader.next(); e != null; e = reader.next()) {
      names.add(e.toString());
    }
    return names;
  }

  @Test
  void aPathIsPackedUnderAnotherName() throws IOException {
    assertThat(packed("/lib/d", "new", false)).containsExactly("DIRECTORY new/", "FILE new/f");
    assertThat(packed("/abs", "p", false)).containsExactly("SYMBOLIC_LINK p");
    assertThat(packed("/abs", "p", true)).containsExactly("FILE p");
    assertThat(packed("/up/.", "e", false)).containsExactly("DIRECTORY e/", "FILE e/passwd");
  }

  @Test
  void anArchiveIsUnpackedWhereAPathLeads() throws IOException {
    byte[] archive = Archive.of().file("new", "n").file("d/g", "g").bytes();
    files.unpack(new ByteArrayInputStream(archive), "/lib", UnpackOptions.LITERAL);
    files.unpack(new ByteArrayInputStream(archive), "/up", UnpackOptions.LITERAL);
    assertThat(root.resolve("usr/lib/new")).hasContent("n");
    assertThat(root.resolve("usr/lib/d/g")).hasContent("g");
    assertThat(root.resolve("etc/new")).hasContent("n");
    assertThatThrownBy(() ->
            files.unpack(new ByteArrayInputStream(archive), "/etc/passwd", UnpackOptions.LITERAL))
        .hasMessageContaining("/etc/passwd");
  }
}
