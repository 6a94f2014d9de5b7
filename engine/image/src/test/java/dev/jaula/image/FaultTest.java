package dev.jaula.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jaula.image.FailingDisk.Killed;
import dev.jaula.image.FailingDisk.Way;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A kill and a full disk at each step that the store makes on disk. */
class FaultTest {
  private static final Reference DEBIAN = Reference.parse("debian");
  private static final int MOST_STEPS = 300;

  @TempDir private Path folder = Path.of("");

  /** What is done to a store. */
  private interface Work {
    void on(ContentStore store) throws IOException;
  }

  /** Ends the work at every step, each time in a store of its own; how many steps that were. */
  private int atEachStep(Way way, Work before, Work work, Work after) throws IOException {
    for (int last = 0; last < MOST_STEPS; last++) {
      Path root = folder.resolve("store-" + last);
      ContentStore store = FailingDisk.quick(root);
      before.on(store);
      FailingDisk disk = new FailingDisk(last, way);
      try {
        work.on(ContentStore.open(root, disk));
        if (!disk.hasFailed()) {
          return last;
        }
      } catch (Killed e) {
        assertThat(way).isNotEqualTo(Way.FULL);
      } catch (ImageException e) {
        assertThat(e).as("step %d", last).hasMessageContaining("no space left on device");
        assertThat(e.getMessage()).doesNotContain("\n").contains("fix:");
      }
      String step = "step " + last + ", " + disk.steps().getLast();
      assertThat(Made.problems(root)).as(step).isEmpty();
      after.on(FailingDisk.quick(root));
      assertThat(Made.problems(root)).as(step).isEmpty();
    }
    throw new AssertionError("there is no end");
  }

  private static void pull(ContentStore store) throws IOException {
    byte[] layer = Made.utf8("a layer that comes in parts");
    try (BlobWriter writer = store.ingest(Descriptor.of(MediaTypes.LAYER, layer))) {
      for (int at = (int) writer.offset(); !writer.isDone() && at < layer.length; at += 9) {
        writer.write(layer, at, Math.min(9, layer.length - at));
      }
      if (!writer.isDone()) {
        writer.commit();
      }
    }
    new Images(store)
        .tag(
            DEBIAN,
            Made.put(store, "base", new String(layer, java.nio.charset.StandardCharsets.UTF_8))
                .target());
  }

  private static void old(ContentStore store) throws IOException {
    new Images(store).tag(DEBIAN, Made.put(store, "base", "old").target());
  }

  private static List<String> names(ContentStore store) throws IOException {
    List<String> names = new ArrayList<>();
    for (Images.Named named : new Images(store).list()) {
      names.add(String.valueOf(named.name()));
    }
    return names;
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void theNextPullGoesOn(Way way) throws IOException {
    int steps =
        atEachStep(
            way,
            FaultTest::old,
            FaultTest::pull,
            store -> {
              assertThat(names(store)).contains("docker.io/library/debian:latest");
              pull(store);
              assertThat(names(store)).containsExactly("null", "docker.io/library/debian:latest");
              Prune prune = new Prune(store, new Images(store));
              prune.apply(prune.plan(Prune::isDangling));
              assertThat(store.all()).as("two layers, config, manifest").hasSize(4);
              assertThat(names(store)).hasSize(1);
            });
    assertThat(steps).isGreaterThan(20);
  }

  @Test
  void theNextPruneGoesOn() throws IOException {
    Work prune =
        store -> {
          Prune all = new Prune(store, new Images(store));
          all.apply(all.plan(Prune::isDangling));
        };
    int steps =
        atEachStep(
            Way.KILLED,
            store -> {
              old(store);
              pull(store);
              store.put(MediaTypes.LAYER, Made.utf8("lost"));
            },
            prune,
            store -> {
              prune.on(store);
              assertThat(store.all()).hasSize(4);
              assertThat(names(store)).containsExactly("docker.io/library/debian:latest");
            });
    assertThat(steps).isGreaterThan(6);
  }

  @Test
  void aFullDiskCanBePruned() throws IOException {
    ContentStore store = FailingDisk.quick(folder);
    old(store);
    store.put(MediaTypes.LAYER, Made.utf8("lost"));
    ContentStore full = ContentStore.open(folder, new FailingDisk(0, Way.FULL));
    Prune prune = new Prune(full, new Images(full));
    assertThat(prune.apply(prune.plan(Prune::isDangling)).size()).isEqualTo(4);
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void aStoreThatWasHalfMadeIsMade(Way way) throws IOException {
    for (int last = 0; ; last++) {
      Path root = folder.resolve("new-" + last + "/images");
      FailingDisk disk = new FailingDisk(last, way);
      try {
        ContentStore.open(root, disk);
        if (!disk.hasFailed()) {
          assertThat(last).isGreaterThan(8);
          return;
        }
      } catch (Killed | ImageException e) {
        // as planned
      }
      pull(FailingDisk.quick(root));
      assertThat(Made.problems(root)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void theNextRepairGoesOn(Way way) throws IOException {
    for (int last = 0; ; last++) {
      Path root = folder.resolve("broken-" + last);
      ContentStore store = FailingDisk.quick(root);
      old(store);
      Made image = Made.put(store, "base", "more");
      new Images(store).tag(Reference.parse("other"), image.target());
      Files.writeString(store.path(image.layers().get(1).digest()), "MORE");
      Files.writeString(root.resolve("index.json"), "{");
      Files.writeString(root.resolve("oci-layout"), "{");
      FailingDisk disk = new FailingDisk(last, way);
      try {
        ContentStore failing = ContentStore.open(root, disk);
        new Fsck(failing, new Images(failing), f -> {}).repair();
      } catch (Killed | ImageException e) {
        // as planned
      }
      assertThat(new Fsck(store, new Images(store), f -> {}).repair().isGood()).isTrue();
      assertThat(Made.problems(root)).isEmpty();
      assertThat(names(store)).as("the good one, without its name").containsExactly("null");
      if (!disk.hasFailed()) {
        assertThat(last).isGreaterThan(8);
        return;
      }
    }
  }

  /** What is renamed was fsync'ed after its last byte; names of blobs are durable before a tag. */
  @Test
  void theOrderIsDurable() throws IOException {
    FailingDisk.quick(folder);
    FailingDisk disk = FailingDisk.recording();
    ContentStore store = ContentStore.open(folder, disk);
    new Images(store).tag(DEBIAN, Made.put(store, "one", "two", "three").target());
    List<String> steps = disk.steps();
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i).startsWith("rename ")) {
        assertThat(steps.get(i - 1)).startsWith("sync ");
        assertThat(steps.get(i - 1)).endsWith(steps.get(i).substring(7));
        assertThat(steps.get(i - 2)).startsWith("write ");
      }
    }
    int tag = steps.indexOf("rename index.json");
    assertThat(steps.subList(0, tag).lastIndexOf("syncFolder sha256"))
        .isGreaterThan(lastBlob(steps.subList(0, tag)));
    assertThat(steps.get(tag + 1))
        .isEqualTo(
            "syncFolder images-root".replace("images-root", folder.getFileName().toString()));
    assertThat(steps.stream().filter(s -> s.startsWith("sync")))
        .as("five blobs, their folder, the index and its folder")
        .hasSize(5 + 1 + 1 + 1);
  }

  private static int lastBlob(List<String> steps) {
    int last = -1;
    for (int i = 0; i < steps.size(); i++) {
      last = steps.get(i).startsWith("rename ") ? i : last;
    }
    return last;
  }

  @Test
  void aFullDiskKeepsWhatCame() throws IOException {
    byte[] layer = Made.utf8("a layer that comes in parts");
    Descriptor descriptor = Descriptor.of(MediaTypes.LAYER, layer);
    ContentStore store = FailingDisk.quick(folder);
    try (BlobWriter writer = store.ingest(descriptor)) {
      writer.write(layer, 0, 9);
    }
    try (BlobWriter writer =
        ContentStore.open(folder, new FailingDisk(2, Way.FULL)).ingest(descriptor)) {
      org.assertj.core.api.Assertions.assertThatThrownBy(() -> writer.write(layer, 9, 9))
          .isInstanceOf(ImageException.class)
          .hasMessageContaining("fix: free some space");
      org.assertj.core.api.Assertions.assertThatThrownBy(() -> writer.write(layer, 18, 9))
          .as("the same reason")
          .isInstanceOf(ImageException.class)
          .hasMessageContaining("fix: free some space");
    }
    try (BlobWriter writer = store.ingest(descriptor)) {
      assertThat(writer.offset()).as("half of the second part came").isEqualTo(9 + 4);
      writer.write(layer, 13, layer.length - 13);
      writer.commit();
    }
    assertThat(store.read(descriptor)).isEqualTo(layer);
  }
}
