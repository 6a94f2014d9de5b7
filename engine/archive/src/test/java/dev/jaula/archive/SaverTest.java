package dev.jaula.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jaula.archive.Saver.Form;
import dev.jaula.archive.Saver.Saved;
import dev.jaula.image.ContentStore;
import dev.jaula.image.ImageException;
import dev.jaula.image.Images;
import dev.jaula.image.Platform;
import dev.jaula.image.Reference;
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
import org.junit.jupiter.params.provider.EnumSource;

final class SaverTest {
  @TempDir private Path folder;
  private ContentStore store;
  private Saver saver;

  @BeforeEach
  void open() throws IOException {
    store = ContentStore.open(folder.resolve("store"));
    saver = new Saver(store, Platform.parse("linux/amd64"));
  }

  private Saved loaded(Parts parts, String... names) throws IOException {
    Loaded loaded = new Loader(store, new Images(store)).load(parts.podman("").stream()).getFirst();
    List<Reference> references = new ArrayList<>();
    for (String name : names) {
      references.add(Reference.parse(name));
    }
    return new Saved(loaded.target(), references);
  }

  private byte[] saved(Form form, Saved... images) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    saver.save(List.of(images), form, out);
    return out.toByteArray();
  }

  private List<Loaded> elsewhere(byte[] archive) throws IOException {
    ContentStore other = ContentStore.open(folder.resolve("other"));
    return new Loader(other, new Images(other)).load(new ByteArrayInputStream(archive));
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void severalImages(Form form) throws IOException {
    Parts one = Parts.of("a", "b");
    Parts two = Parts.of("a", "c");
    byte[] archive = saved(form, loaded(one, "x:1", "y.z/w:2"), loaded(two));
    List<Loaded> loaded = elsewhere(archive);
    assertThat(loaded).hasSize(2);
    assertThat(loaded.get(0).id()).isEqualTo(one.id());
    assertThat(loaded.get(0).lines())
        .containsExactlyInAnyOrder("Loaded image: x:1", "Loaded image: y.z/w:2");
    assertThat(loaded.get(1).lines()).containsExactly("Loaded image ID: " + two.id());
    assertThat(saved(form, loaded(one, "x:1", "y.z/w:2"), loaded(two)))
        .as("the same bytes again")
        .isEqualTo(archive);
  }

  @Test
  void missingParts() throws IOException {
    Parts parts = Parts.of("a");
    Saved image = loaded(parts, "x:1");
    store.remove(dev.jaula.image.Digest.of(parts.layers().get(0)));
    assertThatThrownBy(() -> saved(Form.OCI_ARCHIVE, image))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("is not in the store");
  }

  @Test
  void directories() throws IOException {
    Saved image = loaded(Parts.of("a"), "x:1");
    Path used = Files.createDirectories(folder.resolve("used"));
    Files.createFile(used.resolve("file"));
    assertThatThrownBy(() -> saver.save(List.of(image), used))
        .hasMessageContaining("is not empty and is no OCI layout");
    Path fresh = folder.resolve("deep/layout");
    saver.save(List.of(image), fresh);
    saver.save(List.of(image), fresh);
    assertThat(fresh.resolve("oci-layout")).hasContent("{\"imageLayoutVersion\":\"1.0.0\"}");
  }
}
