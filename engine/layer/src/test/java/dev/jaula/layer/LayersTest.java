package dev.jaula.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jaula.foreign.ForeignSyscalls;
import dev.jaula.image.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store of unpacked layers. */
class LayersTest {
  private static final byte[] ARCHIVE =
      Archive.of().directory("d").file("d/f", "x".repeat(100_000)).symlink("s", "d").bytes();
  private static final Digest ID = Digest.of(ARCHIVE);

  @TempDir Path directory;
  private Path root;
  private Layers layers;

  @BeforeEach
  void open() {
    assumeTrue(Identity.current().root(), "owners are set as root");
    root = directory.resolve("layers");
    layers = new Layers(root, new ForeignSyscalls());
  }

  private List<String> names(String below) throws IOException {
    try (Stream<Path> files = Files.list(root.resolve(below))) {
      return files.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aLayerIsThereWhenItIsWhole() throws IOException {
    assertThat(layers.has(ID)).isFalse();
    assertThat(layers.add(ID, new ByteArrayInputStream(ARCHIVE))).isEmpty();
    assertThat(layers.has(ID)).isTrue();
    assertThat(layers.list()).containsExactly(ID);
    assertThat(layers.directory(ID)).isEqualTo(root.resolve("sha256").resolve(ID.hex()));
    assertThat(layers.directory(ID).resolve("d/f")).hasContent("x".repeat(100_000));
    assertThat(Files.getAttribute(layers.directory(ID), "unix:mode")).isEqualTo(0x4000 | 0755);
    assertThat(Files.getAttribute(root.resolve("sha256"), "unix:mode")).isEqualTo(0x4000 | 0700);
    assertThat(names(".")).containsExactly("sha256");
  }

  @Test
  void anotherContentLeavesNothing() {
    byte[] other = Archive.of().file("a", "").bytes();
    assertThatThrownBy(() -> layers.add(ID, new ByteArrayInputStream(other)))
        .isInstanceOf(LayerException.class)
        .hasMessageContaining(Digest.of(other).toString())
        .hasMessageContaining(ID.toString());
    assertThat(layers.has(ID)).isFalse();
    assertThat(root.resolve("tmp-" + ID.hex())).doesNotExist();
    assertThat(layers.list()).isEmpty();
  }

  @Test
  void ofManyAtOnceOneUnpacks() throws Exception {
    AtomicInteger read = new AtomicInteger();
    try (var pool = Executors.newFixedThreadPool(8)) {
      List<Future<List<String>>> all = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        Callable<List<String>> add =
            () ->
                new Layers(root, new ForeignSyscalls())
                    .add(
                        ID,
                        new Watched(
                            ARCHIVE,
                            1000,
                            given -> {
                              if (given == 0) {
                                read.incrementAndGet();
                              }
                            }));
        all.add(pool.submit(add));
      }
      for (Future<List<String>> one : all) {
        assertThat(one.get()).isEmpty();
      }
    }
    assertThat(read).hasValue(1);
    assertThat(layers.directory(ID).resolve("d/f")).hasContent("x".repeat(100_000));
    assertThat(names(".")).containsExactly("sha256");
  }

  @Test
  void whenTheFirstFailsTheNextOneUnpacks() throws Exception {
    InputStream slow =
        new Watched(
            ARCHIVE,
            1000,
            given -> {
              if (given > ARCHIVE.length / 2) {
                LockSupport.parkNanos(200_000_000);
                throw new IOException("cut off");
              }
            });
    try (var pool = Executors.newFixedThreadPool(2)) {
      Callable<List<String>> add = () -> layers.add(ID, slow);
      Future<List<String>> first = pool.submit(add);
      while (!Files.exists(root.resolve("tmp-" + ID.hex()))) {
        Thread.sleep(5);
      }
      assertThat(layers.add(ID, new ByteArrayInputStream(ARCHIVE))).isEmpty();
      assertThatThrownBy(first::get).hasMessageContaining("cut off");
    }
    assertThat(layers.has(ID)).isTrue();
  }

  @Test
  void leftoversOfTheDeadAreSweptAndReused() throws Exception {
    Path left = root.resolve("tmp-" + ID.hex());
    Files.createDirectories(left.resolve("half/deep"));
    Files.writeString(left.resolve("half/file"), "");
    Files.createDirectories(root.resolve("tmp-gone-1-2"));
    layers.add(ID, new ByteArrayInputStream(ARCHIVE));
    assertThat(layers.directory(ID).resolve("half")).doesNotExist();
    Files.createDirectories(left.resolve("half"));
    assertThat(layers.sweep()).isEqualTo(2);
    assertThat(names(".")).containsExactly("sha256");
    assertThat(layers.has(ID)).isTrue();
  }

  @Test
  void sweepLeavesTheWorkOfTheLivingAlone() throws Exception {
    AtomicInteger swept = new AtomicInteger(-1);
    InputStream curious =
        new Watched(
            ARCHIVE, 10_000, given -> swept.set(new Layers(root, new ForeignSyscalls()).sweep()));
    layers.add(ID, curious);
    assertThat(swept).hasValue(0);
    assertThat(layers.has(ID)).isTrue();
  }

  @Test
  void aLayerIsRemoved() throws IOException {
    layers.add(ID, new ByteArrayInputStream(ARCHIVE));
    assertThat(layers.remove(ID)).isTrue();
    assertThat(layers.remove(ID)).isFalse();
    assertThat(layers.list()).isEmpty();
    assertThat(names(".")).containsExactly("sha256");
    layers.add(ID, new ByteArrayInputStream(ARCHIVE));
    assertThat(layers.has(ID)).isTrue();
  }

  @Test
  void sweepingWhatIsNotThereIsNothing() throws IOException {
    assertThat(layers.sweep()).isZero();
    assertThat(layers.list()).isEmpty();
  }
}
