package dev.jaula.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jaula.image.ContentStore;
import dev.jaula.image.Fsck;
import dev.jaula.image.Images;
import dev.jaula.image.Prune;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A load that is killed in the middle of an archive: the store stays whole, the next one works. */
@Tag("slow")
final class KilledTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void inTheMiddle(boolean oci) throws Exception {
    Parts parts = Parts.of("a", "b", "c");
    byte[] archive = oci ? parts.oci("").bytes() : parts.podman("x:1").bytes();
    Path root = folder.resolve("store");
    killed(root, Arrays.copyOf(archive, 5000));
    ContentStore store = ContentStore.open(root);
    Images images = new Images(store);
    assertThat(new Fsck(store, images, finding -> {}).check().findings()).isEmpty();
    assertThat(images.list()).isEmpty();
    assertThat(partial(root)).isPositive();
    List<Loaded> loaded = new Loader(store, images).load(new ByteArrayInputStream(archive));
    assertThat(loaded.getFirst().id()).isEqualTo(parts.id());
    Prune prune = new Prune(store, images);
    prune.apply(prune.plan(image -> false));
    assertThat(partial(root)).isZero();
    assertThat(new Fsck(store, images, finding -> {}).check().findings()).isEmpty();
  }

  private static void killed(Path root, byte[] archive) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
    String classes = System.getProperty("java.class.path");
    Process process =
        new ProcessBuilder(java, "-cp", classes, LoadProgram.class.getName(), root.toString())
            .redirectErrorStream(true)
            .start();
    try (OutputStream out = process.getOutputStream()) {
      out.write(archive);
      out.flush();
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
      while (partial(root) == 0 && System.nanoTime() < end) {
        Thread.sleep(20);
      }
      process.destroyForcibly().waitFor();
    }
  }

  private static long partial(Path root) throws IOException {
    if (!Files.isDirectory(root.resolve("ingest"))) {
      return 0;
    }
    try (Stream<Path> files = Files.list(root.resolve("ingest"))) {
      return files.filter(file -> String.valueOf(file.getFileName()).startsWith("sha256-")).count();
    }
  }
}
