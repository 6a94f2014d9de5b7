package dev.jaula.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jaula.image.Finding.Remedy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FsckTest {
  private static final Reference DEBIAN = Reference.parse("debian");

  @TempDir private Path folder = Path.of("");
  private ContentStore store;
  private Images images;
  private Made image;

  @BeforeEach
  void open() throws IOException {
    store = ContentStore.open(folder.resolve("images"));
    images = new Images(store);
    image = Made.put(store, "base", "more");
    images.tag(DEBIAN, image.target());
    images.tag(Reference.parse("good"), Made.put(store, "good").target());
  }

  /** A check finds these; a repair does so too and leaves nothing to find. */
  private void expect(Remedy... remedies) throws IOException {
    Fsck.Report check = new Fsck(store, images, f -> {}).check();
    assertThat(check.findings()).extracting(Finding::remedy).containsExactly(remedies);
    assertThat(check.isGood()).isEqualTo(remedies.length == 0);
    List<Finding> told = new ArrayList<>();
    Fsck.Report repair = new Fsck(store, images, told::add).repair();
    assertThat(told).extracting(Finding::remedy).containsExactly(remedies);
    assertThat(repair.isGood()).isTrue();
    assertThat(Made.problems(folder.resolve("images"))).isEmpty();
  }

  private List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    for (Images.Named named : images.list()) {
      names.add(String.valueOf(named.name()));
    }
    return names;
  }

  @Test
  void aGoodOneHasNothing() throws IOException {
    expect();
    Fsck.Report report = new Fsck(store, images, f -> {}).check();
    assertThat(report.blobs()).isEqualTo(7);
    assertThat(names()).hasSize(2);
  }

  @Test
  void aBlobWithOtherBytesGoesAndWhatNeedsIt() throws IOException {
    Files.writeString(store.path(image.layers().get(1).digest()), "MORE");
    assertThat(Made.problems(folder.resolve("images")))
        .containsExactly(
            image.layers().get(1).digest()
                + ": its bytes have the digest "
                + Digest.of(Made.utf8("MORE"))
                + "; jaula fsck --repair removes the blob",
            "docker.io/library/debian:latest: the layer "
                + image.layers().get(1).digest()
                + " is broken; jaula fsck --repair removes the image");
    expect(Remedy.REMOVE_BLOB, Remedy.REMOVE_IMAGE);
    assertThat(names()).containsExactly("docker.io/library/good:latest");
    assertThat(store.has(image.layers().get(0).digest())).as("for the next pull").isTrue();
  }

  @Test
  void aShortenedAndALongerBlobAreFound() throws IOException {
    Files.writeString(store.path(image.layers().get(0).digest()), "bas");
    Files.writeString(store.path(image.layers().get(1).digest()), "more and more");
    expect(Remedy.REMOVE_BLOB, Remedy.REMOVE_BLOB, Remedy.REMOVE_IMAGE);
  }

  @Test
  void everyPartMustBeThere() throws IOException {
    for (Descriptor part : List.of(image.layers().get(0), image.config(), image.target())) {
      images.tag(DEBIAN, Made.put(store, "base", "more").target());
      Files.delete(store.path(part.digest()));
      expect(Remedy.REMOVE_IMAGE);
      assertThat(names()).containsExactly("docker.io/library/good:latest");
    }
  }

  @Test
  void sizesMustBeRight() throws IOException {
    Descriptor right = image.layers().get(0);
    Descriptor wrong = Descriptor.of(right.mediaType(), right.digest(), 5);
    Manifest liar = Manifest.of(image.config(), List.of(wrong, image.layers().get(1)));
    images.tag(Reference.parse("liar"), store.put(MediaTypes.MANIFEST, liar.bytes()));
    expect(Remedy.REMOVE_IMAGE);
    assertThat(names()).hasSize(2);
  }

  @Test
  void aPlatformThatIsNotWholeGoesAlone() throws IOException {
    Made arm = Made.put(store, "arm");
    images.tag(
        DEBIAN, Made.index(store, image.target(), "linux/amd64", arm.target(), "linux/arm64"));
    Files.delete(store.path(arm.layers().getFirst().digest()));
    expect(Remedy.REMOVE_PLATFORM);
    assertThat(store.has(arm.target().digest())).isFalse();
    assertThat(names()).contains("docker.io/library/debian:latest");
    Files.delete(store.path(image.layers().getFirst().digest()));
    assertThat(new Fsck(store, images, f -> {}).check().findings())
        .extracting(Finding::remedy)
        .contains(Remedy.REMOVE_IMAGE);
  }

  @Test
  void strangeFilesGo() throws IOException {
    Files.writeString(folder.resolve("images/blobs/sha256/notes.txt"), "x");
    Files.writeString(folder.resolve("images/ingest/old"), "x");
    Files.createSymbolicLink(
        folder.resolve("images/blobs/sha256").resolve("a".repeat(64)), Path.of("/etc/passwd"));
    expect(Remedy.REMOVE_BLOB, Remedy.REMOVE_FILE, Remedy.REMOVE_FILE);
    assertThat(Path.of("/etc/passwd")).exists();
  }

  @Test
  void entriesThatNameNothingGo() throws IOException {
    Path file = folder.resolve("images/index.json");
    String text = Files.readString(file);
    Files.writeString(file, text.replace("\"manifests\":[", "\"manifests\":[{\"size\":3},7,"));
    assertThatThrownBy(() -> images.list()).hasMessageContaining("jaula fsck --repair");
    assertThatThrownBy(() -> images.tag(DEBIAN, image.target()))
        .hasMessageContaining("jaula fsck --repair");
    expect(Remedy.REMOVE_ENTRY, Remedy.REMOVE_ENTRY);
    assertThat(names()).hasSize(2);
  }

  @Test
  void aBrokenIndexIsBuiltAgain() throws IOException {
    images.tag(DEBIAN, Made.index(store, image.target(), "linux/amd64"));
    Path file = folder.resolve("images/index.json");
    Files.writeString(file, "{\"manifests\":");
    assertThatThrownBy(() -> images.list()).hasMessageContaining("jaula fsck --repair");
    expect(Remedy.REBUILD_INDEX);
    assertThat(names()).containsExactlyInAnyOrder("null", "null");
    assertThat(folder.resolve("images/index.json.broken")).hasContent("{\"manifests\":");
  }

  @Test
  void theLayoutIsWrittenAgain() throws IOException {
    Files.writeString(folder.resolve("images/oci-layout"), "");
    expect(Remedy.WRITE_LAYOUT);
  }
}
