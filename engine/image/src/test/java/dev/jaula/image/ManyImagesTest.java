package dev.jaula.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jaula.json.JsonValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManyImagesTest {
  private static final int MANY = 1_000;

  @TempDir private Path folder = Path.of("");

  @Test
  void aThousandImagesAreListedAtOnce() throws IOException {
    ContentStore store = FailingDisk.quick(folder);
    Images images = new Images(store);
    List<JsonValue> entries = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      Descriptor target = Descriptor.of(MediaTypes.MANIFEST, Made.utf8("manifest " + i));
      entries.add(Images.entry(target, "docker.io/library/image:" + i));
    }
    images.write(entries);
    long begin = System.nanoTime();
    assertThat(images.list()).hasSize(MANY);
    assertThat(images.find(Reference.parse("image:999"))).isNotNull();
    long took = (System.nanoTime() - begin) / 1_000_000;
    assertThat(took).as("milliseconds for two readings, cold").isLessThan(2_000);
  }
}
