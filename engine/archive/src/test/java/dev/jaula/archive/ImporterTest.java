package dev.jaula.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jaula.image.ContentStore;
import dev.jaula.image.Digest;
import dev.jaula.image.Fsck;
import dev.jaula.image.ImageConfig;
import dev.jaula.image.ImageException;
import dev.jaula.image.Images;
import dev.jaula.image.Manifest;
import dev.jaula.image.Platform;
import dev.jaula.image.Reference;
import dev.jaula.json.JsonWriter;
import dev.jaula.layer.Compression;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ImporterTest {
  private static final Instant NOW = Instant.parse("2026-02-03T04:05:06.789Z");

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(Compression.class)
  void aRootFileSystem(Compression how) throws IOException {
    ContentStore store = ContentStore.open(folder);
    Images images = new Images(store);
    byte[] plain = new Tar().file("bin/sh", "x".repeat(100_000)).file("etc/motd", "y").bytes();
    Importer.Options options =
        new Importer.Options(
            Reference.parse("my/root:1"),
            Platform.parse("linux/arm64"),
            List.of("CMD [\"sh\"]", "ENV A=1"),
            "Imported from -",
            NOW);
    Loaded loaded =
        new Importer(store, images)
            .load(new ByteArrayInputStream(Parts.compressed(how, plain)), options);
    Manifest manifest = Manifest.read(store.read(loaded.target()));
    ImageConfig config = ImageConfig.read(store.read(manifest.config()));
    manifest.check(config);
    assertThat(config.diffIds()).containsExactly(Digest.of(plain));
    assertThat(config.list("Cmd")).containsExactly("sh");
    assertThat(config.platform()).isEqualTo(Platform.parse("linux/arm64"));
    assertThat(config.created()).isEqualTo("2026-02-03T04:05:06Z");
    assertThat(JsonWriter.write(config.history().getFirst()))
        .isEqualTo("{\"created\":\"2026-02-03T04:05:06Z\",\"comment\":\"Imported from -\"}");
    assertThat(images.find(Reference.parse("my/root:1"))).isNotNull();
    assertThat(new Fsck(store, images, finding -> {}).check().findings()).isEmpty();
  }

  @Test
  void noArchive() throws IOException {
    ContentStore store = ContentStore.open(folder);
    Importer.Options options =
        new Importer.Options(null, Platform.current(), List.of(), "Imported from -", NOW);
    byte[] text = "x".repeat(2000).getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() ->
            new Importer(store, new Images(store)).load(new ByteArrayInputStream(text), options))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("not a tar archive");
    assertThat(store.all()).isEmpty();
  }

  /** A wrong instruction is told before anything is read. */
  @Test
  void wrongChanges() throws IOException {
    ContentStore store = ContentStore.open(folder);
    Importer.Options options =
        new Importer.Options(null, Platform.current(), List.of("RUN x"), "Imported from -", NOW);
    InputStream untouched = InputStream.nullInputStream();
    untouched.close();
    assertThatThrownBy(() -> new Importer(store, new Images(store)).load(untouched, options))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("RUN is not a valid change command");
  }
}
