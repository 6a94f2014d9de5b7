package dev.jaula.image;

import dev.jaula.json.JsonValue;
import dev.jaula.json.JsonValue.Arr;
import dev.jaula.json.JsonValue.Obj;
import dev.jaula.json.JsonValue.Str;
import dev.jaula.json.JsonWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The images of a store and their names: {@code index.json}, where each entry is the descriptor of
 * a manifest or an index with the annotation {@value #NAME} (image-spec, image-layout.md and
 * annotations.md). An entry without a name is an image that lost it.
 */
public final class Images {
  /** The annotation with an image's whole name. */
  public static final String NAME = "org.opencontainers.image.ref.name";

  private final ContentStore store;
  private final Path file;

  /** Of a store. */
  public Images(ContentStore store) {
    this.store = store;
    this.file = store.root().resolve("index.json");
  }

  /**
   * An image that is here.
   *
   * @param name its whole name; null when it lost it
   * @param target its manifest, or the index of several
   */
  public record Named(@Nullable String name, Descriptor target) {}

  Path file() {
    return file;
  }

  /** All, in the order in which they came; one with several names several times. */
  public List<Named> list() throws IOException {
    List<Named> all = new ArrayList<>();
    try {
      for (JsonValue item : entries()) {
        Descriptor target = Descriptor.read(item);
        all.add(new Named(name(target), target));
      }
    } catch (ImageException e) {
      throw broken(e);
    }
    return all;
  }

  private ImageException broken(ImageException e) {
    return new ImageException(
        file + " is broken (" + e.getMessage() + "); fix: jaula fsck --repair", e);
  }

  static @Nullable String name(Descriptor target) {
    return target.raw().members().get("annotations") instanceof Obj annotations
            && annotations.members().get(NAME) instanceof Str text
        ? text.value()
        : null;
  }

  /** As they are in the file, broken ones too. */
  List<JsonValue> entries() throws IOException {
    try {
      Obj index = Manifest.object("index", Files.readAllBytes(file));
      if (index.members().get("manifests") instanceof Arr array) {
        return array.items();
      }
      throw new ImageException("index: \"manifests\" is missing, or no array");
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  /** The image of a name; null when there is none. */
  public @Nullable Descriptor find(Reference name) throws IOException {
    String whole = name.toString();
    for (Named image : list()) {
      if (whole.equals(image.name())) {
        return image.target();
      }
    }
    return name.digest() == null ? null : byDigest(name);
  }

  /** A name with a digest finds whatever image of that repository has it. */
  private @Nullable Descriptor byDigest(Reference name) throws IOException {
    for (Named image : list()) {
      if (image.target().digest().equals(name.digest())) {
        return image.target();
      }
    }
    return null;
  }

  /**
   * Gives an image a name; the one that had it keeps its entry without a name. All that was added
   * before is durable with it.
   *
   * @throws ImageException when the image is not here
   */
  public void tag(Reference name, Descriptor target) throws IOException {
    String whole = name.toString();
    add(
        target,
        entries -> {
          List<JsonValue> kept = new ArrayList<>();
          for (JsonValue entry : entries) {
            Descriptor image = Descriptor.read(entry);
            boolean same = image.digest().equals(target.digest());
            @Nullable String has = name(image);
            if (whole.equals(has)) {
              if (!same && !hasSeveral(entries, image.digest())) {
                kept.add(entry(image, null));
              }
            } else if (!same || has != null) {
              kept.add(entry);
            }
          }
          kept.add(entry(target, whole));
          return kept;
        });
  }

  private static boolean hasSeveral(List<JsonValue> entries, Digest digest) {
    int count = 0;
    for (JsonValue entry : entries) {
      count += Descriptor.read(entry).digest().equals(digest) ? 1 : 0;
    }
    return count > 1;
  }

  /** Keeps an image without a name. */
  public void keep(Descriptor target) throws IOException {
    add(
        target,
        entries -> {
          for (JsonValue entry : entries) {
            if (Descriptor.read(entry).digest().equals(target.digest())) {
              return entries;
            }
          }
          List<JsonValue> kept = new ArrayList<>(entries);
          kept.add(entry(target, null));
          return kept;
        });
  }

  static Obj entry(Descriptor target, @Nullable String name) {
    Obj entry = new Obj().put("mediaType", target.mediaType());
    entry.put("digest", target.digest().toString()).put("size", target.size());
    return name == null ? entry : entry.put("annotations", new Obj().put(NAME, name));
  }

  /** Takes a name away; the image goes with its last one. False when there is no such name. */
  public boolean untag(String whole) throws IOException {
    boolean[] found = {false};
    change(entries -> {
      List<JsonValue> kept = new ArrayList<>();
      for (JsonValue entry : entries) {
        if (whole.equals(name(Descriptor.read(entry)))) {
          found[0] = true;
        } else {
          kept.add(entry);
        }
      }
      return kept;
    });
    return found[0];
  }

  /** Takes an image away, with all its names. */
  public void remove(Digest target) throws IOException {
    change(entries -> without(entries, target));
  }

  private static List<JsonValue> without(List<JsonValue> entries, Digest target) {
    List<JsonValue> kept = new ArrayList<>();
    for (JsonValue entry : entries) {
      if (!Descriptor.read(entry).digest().equals(target)) {
        kept.add(entry);
      }
    }
    return kept;
  }

  private void add(Descriptor target, UnaryOperator<List<JsonValue>> change) throws IOException {
    try (Lease lease = store.lease()) {
      if (!store.has(target.digest())) {
        throw ContentStore.missing(target.digest(), null);
      }
      store.settle();
      changeHeld(change);
    }
  }

  private void change(UnaryOperator<List<JsonValue>> change) throws IOException {
    try (Lease lease = store.lease()) {
      changeHeld(change);
    }
  }

  /** Takes entries away, by who has the content alone. */
  void removeHeld(Set<Named> gone) throws IOException {
    changeHeld(entries -> {
      List<JsonValue> kept = new ArrayList<>();
      for (JsonValue entry : entries) {
        Descriptor target = Descriptor.read(entry);
        if (!gone.contains(new Named(name(target), target))) {
          kept.add(entry);
        }
      }
      return kept;
    });
  }

  /** One change at a time, of all processes and threads; for who holds the content already. */
  void changeHeld(UnaryOperator<List<JsonValue>> change) throws IOException {
    try (StoreLock lock = StoreLock.exclusive(store.ingestFolder(), StoreLock.INDEX)) {
      List<JsonValue> before;
      List<JsonValue> after;
      try {
        before = entries();
        after = change.apply(before);
      } catch (ImageException e) {
        throw broken(e);
      }
      if (!after.equals(before)) {
        write(after);
      }
    }
  }

  /** In place of what is there, by who has the lock. */
  void write(List<JsonValue> entries) throws IOException {
    Arr array = new Arr();
    entries.forEach(array::add);
    Obj index = new Obj().put("schemaVersion", 2).put("mediaType", MediaTypes.INDEX);
    String text = JsonWriter.write(index.put("manifests", array));
    store.replace(file, text.getBytes(StandardCharsets.UTF_8));
  }
}
