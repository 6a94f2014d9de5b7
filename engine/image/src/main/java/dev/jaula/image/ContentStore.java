package dev.jaula.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Blobs by their digest, as an OCI image layout (image-spec, image-layout.md): {@code oci-layout},
 * {@code index.json}, {@code blobs/ALGORITHM/HEX}; beside them {@code ingest/}, where a blob is
 * until it is whole. A blob that has its name is whole: it was verified while it was written, then
 * fsync'ed and renamed. Threads and processes may use one store at once.
 */
public final class ContentStore {
  /** Manifests and configs are smaller (distribution-spec, "Pushing Manifests"). */
  public static final int MOST_METADATA = 4 << 20;

  private static final String LAYOUT = "{\"imageLayoutVersion\":\"1.0.0\"}";

  private final Path root;
  private final Path ingest;
  private final Disk disk;

  private ContentStore(Path root, Disk disk) {
    this.root = root;
    this.ingest = root.resolve("ingest");
    this.disk = disk;
  }

  /** Of this directory, which is made when it is not there. */
  public static ContentStore open(Path root) throws IOException {
    return open(root, new Disk());
  }

  static ContentStore open(Path root, Disk disk) throws IOException {
    ContentStore store = new ContentStore(root.toAbsolutePath().normalize(), disk);
    if (!Files.exists(store.layout())) {
      disk.makeFolders(store.ingest);
      disk.makeFolders(store.root.resolve("blobs/sha256"));
      try (StoreLock lock = StoreLock.exclusive(store.ingest, StoreLock.INDEX)) {
        store.writeLayout();
      }
    }
    return store;
  }

  void writeLayout() throws IOException {
    replace(layout(), LAYOUT.getBytes(StandardCharsets.UTF_8));
  }

  Path root() {
    return root;
  }

  Path layout() {
    return root.resolve("oci-layout");
  }

  Path ingestFolder() {
    return ingest;
  }

  /** Where a blob is until it is whole. */
  Path ingestPath(Digest digest) {
    return ingest.resolve(digest.algorithm() + "-" + digest.hex());
  }

  /** The blob that a file of the folder above will be; null when it is something else. */
  static @Nullable Digest partial(Path file) {
    String name = name(file);
    int dash = name.indexOf('-');
    try {
      return dash < 0 ? null : new Digest(name.substring(0, dash), name.substring(dash + 1));
    } catch (ImageException e) {
      return null;
    }
  }

  Disk disk() {
    return disk;
  }

  /** Keeps everything that is added from now on until it is closed; waits for a prune to end. */
  public Lease lease() throws IOException {
    disk.makeFolders(ingest);
    return new Lease(StoreLock.shared(ingest, StoreLock.CONTENT));
  }

  /** Waits until nobody adds anything, and lets nobody begin. */
  StoreLock alone() throws IOException {
    disk.makeFolders(ingest);
    return StoreLock.exclusive(ingest, StoreLock.CONTENT);
  }

  /** The opposite of {@link #lease}: for who takes things away; waits for those who add. */
  public Lease exclusive() throws IOException {
    return new Lease(alone());
  }

  /** Where a blob is or would be. */
  public Path path(Digest digest) {
    return root.resolve("blobs").resolve(digest.algorithm()).resolve(digest.hex());
  }

  /** Whether the blob is here, whole. */
  public boolean has(Digest digest) {
    return Files.exists(path(digest));
  }

  /** A blob's bytes; -1 when it is not here. */
  public long size(Digest digest) throws IOException {
    try {
      return Files.size(path(digest));
    } catch (NoSuchFileException e) {
      return -1;
    }
  }

  /**
   * Reads a blob as a stream.
   *
   * @throws ImageException when it is not here
   */
  public InputStream open(Digest digest) throws IOException {
    try {
      return Files.newInputStream(path(digest));
    } catch (NoSuchFileException e) {
      throw missing(digest, e);
    }
  }

  static ImageException missing(Digest digest, @Nullable Exception cause) {
    String text = "the blob " + digest + " is not in the store; fix: pull the image again";
    return cause == null ? new ImageException(text) : new ImageException(text, cause);
  }

  /**
   * A manifest, index or config, verified again.
   *
   * @throws ImageException when it is not here, too large, or another one
   */
  public byte[] read(Descriptor descriptor) throws IOException {
    byte[] bytes = read(descriptor.digest());
    if (bytes.length != descriptor.size()) {
      throw new ImageException(
          descriptor.digest()
              + " has "
              + bytes.length
              + " bytes, but what points to it says "
              + descriptor.size()
              + ": the image was made wrong");
    }
    return bytes;
  }

  /** The same without a look at the digest: for lists of what was verified when it came. */
  public byte[] peek(Descriptor descriptor) throws IOException {
    return readWhole(descriptor.digest());
  }

  /** The same by the digest alone. */
  public byte[] read(Digest digest) throws IOException {
    byte[] bytes = readWhole(digest);
    if (!digest.equals(
        Digest.of(digest.algorithm(), Digest.hasher(digest.algorithm()).digest(bytes)))) {
      throw new ImageException(
          "the blob " + digest + " is broken in the store; fix: jaula fsck --repair");
    }
    return bytes;
  }

  private byte[] readWhole(Digest digest) throws IOException {
    Path path = path(digest);
    try {
      if (Files.size(path) > MOST_METADATA) {
        throw new ImageException(
            digest + " has " + Files.size(path) + " bytes, which no manifest or config has");
      }
      return Files.readAllBytes(path);
    } catch (NoSuchFileException e) {
      throw missing(digest, e);
    }
  }

  /**
   * Begins or resumes a blob. Whoever else writes the same one is waited for; {@link
   * BlobWriter#isDone} then tells that nothing is left to do.
   */
  public BlobWriter ingest(Descriptor descriptor) throws IOException {
    return BlobWriter.begin(this, descriptor);
  }

  /** Keeps bytes that are in memory. */
  public Descriptor put(String mediaType, byte[] bytes) throws IOException {
    Descriptor descriptor = Descriptor.of(mediaType, bytes);
    put(descriptor, bytes);
    return descriptor;
  }

  /** The same for bytes that have a descriptor, of whatever algorithm. */
  public void put(Descriptor descriptor, byte[] bytes) throws IOException {
    try (BlobWriter writer = ingest(descriptor)) {
      if (!writer.isDone()) {
        writer.restart();
        writer.write(bytes, 0, bytes.length);
        writer.commit();
      }
    }
  }

  /** Removes a blob; how many bytes it had. */
  public long remove(Digest digest) throws IOException {
    long size = size(digest);
    return disk.delete(path(digest)) ? Math.max(0, size) : 0;
  }

  /** Every blob that is here. */
  public List<Digest> all() throws IOException {
    List<Digest> digests = new ArrayList<>();
    for (Path file : files()) {
      @Nullable Digest digest = digest(file);
      if (digest != null) {
        digests.add(digest);
      }
    }
    return digests;
  }

  /** Whatever is where blobs are. */
  List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path algorithm : list(root.resolve("blobs"))) {
      if (Files.isDirectory(algorithm)) {
        files.addAll(list(algorithm));
      }
    }
    return files;
  }

  /** The digest that a file of {@link #files} is named by; null when its name is none. */
  static @Nullable Digest digest(Path file) {
    try {
      return new Digest(name(parent(file)), name(file));
    } catch (ImageException e) {
      return null;
    }
  }

  static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.sorted().toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /**
   * A small file in place of another, so that there always is a whole one; by who has the lock
   * {@link StoreLock#INDEX}, so what a killed process has left is simply written over.
   */
  void replace(Path path, byte[] bytes) throws IOException {
    Path fresh = ingest.resolve(name(path));
    try (FileChannel channel = disk.open(fresh)) {
      disk.clear(channel);
      disk.write(fresh, channel, ByteBuffer.wrap(bytes));
      disk.sync(fresh, channel);
    } catch (IOException | RuntimeException e) {
      disk.delete(fresh);
      throw e;
    }
    disk.rename(fresh, path);
    disk.syncFolder(parent(path));
  }

  /** Gives a whole blob its name, which is not durable yet. */
  void name(Path fresh, Digest digest) throws IOException {
    Path path = path(digest);
    disk.makeFolders(parent(path));
    disk.rename(fresh, path);
  }

  /**
   * The names of all blobs are durable when this comes back: called before something points to
   * them, so that a pull waits once for the disk and not once more for each blob.
   */
  void settle() throws IOException {
    for (Path algorithm : list(root.resolve("blobs"))) {
      disk.syncFolder(algorithm);
    }
  }

  private static Path parent(Path path) {
    Path parent = path.getParent();
    return parent == null ? path : parent;
  }
}
