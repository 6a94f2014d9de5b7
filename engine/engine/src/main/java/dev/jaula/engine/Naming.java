package dev.jaula.engine;

import dev.jaula.handover.RunRecord;
import dev.jaula.image.Reference;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Gives and takes names of images, in the index and for runs alike. */
final class Naming {
  private final Stores stores;

  Naming(Stores stores) {
    this.stores = stores;
  }

  /** A run by the new name starts no JVM either, when the image is unpacked. */
  void give(Reference name, Image image) throws IOException {
    // first the record goes: at no moment does the name run another image than the index says
    stores.records().remove(name);
    stores.images().tag(name, image.target());
    @Nullable RunRecord record = stores.records().find(image.id());
    if (record != null) {
      stores.records().write(name, record);
    }
  }

  /** False when there is no such name. */
  boolean take(Reference name) throws IOException {
    stores.records().remove(name);
    return stores.images().untag(name.toString());
  }
}
