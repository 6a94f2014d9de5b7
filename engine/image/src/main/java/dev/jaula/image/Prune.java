package dev.jaula.image;

import dev.jaula.image.Images.Named;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Takes away what is not needed: images that the caller names, blobs that no image has, and what
 * broken pulls have left. First comes the plan, which changes nothing, then what is left of it by
 * then is done while nobody adds anything.
 */
public final class Prune {
  private final ContentStore store;
  private final Images images;

  /** Of a store and its images. */
  public Prune(ContentStore store, Images images) {
    this.store = store;
    this.images = images;
  }

  /** What an {@link Item} is. */
  public enum Kind {
    /** A name of an image, or an image without one, and what no other image needs of it. */
    IMAGE,
    /** A blob that no image has. */
    BLOB,
    /** A part of a blob, which its next pull would not load again. */
    PARTIAL
  }

  /**
   * A thing that goes.
   *
   * @param kind what it is
   * @param name of the image, else the digest
   * @param size in bytes, of all its blobs; no blob is counted twice in a plan
   * @param image whose name goes; null for blobs
   * @param blobs that go with it
   */
  public record Item(
      Kind kind, String name, long size, @Nullable Named image, List<Digest> blobs) {}

  /** What would go, or what went. */
  public record Plan(List<Item> items) {
    /** All in bytes. */
    public long size() {
      long size = 0;
      for (Item item : items) {
        size += item.size();
      }
      return size;
    }
  }

  /** Images that have lost their names, as {@code docker image prune} chooses. */
  public static boolean isDangling(Named image) {
    return image.name() == null;
  }

  /**
   * What would go.
   *
   * @param goes which images, as {@link #isDangling}
   */
  public Plan plan(Predicate<Named> goes) throws IOException {
    List<Descriptor> kept = new ArrayList<>();
    List<Named> gone = new ArrayList<>();
    for (Named image : images.list()) {
      if (goes.test(image)) {
        gone.add(image);
      } else {
        kept.add(image.target());
      }
    }
    Set<Digest> settled = new HashSet<>(References.withReferrers(store, kept));
    List<Item> items = new ArrayList<>();
    for (Named image : gone) {
      items.add(image(image, settled));
    }
    for (Digest blob : store.all()) {
      if (settled.add(blob)) {
        items.add(new Item(Kind.BLOB, blob.toString(), size(blob), null, List.of(blob)));
      }
    }
    for (Digest partial : partials()) {
      long size = Files.size(store.ingestPath(partial));
      items.add(new Item(Kind.PARTIAL, partial.toString(), size, null, List.of(partial)));
    }
    return new Plan(items);
  }

  private Item image(Named image, Set<Digest> settled) throws IOException {
    List<Digest> blobs = new ArrayList<>();
    long size = 0;
    for (Digest blob : References.of(store, List.of(image.target()))) {
      if (store.has(blob) && settled.add(blob)) {
        blobs.add(blob);
        size += size(blob);
      }
    }
    @Nullable String name = image.name();
    String shown = name == null ? image.target().digest().toString() : name;
    return new Item(Kind.IMAGE, shown, size, image, blobs);
  }

  private long size(Digest blob) throws IOException {
    return Math.max(0, store.size(blob));
  }

  /** Parts of blobs that nobody is at. */
  private List<Digest> partials() throws IOException {
    List<Digest> partials = new ArrayList<>();
    for (Path file : ContentStore.list(store.ingestFolder())) {
      @Nullable Digest digest = ContentStore.partial(file);
      if (digest != null) {
        try (@Nullable StoreLock lock =
            StoreLock.attempt(store.ingestFolder(), StoreLock.place(digest))) {
          if (lock != null && Files.exists(file)) {
            partials.add(digest);
          }
        }
      }
    }
    return partials;
  }

  /**
   * Waits until nobody adds anything, then removes what is in the plan and still not needed. Names
   * go first and durably, so that an image whose blobs are gone has none, whenever this ends.
   *
   * @return what went
   */
  public Plan apply(Plan plan) throws IOException {
    try (StoreLock lock = store.alone()) {
      Set<Named> names = new HashSet<>();
      plan.items().forEach(item -> addName(names, item));
      Set<Named> had = new HashSet<>(names);
      had.retainAll(new HashSet<>(images.list()));
      if (!had.isEmpty()) {
        images.removeHeld(had);
      }
      List<Descriptor> kept = new ArrayList<>();
      images.list().forEach(image -> kept.add(image.target()));
      Set<Digest> needed = References.withReferrers(store, kept);
      List<Item> gone = new ArrayList<>();
      for (Item item : plan.items()) {
        @Nullable Item went =
            item.image() == null || had.contains(item.image()) ? remove(item, needed) : null;
        if (went != null) {
          gone.add(went);
        }
      }
      return new Plan(gone);
    }
  }

  private static void addName(Set<Named> names, Item item) {
    if (item.image() != null) {
      names.add(item.image());
    }
  }

  /** What went of it; null when nothing did. */
  private @Nullable Item remove(Item item, Set<Digest> needed) throws IOException {
    List<Digest> blobs = new ArrayList<>();
    long size = 0;
    for (Digest blob : item.blobs()) {
      Path path = item.kind() == Kind.PARTIAL ? store.ingestPath(blob) : store.path(blob);
      if (item.kind() != Kind.PARTIAL && needed.contains(blob)) {
        continue;
      }
      long length = Files.exists(path) ? Files.size(path) : 0;
      if (store.disk().delete(path)) {
        size += length;
        blobs.add(blob);
      }
    }
    boolean nothing = item.image() == null && blobs.isEmpty();
    return nothing ? null : new Item(item.kind(), item.name(), size, item.image(), blobs);
  }
}
