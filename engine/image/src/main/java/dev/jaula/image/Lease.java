package dev.jaula.image;

import java.io.IOException;

/**
 * Keeps the blobs of a store from being pruned, those too that nothing points to yet. Who pulls,
 * loads or commits holds one from the first blob until the image has its name. Others may hold one
 * at the same time; {@link Prune} and {@link Fsck} wait until nobody does, so whoever holds one
 * must not call them.
 */
public final class Lease implements AutoCloseable {
  private final StoreLock lock;

  Lease(StoreLock lock) {
    this.lock = lock;
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
