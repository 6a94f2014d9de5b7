package dev.jaula.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jaula.json.JsonValue.Obj;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {
  @TempDir private Path folder = Path.of("");

  private ContentStore store() throws IOException {
    return ContentStore.open(folder.resolve("images"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void itIsAnImageLayout() throws IOException {
    Descriptor blob = store().put(MediaTypes.LAYER, bytes("layer"));
    assertThat(folder.resolve("images/oci-layout")).content().contains("\"1.0.0\"");
    assertThat(folder.resolve("images/blobs/sha256/" + blob.digest().hex())).hasContent("layer");
    assertThat(store().read(blob)).isEqualTo(bytes("layer"));
    assertThat(ContentStore.list(folder.resolve("images/ingest")))
        .extracting(ContentStore::name)
        .containsExactly("locks");
  }

  @Test
  void whatIsNotAsAnnouncedIsNotKept() throws IOException {
    Descriptor announced = Descriptor.of(MediaTypes.LAYER, bytes("right"));
    try (BlobWriter writer = store().ingest(announced)) {
      writer.write(bytes("wrong"));
      assertThatThrownBy(writer::commit)
          .isInstanceOf(ImageException.class)
          .hasMessageContaining("changed on the way");
    }
    try (BlobWriter writer = store().ingest(announced)) {
      assertThat(writer.offset()).isZero();
      assertThatThrownBy(() -> writer.write(bytes("right and more")))
          .hasMessageContaining("longer than the 5 bytes");
    }
    assertThat(store().has(announced.digest())).isFalse();
  }

  @Test
  void aBrokenOneIsTakenUp() throws IOException {
    Descriptor announced = Descriptor.of(MediaTypes.LAYER, bytes("one and two"));
    try (BlobWriter writer = store().ingest(announced)) {
      writer.write(bytes("one and"));
      assertThatThrownBy(writer::commit).hasMessageContaining("after 7 of 11 bytes");
    }
    try (BlobWriter writer = store().ingest(announced)) {
      assertThat(writer.offset()).isEqualTo(7);
      writer.write(bytes(" two"));
      writer.commit();
    }
    assertThat(store().read(announced.digest())).isEqualTo(bytes("one and two"));
  }

  @Test
  void aBrokenOneThatIsWrongIsDropped() throws IOException {
    Descriptor announced = Descriptor.of(MediaTypes.LAYER, bytes("one and two"));
    try (BlobWriter writer = store().ingest(announced)) {
      writer.write(bytes("ONE and"));
    }
    try (BlobWriter writer = store().ingest(announced)) {
      writer.write(bytes(" two"));
      assertThatThrownBy(writer::commit)
          .hasMessageContaining("7 of them came in an earlier try; all were dropped, do it again");
      writer.write(bytes("one and two"));
      writer.commit();
    }
    assertThat(store().has(announced.digest())).isTrue();
  }

  @Test
  void ofSeveralWritersOneWrites() throws Exception {
    Descriptor announced = Descriptor.of(MediaTypes.LAYER, bytes("once"));
    AtomicInteger written = new AtomicInteger();
    Callable<Void> write =
        () -> {
          try (BlobWriter writer = store().ingest(announced)) {
            if (!writer.isDone()) {
              written.incrementAndGet();
              Thread.sleep(20);
              writer.write(bytes("once"));
              writer.commit();
            }
          }
          return null;
        };
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<Void>> ends = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        ends.add(threads.submit(write));
      }
      for (Future<Void> end : ends) {
        end.get();
      }
    }
    assertThat(written).hasValue(1);
  }

  @Test
  void aBrokenBlobIsNotRead() throws IOException {
    Descriptor blob = store().put(MediaTypes.CONFIG, bytes("{}"));
    Files.writeString(store().path(blob.digest()), "[]");
    assertThatThrownBy(() -> store().read(blob)).hasMessageContaining("fsck --repair");
    Files.delete(store().path(blob.digest()));
    assertThatThrownBy(() -> store().read(blob)).hasMessageContaining("not in the store");
  }

  @Test
  void namesComeAndGo() throws IOException {
    Images images = new Images(store());
    Descriptor one = store().put(MediaTypes.MANIFEST, bytes("{\"a\":1}"));
    Descriptor two = store().put(MediaTypes.MANIFEST, bytes("{\"a\":2}"));
    Reference stable = Reference.parse("debian:stable");
    images.tag(stable, one);
    images.tag(Reference.parse("other"), one);
    assertThat(images.find(stable)).extracting(Descriptor::digest).isEqualTo(one.digest());
    images.tag(stable, two);
    assertThat(images.list())
        .extracting(i -> i.target().digest())
        .containsExactly(one.digest(), two.digest());
    images.tag(Reference.parse("other"), two);
    assertThat(images.list())
        .extracting(Images.Named::name)
        .containsExactly(null, "docker.io/library/debian:stable", "docker.io/library/other:latest");
    assertThat(images.untag("docker.io/library/debian:stable")).isTrue();
    assertThat(images.untag("docker.io/library/debian:stable")).isFalse();
    images.remove(one.digest());
    assertThat(images.list()).hasSize(1);
  }

  @Test
  void aConfigGrowsByAStep() {
    ImageConfig first =
        ImageConfig.empty(new Platform("linux", "amd64", null), "2026-01-01T00:00:00Z");
    Digest layer = Digest.of(bytes("x"));
    Obj process = new Obj().put("User", "app");
    ImageConfig second =
        first.with(layer, new Obj().put("created_by", "import"), process, "2026-01-02T00:00:00Z");
    ImageConfig read = ImageConfig.read(second.bytes());
    assertThat(read.diffIds()).containsExactly(layer);
    assertThat(read.text("User")).isEqualTo("app");
    assertThat(read.history()).hasSize(1);
    assertThat(read.created()).isEqualTo("2026-01-02T00:00:00Z");
    assertThat(first.diffIds()).isEmpty();
  }

  @Test
  void anIndexIsChosenFrom() {
    Obj index = new Obj().put("schemaVersion", 2);
    dev.jaula.json.JsonValue.Arr manifests = new dev.jaula.json.JsonValue.Arr();
    for (String platform :
        List.of("unknown/unknown", "linux/arm/v6", "linux/arm/v7", "linux/amd64")) {
      String[] parts = platform.split("/");
      Obj offered = new Obj().put("os", parts[0]).put("architecture", parts[1]);
      if (parts.length > 2) {
        offered.put("variant", parts[2]);
      }
      manifests.add(
          new Obj()
              .put("mediaType", MediaTypes.MANIFEST)
              .put("digest", Digest.of(bytes(platform)).toString())
              .put("size", 1)
              .put("platform", offered));
    }
    Index read =
        Index.read(bytes(dev.jaula.json.JsonWriter.write(index.put("manifests", manifests))));
    assertThat(chosen(read, "linux/amd64")).isEqualTo(Digest.of(bytes("linux/amd64")));
    assertThat(chosen(read, "linux/arm/v7")).isEqualTo(Digest.of(bytes("linux/arm/v7")));
    assertThat(chosen(read, "linux/arm")).isEqualTo(Digest.of(bytes("linux/arm/v7")));
    assertThat(read.choose(Platform.parse("linux/s390x"))).isNull();
    assertThat(read.offers()).isEqualTo("linux/arm/v6, linux/arm/v7, linux/amd64");
  }

  private static Digest chosen(Index index, String platform) {
    Descriptor found = index.choose(Platform.parse(platform));
    assertThat(found).isNotNull();
    return found == null ? Digest.of(new byte[0]) : found.digest();
  }
}
