package dev.jaula.image;

import dev.jaula.foreign.Hashes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Bytes on their way into the store whose digest is only known when all are there, as a layer of an
 * archive. They are in {@code ingest/} under a digest made up by chance, so that what a killed
 * process leaves is a half-written blob like others. Whoever has one holds a {@link Lease}.
 */
public final class Spool extends OutputStream {
  private final ContentStore store;
  private final Path path;
  private final FileChannel channel;
  private final MessageDigest hash = Hashes.sha256();
  private long size;
  private boolean isKept;

  private Spool(ContentStore store, Path path) throws IOException {
    this.store = store;
    this.path = path;
    this.channel = store.disk().open(path);
  }

  /** An empty one. */
  public static Spool begin(ContentStore store) throws IOException {
    StringBuilder hex = new StringBuilder();
    while (hex.length() < 64) {
      hex.append(String.format("%016x", ThreadLocalRandom.current().nextLong()));
    }
    return new Spool(store, store.ingestPath(new Digest("sha256", hex.toString())));
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    store.disk().write(path, channel, ByteBuffer.wrap(bytes, from, length));
    hash.update(bytes, from, length);
    size += length;
  }

  /** All bytes are there: what they are called. They can be read now, and written no more. */
  public Descriptor end(String mediaType) throws IOException {
    channel.close();
    return Descriptor.of(mediaType, Digest.of("sha256", hash.digest()), size);
  }

  /** The bytes, after {@link #end} and before {@link #keep}. */
  public InputStream open() throws IOException {
    return Files.newInputStream(path);
  }

  /** Gives the bytes their name in the store, which {@link #end} told. */
  public void keep(Digest digest) throws IOException {
    if (!store.has(digest)) {
      try (FileChannel again = FileChannel.open(path, StandardOpenOption.WRITE)) {
        store.disk().sync(path, again);
      }
      store.name(path, digest);
      isKept = true;
    }
  }

  /** Drops what was not kept. */
  @Override
  public void close() throws IOException {
    channel.close();
    if (!isKept) {
      store.disk().delete(path);
    }
  }
}
