package dev.jaula.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jaula.foreign.ForeignSyscalls;
import dev.jaula.image.Digest;
import dev.jaula.layer.TarEntry.Kind;
import dev.jaula.linux.Bytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that are killed, disks that are full, and user namespaces, each in a JVM of its own.
 */
@Tag("slow")
@Timeout(120)
class LayersFaultTest {
  @TempDir Path directory;
  private Path root;
  private Layers layers;

  @BeforeEach
  void open() {
    assumeTrue(Identity.current().root(), "namespaces are made as root");
    root = directory.resolve("layers");
    layers = new Layers(root, new ForeignSyscalls());
  }

  private static byte[] big() {
    Archive archive = Archive.of();
    for (int i = 0; i < 200; i++) {
      archive.directory("d" + i).file("d" + i + "/f", "x".repeat(20_000));
    }
    return archive.bytes();
  }

  @Test
  void whoeverIsKilledAnywhereLeavesWhatIsSweptAndDoneAgain() throws Exception {
    byte[] archive = big();
    Digest id = Digest.of(archive);
    for (int i = 0; i <= 5; i++) {
      Process child =
          new ProcessBuilder(LayersChild.command(root.toString(), id.toString(), "add")).start();
      int sent = archive.length / 5 * i;
      send(child, archive, Math.min(sent, archive.length - 1));
      Path started = root.resolve("tmp-" + id.hex());
      for (int wait = 0; wait < 2000 && !Files.exists(started.resolve(i > 1 ? "d9" : "")); wait++) {
        Thread.sleep(5);
      }
      assertThat(started).exists();
      assertThat(layers.sweep()).as("alive").isZero();
      child.destroyForcibly().waitFor();
      assertThat(layers.has(id)).isFalse();
      if (i % 2 == 0) {
        assertThat(layers.sweep()).as("killed after %d bytes", sent).isEqualTo(1);
        assertThat(started).doesNotExist();
      }
    }
    layers.add(id, new ByteArrayInputStream(archive));
    assertThat(layers.has(id)).isTrue();
    assertThat(layers.sweep()).isZero();
  }

  private static void send(Process child, byte[] archive, int length) throws IOException {
    OutputStream out = child.getOutputStream();
    out.write(archive, 0, length);
    out.flush();
  }

  @Test
  void ofThreeProcessesAtOnceEachFindsTheLayer() throws Exception {
    byte[] archive = big();
    Digest id = Digest.of(archive);
    Path file = Files.write(directory.resolve("a.tar"), archive);
    List<Process> all = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      List<String> command =
          LayersChild.command(root.toString(), id.toString(), "add", file.toString());
      all.add(new ProcessBuilder(command).start());
    }
    for (Process child : all) {
      assertThat(Bytes.decode(child.getInputStream().readAllBytes())).isEqualTo("has true\n");
      assertThat(child.waitFor()).isZero();
    }
    assertThat(layers.sweep()).isZero();
  }

  @Test
  void aFullDiskIsNamedAndLeavesNothing() throws Exception {
    byte[] archive = big();
    Path file = Files.write(directory.resolve("a.tar"), archive);
    Path small = Files.createDirectory(directory.resolve("small"));
    List<String> lines =
        Tree.sh(
            directory,
            "unshare -m sh -ec \"mount -t tmpfs -o size=2m none "
                + small
                + "; "
                + LayersChild.shell(
                    small + "/layers", Digest.of(archive).toString(), "add", file.toString())
                + "\"");
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).matches("write d\\d+/f: no space left on device");
    assertThat(lines.get(1)).isEqualTo("left false");
  }

  private List<String> inNamespace(Archive archive, String how, String... more)
      throws IOException, InterruptedException {
    byte[] bytes = archive.bytes();
    Path file = Files.write(directory.resolve("a.tar"), bytes);
    List<String> words =
        new ArrayList<>(
            List.of(root.toString(), Digest.of(bytes).toString(), how, file.toString()));
    words.addAll(List.of(more));
    return Tree.sh(
        directory,
        "unshare --user --map-root-user " + LayersChild.shell(words.toArray(String[]::new)));
  }

  @Test
  void inAUserNamespaceWhatIsNotAllowedIsToldAndTheRestIsMade() throws Exception {
    byte[] capability = {1, 0, 0, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    Archive archive =
        Archive.of()
            .add(Archive.entry(Kind.FILE, "ping").xattr("security.capability", capability), "")
            .add(Archive.entry(Kind.FILE, "t").xattr("trusted.t", new byte[] {1}), "")
            .add(Archive.entry(Kind.CHARACTER_DEVICE, "null").device(1, 3), "")
            .file("d/.wh.gone", "")
            .file("o/.wh..wh..opq", "");
    List<String> lines = inNamespace(archive, "add");
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).contains("trusted.t").contains("operation not permitted");
    assertThat(lines.get(1)).contains("device null was left out: a user namespace");
    assertThat(lines.get(2)).isEqualTo("has true");
    Path layer = layers.directory(layers.list().getFirst());
    try (Calls calls = new Calls(new ForeignSyscalls())) {
      int fd = calls.open(layer.toString(), Calls.LIST);
      assertThat(calls.xattr(fd, Bytes.encode("ping"), "security.capability")).isNotNull();
      assertThat(calls.xattr(fd, Bytes.encode("o"), "user.overlay.opaque"))
          .isEqualTo(new byte[] {'y'});
      assertThat(calls.xattr(fd, Bytes.encode("o"), "trusted.overlay.opaque")).isNull();
      calls.close(fd);
    }
    assertThat(Tree.sh(layer, "stat -c '%F %t,%T' d/gone"))
        .containsExactly("character special file 0,0");
  }

  @Test
  void anOwnerBeyondTheIdMapIsNamedOrSquashed() throws Exception {
    Archive archive = Archive.of().add(Archive.entry(Kind.FILE, "x").owner(70_000, 5), "");
    List<String> lines = inNamespace(archive, "add");
    assertThat(lines.get(0))
        .startsWith("entry x belongs to 70000:5")
        .contains("/etc/subuid")
        .contains("--ignore-chown-errors");
    assertThat(lines.get(1)).isEqualTo("left false");
    assertThat(
            inNamespace(
                Archive.of().add(Archive.entry(Kind.FILE, "x").owner(70_000, 5), ""),
                "squash",
                "and remove"))
        .hasSize(3)
        .contains("has true")
        .anyMatch(line -> line.startsWith("removed true"));
    assertThat(layers.list()).isEmpty();
  }
}
