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
import dev.jaula.json.JsonValue.Obj;
import dev.jaula.json.JsonWriter;
import dev.jaula.layer.Compression;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "CMD [\"a\", \"b c\"] | {\"Cmd\":[\"a\",\"b c\"]}",
        "CMD a b | {\"Cmd\":[\"/bin/sh\",\"-c\",\"a b\"]}",
        "cmd [not json | {\"Cmd\":[\"/bin/sh\",\"-c\",\"[not json\"]}",
        "ENTRYPOINT [\"a\"] | {\"Entrypoint\":[\"a\"]}",
        "ENV A=1 B=\"2 3\" C=x\\ y | {\"Env\":[\"A=1\",\"B=2 3\",\"C=x y\"]}",
        "ENV A the rest of it | {\"Env\":[\"A=the rest of it\"]}",
        "LABEL a=b 'c d'=e | {\"Labels\":{\"a\":\"b\",\"c d\":\"e\"}}",
        "EXPOSE 80 53/udp 8000-8001 |"
            + " {\"ExposedPorts\":{\"80/tcp\":{},\"53/udp\":{},\"8000/tcp\":{},\"8001/tcp\":{}}}",
        "USER a:b | {\"User\":\"a:b\"}",
        "VOLUME /a /b | {\"Volumes\":{\"/a\":{},\"/b\":{}}}",
        "VOLUME [\"/a\"] | {\"Volumes\":{\"/a\":{}}}",
        "WORKDIR a/../b | {\"WorkingDir\":\"/b\"}",
        "STOPSIGNAL SIGINT | {\"StopSignal\":\"SIGINT\"}",
        "ONBUILD RUN x y | {\"OnBuild\":[\"RUN x y\"]}",
        "SHELL [\"bash\"] | {\"Shell\":[\"bash\"]}",
        "HEALTHCHECK NONE | {\"Healthcheck\":{\"Test\":[\"NONE\"]}}",
        "HEALTHCHECK --interval=1m30s --retries=3 CMD x y |"
            + " {\"Healthcheck\":{\"Interval\":90000000000,\"Retries\":3,\"Test\":[\"CMD-SHELL\",\"x"
            + " y\"]}}",
      })
  void changes(String instruction, String expected) {
    assertThat(JsonWriter.write(Changes.apply(new Obj(), List.of(instruction))))
        .isEqualTo(expected);
  }

  @Test
  void changesAddUp() {
    Obj process = Changes.apply(new Obj(), List.of("ENV A=1 B=2", "LABEL x=1", "WORKDIR /a"));
    Obj changed = Changes.apply(process, List.of("ENV A=3", "LABEL y=2", "WORKDIR b"));
    assertThat(JsonWriter.write(changed))
        .isEqualTo(
            "{\"Env\":[\"B=2\",\"A=3\"],\"Labels\":{\"x\":\"1\",\"y\":\"2\"},\"WorkingDir\":\"/a/b\"}");
    assertThat(JsonWriter.write(process)).contains("\"A=1\"").doesNotContain("\"y\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "RUN x | run is not a valid change command",
        "CMD | CMD requires at least one argument",
        "ENV A | must have two arguments",
        "ENV A=1 B | write it as NAME=VALUE",
        "ENV A=\"1 | a quote is not closed",
        "EXPOSE 0 | invalid containerPort: 0",
        "EXPOSE 80/icmp | invalid containerPort: 80/icmp",
        "USER a b | must be one word",
        "SHELL sh | write it as a JSON array",
        "HEALTHCHECK x | CMD or NONE is missing",
        "HEALTHCHECK --interval=3 CMD x | write it as 30s",
        "HEALTHCHECK --foo=3 CMD x | unknown option --foo=3",
      })
  void wrongChanges(String instruction, String message) {
    assertThatThrownBy(() -> Changes.apply(new Obj(), List.of(instruction)))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining(message);
  }
}
