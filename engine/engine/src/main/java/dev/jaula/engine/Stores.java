package dev.jaula.engine;

import dev.jaula.foreign.ForeignSyscalls;
import dev.jaula.image.ContentStore;
import dev.jaula.image.Images;
import dev.jaula.layer.Layers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that is kept of images: blobs and names, unpacked layers, and the records of runs. */
final class Stores {
  private final Path root;
  private final ContentStore content;
  private final Images images;
  private final RunRecords records;
  private @Nullable Layers layers;

  private Stores(Path root) throws IOException {
    this.root = root;
    this.content = ContentStore.open(Places.closed(root.resolve("images")));
    this.images = new Images(content);
    this.records = new RunRecords(root);
  }

  static Stores open(Call call) throws IOException {
    return new Stores(call.store());
  }

  Path root() {
    return root;
  }

  ContentStore content() {
    return content;
  }

  Images images() {
    return images;
  }

  RunRecords records() {
    return records;
  }

  /** What containers that are kept have changed: a directory each. */
  List<Path> containers() throws IOException {
    return RunRecords.list(root.resolve("containers"));
  }

  /**
   * Layers that are what they are only above certain others: by the digest of all their diffIDs.
   */
  Layers chain(String hex) throws IOException {
    layers();
    return new Layers(chains().resolve(hex), new ForeignSyscalls());
  }

  Path chains() {
    return root.resolve("layers/chains");
  }

  /** Made when it is asked for, as the way to the kernel takes a while to load. */
  synchronized Layers layers() throws IOException {
    if (layers == null) {
      Places.closed(root.resolve("layers"));
      layers = new Layers(root.resolve("layers"), new ForeignSyscalls());
    }
    return layers;
  }
}
