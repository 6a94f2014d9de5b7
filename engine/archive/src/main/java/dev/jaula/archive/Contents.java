package dev.jaula.archive;

import dev.jaula.image.BlobWriter;
import dev.jaula.image.ContentStore;
import dev.jaula.image.Descriptor;
import dev.jaula.image.Digest;
import dev.jaula.image.ImageException;
import dev.jaula.image.Spool;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an archive holds, taken up in one pass whatever the order of its entries: a file whose name
 * is its digest goes to the store at once and is verified, any other waits in a {@link Spool} until
 * the archive's table of contents tells what it is. Nothing is ever written to a path of the
 * archive.
 */
final class Contents implements AutoCloseable {
  private static final Set<String> TABLES = Set.of("manifest.json", "index.json", "oci-layout");
  private static final String OCTETS = "application/octet-stream";
  private static final int MOST_FILES = 20_000;
  private static final int MOST_LINKS = 16;
  private static final int BUFFER = 1 << 16;

  /** A file whose name says nothing. */
  private record Waiting(Spool spool, Descriptor descriptor) {}

  private final ContentStore store;
  private final Map<String, byte[]> tables = new HashMap<>();
  private final Map<String, Descriptor> blobs = new HashMap<>();
  private final Map<String, Waiting> waiting = new HashMap<>();
  private final Map<String, String> links = new HashMap<>();
  private int files;

  Contents(ContentStore store) {
    this.store = store;
  }

  ContentStore store() {
    return store;
  }

  /** Takes a file. */
  void file(String name, long size, InputStream content) throws IOException {
    String path = EntryPath.clean(name);
    count(path);
    if (TABLES.contains(path)) {
      tables.put(path, table(path, size, content));
    } else if (path.startsWith("blobs/")) {
      blob(path, size, content);
    } else if (!isLegacy(path)) {
      forget(waiting.put(path, spool(content)));
    }
  }

  private void count(String path) {
    if (++files > MOST_FILES) {
      throw new ImageException(
          "the archive has more than "
              + MOST_FILES
              + " files, as "
              + path
              + ": it is no image; fix: jaula import makes one of a root file system");
    }
  }

  /** What Docker wrote for versions before 1.10 beside each layer. */
  private static boolean isLegacy(String path) {
    return path.equals("repositories") || path.endsWith("/VERSION") || path.endsWith("/json");
  }

  private static byte[] table(String path, long size, InputStream content) throws IOException {
    if (size > ContentStore.MOST_METADATA) {
      throw new ImageException("the archive's " + path + " has " + size + " bytes: it is no image");
    }
    return content.readNBytes(ContentStore.MOST_METADATA);
  }

  private void blob(String path, long size, InputStream content) throws IOException {
    String[] parts = path.split("/", -1);
    if (parts.length != 3) {
      throw new ImageException("the archive's entry " + path + " is where blobs are, and is none");
    }
    Descriptor descriptor = Descriptor.of(OCTETS, new Digest(parts[1], parts[2]), size);
    try (BlobWriter writer = store.ingest(descriptor)) {
      if (!writer.isDone()) {
        writer.restart();
        copy(content, writer);
        writer.commit();
      }
    }
    blobs.put(path, descriptor);
  }

  private Waiting spool(InputStream content) throws IOException {
    Spool spool = Spool.begin(store);
    try {
      copy(content, spool);
      return new Waiting(spool, spool.end(OCTETS));
    } catch (IOException | RuntimeException e) {
      spool.close();
      throw e;
    }
  }

  static void copy(InputStream from, OutputStream to) throws IOException {
    byte[] buffer = new byte[BUFFER];
    for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
      to.write(buffer, 0, n);
    }
  }

  /** Takes a symbolic link, or with a path from the archive's root a hard link. */
  void link(String name, String target) {
    count(name);
    links.put(EntryPath.clean(name), target);
  }

  /** A table of contents; null when it is not there. */
  byte @Nullable [] table(String name) {
    return tables.get(name);
  }

  /** The path behind a name, links followed. */
  private String follow(String name) {
    String path = EntryPath.clean(name);
    for (int i = 0; i < MOST_LINKS; i++) {
      String target = links.get(path);
      if (target == null || waiting.containsKey(path) || blobs.containsKey(path)) {
        return path;
      }
      path = EntryPath.target(path, target);
    }
    throw new ImageException("the archive's link " + name + " leads nowhere: too many links");
  }

  /**
   * A file as it is.
   *
   * @throws ImageException when it is not there
   */
  InputStream open(String name) throws IOException {
    String path = follow(name);
    Waiting file = waiting.get(path);
    return file == null || store.has(file.descriptor().digest())
        ? store.open(descriptor(name).digest())
        : file.spool().open();
  }

  /** A file's digest and size. */
  Descriptor descriptor(String name) {
    String path = follow(name);
    Descriptor blob = blobs.get(path);
    Waiting file = waiting.get(path);
    if (file != null) {
      return file.descriptor();
    }
    if (blob == null) {
      throw new ImageException(
          "the archive has no " + name + ", which its manifest.json names: it is damaged");
    }
    return blob;
  }

  /** Puts a file into the store, as being of a media type. */
  Descriptor keep(String name, String mediaType) throws IOException {
    Descriptor descriptor = descriptor(name);
    Waiting file = waiting.get(follow(name));
    if (file != null) {
      file.spool().keep(descriptor.digest());
    }
    return Descriptor.of(mediaType, descriptor.digest(), descriptor.size());
  }

  private static void forget(@Nullable Waiting file) throws IOException {
    if (file != null) {
      file.spool().close();
    }
  }

  /** Drops what no image needs. */
  @Override
  public void close() throws IOException {
    for (Waiting file : waiting.values()) {
      forget(file);
    }
  }
}
