package dev.jaula.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jaula.image.Prune.Item;
import dev.jaula.image.Prune.Kind;
import dev.jaula.image.Prune.Plan;
import dev.jaula.json.JsonValue.Obj;
import dev.jaula.json.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PruneTest {
  @TempDir private Path folder = Path.of("");
  private ContentStore store;
  private Images images;
  private Prune prune;

  @BeforeEach
  void open() throws IOException {
    store = ContentStore.open(folder.resolve("images"));
    images = new Images(store);
    prune = new Prune(store, images);
  }

  private static Reference name(String text) {
    return Reference.parse(text);
  }

  @Test
  void whatIsSharedStays() throws IOException {
    Made old = Made.put(store, "base", "old");
    Made fresh = Made.put(store, "base", "fresh");
    images.tag(name("debian"), old.target());
    images.tag(name("debian"), fresh.target());
    Plan plan = prune.plan(Prune::isDangling);
    assertThat(plan.items()).extracting(Item::kind).containsExactly(Kind.IMAGE);
    assertThat(plan.size())
        .isEqualTo(old.target().size() + old.config().size() + old.layers().get(1).size());
    assertThat(store.has(old.target().digest())).as("a plan changes nothing").isTrue();

    assertThat(prune.apply(plan).size()).isEqualTo(plan.size());
    assertThat(store.has(old.target().digest())).isFalse();
    assertThat(store.has(old.layers().get(1).digest())).isFalse();
    assertThat(store.read(fresh.layers().get(0))).isEqualTo(Made.utf8("base"));
    assertThat(images.list()).hasSize(1);
    assertThat(prune.plan(Prune::isDangling).items()).isEmpty();
    assertThat(Made.problems(folder.resolve("images"))).isEmpty();
  }

  @Test
  void blobsAndPartsOfBlobsThatNobodyNeedsGo() throws IOException {
    images.tag(name("debian"), Made.put(store, "base").target());
    store.put(MediaTypes.LAYER, Made.utf8("lost"));
    Descriptor half = Descriptor.of(MediaTypes.LAYER, Made.utf8("one and two"));
    try (BlobWriter writer = store.ingest(half)) {
      writer.write(Made.utf8("one"));
      assertThat(prune.plan(Prune::isDangling).items())
          .as("somebody is at it")
          .extracting(Item::kind)
          .containsExactly(Kind.BLOB);
    }
    Plan plan = prune.plan(Prune::isDangling);
    assertThat(plan.items()).extracting(Item::kind).containsExactly(Kind.BLOB, Kind.PARTIAL);
    assertThat(plan.size()).isEqualTo(4 + 3);
    assertThat(prune.apply(plan).items()).isEqualTo(plan.items());
    assertThat(store.ingestPath(half.digest())).doesNotExist();
    assertThat(store.all()).hasSize(3);
  }

  @Test
  void whatGotANameAfterThePlanStays() throws IOException {
    Made image = Made.put(store, "base");
    Made other = Made.put(store, "other");
    images.keep(other.target());
    Plan plan = prune.plan(Prune::isDangling);
    images.tag(name("debian"), image.target());
    images.tag(name("other"), other.target());
    assertThat(prune.apply(plan).items()).isEmpty();
    assertThat(Made.problems(folder.resolve("images"))).isEmpty();
    assertThat(images.list()).hasSize(2);
  }

  @Test
  void signaturesStayAsLongAsTheirImage() throws IOException {
    Made image = Made.put(store, "base");
    images.tag(name("debian"), image.target());
    Descriptor config = store.put(MediaTypes.EMPTY, Made.utf8("{}"));
    Descriptor layer = store.put("text/plain", Made.utf8("signed"));
    Obj signature = Manifest.of(config, java.util.List.of(layer)).raw();
    signature.put("subject", image.target().raw());
    store.put(MediaTypes.MANIFEST, Made.utf8(JsonWriter.write(signature)));
    assertThat(prune.plan(Prune::isDangling).items()).isEmpty();
    prune.apply(prune.plan(i -> true));
    assertThat(store.all()).isEmpty();
    assertThat(images.list()).isEmpty();
  }

  @Test
  void thePartsOfAnIndexAreNeeded() throws IOException {
    Made one = Made.put(store, "one");
    Descriptor elsewhere = Descriptor.of(MediaTypes.MANIFEST, Made.utf8("not pulled"));
    images.tag(
        name("debian"), Made.index(store, one.target(), "linux/amd64", elsewhere, "linux/arm64"));
    assertThat(prune.plan(Prune::isDangling).items()).isEmpty();
    assertThat(Made.problems(folder.resolve("images"))).isEmpty();
  }

  @Test
  void aPullLosesNothing() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    Made image;
    try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
      Future<Plan> end;
      try (Lease lease = store.lease()) {
        image = Made.put(store, "base");
        end =
            threads.submit(() -> {
              Plan plan = prune.plan(Prune::isDangling);
              begun.countDown();
              return prune.apply(plan);
            });
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        Thread.sleep(30);
        assertThat(end.isDone()).isFalse();
        images.tag(name("debian"), image.target());
      }
      assertThat(end.get(10, TimeUnit.SECONDS).items()).isEmpty();
    }
    assertThat(store.has(image.layers().getFirst().digest())).isTrue();
  }

  @Test
  void whatIsUsedIsCounted() throws IOException {
    Made one = Made.put(store, "base", "one");
    Made two = Made.put(store, "base", "two!");
    images.tag(name("one"), one.target());
    images.tag(name("another"), one.target());
    images.tag(name("two"), two.target());
    Usage usage = Usage.of(store, images, i -> String.valueOf(i.name()).endsWith("one:latest"));
    assertThat(usage.images()).isEqualTo(2);
    assertThat(usage.active()).isEqualTo(1);
    assertThat(usage.reclaimable()).isEqualTo(two.target().size() + two.config().size() + 4);
    long all = 0;
    for (Digest digest : store.all()) {
      all += Files.size(store.path(digest));
    }
    assertThat(usage.size()).isEqualTo(all);
    assertThat(usage.partial()).isZero();
  }
}
