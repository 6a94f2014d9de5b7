package dev.jaula.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ROOT: host, any kind of directory, an archive; kept, thrown away, read-only. */
class RootTest {
  @TempDir Path folder;
  private Path root = Path.of("");

  @BeforeEach
  void makeRoot() throws IOException {
    root = BusyboxRoot.create(folder);
    Files.writeString(root.resolve("etc/mark"), "mark\n");
  }

  private static Program.Result run(Path root, String options, String script) {
    return Program.of(
            "sh",
            "-c",
            "exec \"$0\" run " + options + " \"$1\" sh -c \"$2\"",
            Jaula.binary().toAbsolutePath().toString(),
            root.toString(),
            script)
        .run();
  }

  private void works(Path path) {
    for (String options : new String[] {"", "--read-only", "--rootfs-rw"}) {
      assertThat(Box.text(run(path, options, "cat /etc/mark; ls /")))
          .as(options)
          .startsWith("mark\nbin\n");
    }
    assertThat(Box.text(run(path, "", "echo x > /etc/new && cat /etc/new"))).isEqualTo("x");
    assertThat(path.resolve("etc/new")).doesNotExist();
    assertThat(run(path, "--read-only", "echo x > /etc/new").exit()).isEqualTo(1);
  }

  @Test
  void anOrdinaryDirectory() {
    works(root);
  }

  @Test
  void aSymbolicLink() throws IOException {
    works(Files.createSymbolicLink(folder.resolve("link"), Path.of("root")));
  }

  @Test
  void aNameThatAsksForQuoting() throws IOException {
    works(Files.move(root, folder.resolve("a b,c:d\\e=é")));
  }

  @Test
  void aRelativePath() {
    String binary = Jaula.binary().toAbsolutePath().toString();
    String script =
        "cd "
            + folder
            + " && "
            + binary
            + " run root cat /etc/mark && "
            + binary
            + " run ./root/. cat /etc/mark && cd root && "
            + binary
            + " run . cat /etc/mark";
    assertThat(Box.text(Program.of("sh", "-c", script).run())).isEqualTo("mark\nmark\nmark");
  }

  @Test
  void aReadOnlyFileSystem() {
    Needs.root();
    mounted(
        "mount --bind " + root + " " + root + " && mount -o remount,bind,ro " + root, root, root);
  }

  @Test
  void anOverlay() throws IOException {
    Needs.root();
    Path merged = Files.createDirectory(folder.resolve("merged"));
    Path scratch = Files.createDirectory(folder.resolve("scratch"));
    String make =
        "mount -t tmpfs jaula-test "
            + scratch
            + " && mkdir "
            + scratch
            + "/u "
            + scratch
            + "/w && mount -t overlay -o lowerdir="
            + root
            + ",upperdir="
            + scratch
            + "/u,workdir="
            + scratch
            + "/w jaula-test "
            + merged;
    mounted(make, merged, merged, scratch);
  }

  private void mounted(String make, Path path, Path... mounts) {
    try {
      Box.text(Program.of("sh", "-c", make).run());
      works(path);
    } finally {
      for (Path mount : mounts) {
        Program.of("umount", "-l", mount.toString()).run();
      }
    }
  }

  @Test
  void changesAreKeptWhenAsked() throws IOException {
    Box.text(run(root, "--rootfs-rw", "echo kept > /etc/new"));
    assertThat(root.resolve("etc/new")).hasContent("kept");
    assertThat(run(root, "", "rm /etc/new && echo x > /bin/y").exit()).isZero();
    assertThat(root.resolve("etc/new")).exists();
    assertThat(root.resolve("bin/y")).doesNotExist();
  }

  @Test
  void aReadOnlyRootHasWritableTmp() {
    assertThat(
            Box.text(
                run(
                    root,
                    "--read-only",
                    "echo x > /tmp/a && echo y > /run/b && echo z > /dev/shm/c && echo ok")))
        .isEqualTo("ok");
  }

  /** Nothing of the host's own root is changed or told, whoever looks. */
  @ParameterizedTest
  @EnumSource(Jaula.class)
  void theHostItself(Jaula jaula) {
    Needs.root();
    String script =
        "ls /home /root /mnt; cat /etc/shadow 2>/dev/null; grep -c . /etc/passwd > /tmp/n; echo x > /etc/jaula-test"
            + " && cat /etc/jaula-test; ls /usr/bin | grep -cx env";
    String shown = Box.text(jaula.run("run", "host", "sh", "-c", script)).replace("\n", " ");
    assertThat(shown)
        .isIn("/home: /mnt: /root: x 1", "/home:  /root:  /mnt: x 1", "/home:  /mnt:  /root: x 1");
    assertThat(Path.of("/etc/jaula-test")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "tar, root.tar",
    "tar -z, root.tar.gz",
    "tar -J, root.tar.xz",
    "tar --zstd, root.tar.zst"
  })
  void anArchiveIsUnpackedOnce(String tar, String file) throws IOException {
    Needs.command("xz", "xz-utils");
    Needs.command("zstd", "zstd");
    Path archive = folder.resolve(file);
    Box.text(Program.of("sh", "-c", tar + " -cf " + archive + " -C " + root + " .").run());
    Program run =
        Program.of(Jaula.binary().toString(), "run", archive.toString(), "cat", "/etc/mark")
            .with(java.util.Map.of("JAULA_ROOT", folder.resolve("jaula").toString()));
    assertThat(Box.text(run.run())).isEqualTo("mark");
    try (var roots = Files.list(folder.resolve("jaula/lib/roots"))) {
      Path unpacked = roots.filter(Files::isDirectory).findFirst().orElseThrow();
      assertThat(unpacked.getFileName().toString()).matches("[0-9a-f]{64}");
      Files.writeString(unpacked.resolve("etc/mark"), "not unpacked again\n");
    }
    assertThat(Box.text(run.run())).isEqualTo("not unpacked again");
  }

  /** All make the same digest, the same directory and the same filter at once. */
  @Test
  void manyFirstRunsOfOneArchive() throws Exception {
    Path archive = folder.resolve("root.tar");
    Box.text(Program.of("tar", "-cf", archive + "", "-C", root + "", ".").run());
    for (int round = 0; round < 3; round++) {
      Path home = folder.resolve("home" + round);
      Program run =
          Program.of(Jaula.binary().toString(), "run", archive.toString(), "cat", "/etc/mark")
              .with(java.util.Map.of("JAULA_ROOT", home.toString()));
      try (var threads = Executors.newFixedThreadPool(24)) {
        List<Future<Program.Result>> runs = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
          runs.add(threads.submit(run::run));
        }
        for (Future<Program.Result> one : runs) {
          assertThat(one.get()).isEqualTo(new Program.Result(0, "mark\n", ""));
        }
      }
      assertThat(home.resolve("lib/roots").toFile().list())
          .hasSize(3)
          .contains("lock")
          .anyMatch(name -> name.matches("[0-9-]+\\.digest"))
          .anyMatch(name -> name.matches("[0-9a-f]{64}"));
      assertThat(home.resolve("lib/filters").toFile().list()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"not a tar archive", ""})
  void aFileThatIsNoArchive(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), content);
    Program.Result result =
        Program.of(Jaula.binary().toString(), "run", file.toString(), "true")
            .with(java.util.Map.of("JAULA_ROOT", folder.resolve("jaula").toString()))
            .run();
    assertThat(result.exit()).isEqualTo(125);
    assertThat(result.err().lines().reduce((a, b) -> b).orElse(""))
        .startsWith("jaula: ")
        .contains(file.toString());
  }
}
