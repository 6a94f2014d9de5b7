package dev.jaula.image;

import dev.jaula.image.Finding.Remedy;
import dev.jaula.json.JsonValue;
import dev.jaula.json.JsonValue.Obj;
import dev.jaula.json.JsonValue.Str;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Checks a store: the layout's file, every byte of every blob, the index, and that each image has
 * all its parts. A repair removes what is broken and what points to it, one finding for each thing.
 * What broken pulls have left is not broken: the next pull takes it up, {@link Prune} removes it.
 */
public final class Fsck {
  private final ContentStore store;
  private final Images images;
  private final Consumer<Finding> told;
  private final List<Finding> findings = new ArrayList<>();
  private final Set<Digest> broken = new HashSet<>();
  private boolean isRepair;
  private int blobs;
  private long bytes;

  /**
   * Of a store and its images.
   *
   * @param told gets each finding as soon as it is known
   */
  public Fsck(ContentStore store, Images images, Consumer<Finding> told) {
    this.store = store;
    this.images = images;
    this.told = told;
  }

  /**
   * What came out.
   *
   * @param findings in the order in which they were found
   * @param blobs how many there are
   * @param bytes of all blobs
   */
  public record Report(List<Finding> findings, int blobs, long bytes) {
    /** Whether nothing is wrong any more. */
    public boolean isGood() {
      for (Finding finding : findings) {
        if (!finding.isRepaired()) {
          return false;
        }
      }
      return true;
    }
  }

  /** Looks, beside others who use the store; only a prune waits. */
  public Report check() throws IOException {
    try (Lease lease = store.lease()) {
      return run(false);
    }
  }

  /** Waits until nobody adds anything, then looks and repairs. */
  public Report repair() throws IOException {
    try (StoreLock lock = store.alone()) {
      return run(true);
    }
  }

  private Report run(boolean repair) throws IOException {
    isRepair = repair;
    findings.clear();
    broken.clear();
    blobs = 0;
    bytes = 0;
    layout();
    for (Path file : store.files()) {
      blob(file);
    }
    leftovers();
    if (index()) {
      images();
    }
    return new Report(Collections.unmodifiableList(new ArrayList<>(findings)), blobs, bytes);
  }

  private void tell(String thing, String problem, Remedy remedy) {
    Finding finding = new Finding(thing, problem, remedy, isRepair && remedy != Remedy.NONE);
    findings.add(finding);
    told.accept(finding);
  }

  private void layout() throws IOException {
    try {
      Obj layout = Manifest.object("oci-layout", Files.readAllBytes(store.layout()));
      if (layout.get("imageLayoutVersion") instanceof Str version
          && version.value().equals("1.0.0")) {
        return;
      }
    } catch (ImageException e) {
      // told below
    }
    if (isRepair) {
      store.writeLayout();
    }
    tell(store.layout().toString(), "it is not that of image-spec 1.0.0", Remedy.WRITE_LAYOUT);
  }

  private void blob(Path file) throws IOException {
    @Nullable Digest digest = ContentStore.digest(file);
    if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      tell(file.toString(), "a directory among the blobs", Remedy.NONE);
    } else if (digest == null) {
      remove(file);
      tell(file.toString(), "its name is no digest", Remedy.REMOVE_FILE);
    } else {
      content(file, digest);
    }
  }

  private void content(Path file, Digest digest) throws IOException {
    @Nullable String problem = new BlobCheck(file, digest).problem();
    if (problem == null) {
      blobs++;
      bytes += Math.max(0, store.size(digest));
      return;
    }
    broken.add(digest);
    remove(file);
    tell(digest.toString(), problem, Remedy.REMOVE_BLOB);
  }

  private void remove(Path file) throws IOException {
    if (isRepair) {
      store.disk().delete(file);
    }
  }

  /** Whatever is in {@code ingest/} and none of ours; what others write now is ours. */
  private void leftovers() throws IOException {
    for (Path file : ContentStore.list(store.ingestFolder())) {
      String name = ContentStore.name(file);
      boolean isOurs =
          ContentStore.partial(file) != null
              || name.equals("locks")
              || name.equals("index.json")
              || name.equals("oci-layout");
      if (!isOurs && Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
        tell(file.toString(), "a directory among what is half written", Remedy.NONE);
      } else if (!isOurs) {
        remove(file);
        tell(file.toString(), "nothing uses it", Remedy.REMOVE_FILE);
      }
    }
  }

  /** Whether there is one to read, afterwards. */
  private boolean index() throws IOException {
    try {
      return !images.entries().isEmpty();
    } catch (ImageException e) {
      if (isRepair) {
        new IndexRepair(store, images).rebuild();
      }
      tell(images.file().toString(), String.valueOf(e.getMessage()), Remedy.REBUILD_INDEX);
      return isRepair;
    }
  }

  private void images() throws IOException {
    List<JsonValue> kept = new ArrayList<>();
    Set<String> names = new HashSet<>();
    List<JsonValue> entries = images.entries();
    for (JsonValue entry : entries) {
      if (isGood(entry, names)) {
        kept.add(entry);
      }
    }
    if (isRepair && kept.size() < entries.size()) {
      images.changeHeld(before -> kept);
    }
  }

  private boolean isGood(JsonValue entry, Set<String> names) throws IOException {
    Descriptor target;
    @Nullable String name;
    try {
      target = Descriptor.read(entry);
      name = Images.name(target);
    } catch (ImageException e) {
      tell(images.file().toString(), String.valueOf(e.getMessage()), Remedy.REMOVE_ENTRY);
      return false;
    }
    if (name != null && !names.add(name)) {
      tell(name, "two images have this name", Remedy.REMOVE_ENTRY);
      return false;
    }
    String shown = name == null ? target.digest().toString() : name;
    ImageCheck check = new ImageCheck(store, broken);
    @Nullable String problem = check.problem(target);
    for (ImageCheck.Lame lame : check.lame()) {
      remove(store.path(lame.manifest()));
      tell(shown + " (" + lame.platform() + ")", lame.problem(), Remedy.REMOVE_PLATFORM);
    }
    if (problem != null) {
      tell(shown, problem, Remedy.REMOVE_IMAGE);
    }
    return problem == null;
  }
}
