package dev.jaula.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Blobs by their digest, as an OCI image layout (image-spec, image-layout.md): {@code oci-layout},
 * {@code index.json}, {@code blobs/ALGORITHM/HEX}; beside them {@code ingest/}, where a blob is
 * until it is whole. A blob that has its name is whole and durable: it was verified while it was
 * written, then fsync'ed and renamed.
 */
public final class ContentStore {
  /** Manifests and configs are smaller (distribution-spec, "Pushing Manifests"). */
  public static final int MOST_METADATA = 4 << 20;

  private static final String LAYOUT = "{\"imageLayoutVersion\":\"1.0.0\"}";

  private final Path root;
  private final Path ingest;

  private ContentStore(Path root) {
    this.root = root;
    this.ingest = root.resolve("ingest");
  }

  /** Of this directory, which is made when it is not there. */
  public static ContentStore open(Path root) throws IOException {
    ContentStore store = new ContentStore(root);
    Path layout = root.resolve("oci-layout");
    if (!Files.exists(layout)) {
      Files.createDirectories(store.ingest);
      Files.createDirectories(root.resolve("blobs/sha256"));
      store.replace(layout, LAYOUT.getBytes(StandardCharsets.UTF_8));
    }
    return store;
  }

  Path root() {
    return root;
  }

  Path ingestFolder() {
    return ingest;
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

  private static ImageException missing(Digest digest, Exception cause) {
    return new ImageException(
        "the blob " + digest + " is not in the store; fix: pull the image again", cause);
  }

  /**
   * A manifest, index or config, verified again.
   *
   * @throws ImageException when it is not here, too large, or another one
   */
  public byte[] read(Descriptor descriptor) throws IOException {
    return read(descriptor.digest());
  }

  /** The same by the digest alone. */
  public byte[] read(Digest digest) throws IOException {
    Path path = path(digest);
    try {
      if (Files.size(path) > MOST_METADATA) {
        throw new ImageException(
            digest + " has " + Files.size(path) + " bytes, which no manifest or config has");
      }
      byte[] bytes = Files.readAllBytes(path);
      if (!digest.equals(
          Digest.of(digest.algorithm(), Digest.hasher(digest.algorithm()).digest(bytes)))) {
        throw new ImageException(
            "the blob " + digest + " is broken in the store; fix: jaula fsck --repair");
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw missing(digest, e);
    }
  }

  /**
   * Begins or resumes a blob. Whoever else writes the same one is waited for; {@link
   * BlobWriter#isDone} then tells that nothing is left to do.
   */
  public BlobWriter ingest(Descriptor descriptor) throws IOException {
    Files.createDirectories(ingest);
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
    return Files.deleteIfExists(path(digest)) ? Math.max(0, size) : 0;
  }

  /** Every blob that is here. */
  public List<Digest> all() throws IOException {
    List<Digest> digests = new ArrayList<>();
    for (Path algorithm : list(root.resolve("blobs"))) {
      for (Path blob : list(algorithm)) {
        digests.add(new Digest(name(algorithm), name(blob)));
      }
    }
    return digests;
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

  /** A small file in place of another, so that there always is a whole one. */
  void replace(Path path, byte[] bytes) throws IOException {
    Path fresh = Files.createTempFile(ingest, "file-", "");
    try {
      try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        for (ByteBuffer buffer = ByteBuffer.wrap(bytes); buffer.hasRemaining(); ) {
          channel.write(buffer);
        }
        channel.force(true);
      }
      rename(fresh, path);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  /** The name is durable when this comes back. */
  static void rename(Path fresh, Path path) throws IOException {
    try {
      Files.createDirectories(parent(path));
    } catch (FileAlreadyExistsException e) {
      throw new ImageException(parent(path) + " is no directory; remove it", e);
    }
    Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel folder = FileChannel.open(parent(path), StandardOpenOption.READ)) {
      folder.force(true);
    }
  }

  private static Path parent(Path path) {
    Path parent = path.getParent();
    return parent == null ? path : parent;
  }
}
