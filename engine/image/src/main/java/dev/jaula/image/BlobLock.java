package dev.jaula.image;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * One writer of a blob at a time: threads by a semaphore, processes by a lock of one byte of {@code
 * ingest/locks} (man 2 fcntl, F_SETLKW), whose place is the digest's. The file stays open, as
 * closing any descriptor of it would give up all locks of this process.
 */
final class BlobLock implements AutoCloseable {
  private static final Map<Path, FileChannel> FILES = new ConcurrentHashMap<>();
  private static final Map<Path, Semaphore> BUSY = new ConcurrentHashMap<>();
  private static final int DIGITS = 15;

  private final Semaphore busy;
  private final FileLock lock;
  private boolean isClosed;

  private BlobLock(Semaphore busy, FileLock lock) {
    this.busy = busy;
    this.lock = lock;
  }

  static BlobLock take(Path folder, Digest digest) throws IOException {
    Path file = folder.resolve("locks");
    Semaphore busy = BUSY.computeIfAbsent(folder.resolve(digest.hex()), p -> new Semaphore(1));
    busy.acquireUninterruptibly();
    try {
      long place = Long.parseLong(digest.hex().substring(0, DIGITS), 16);
      return new BlobLock(busy, open(file).lock(place, 1, false));
    } catch (IOException | RuntimeException e) {
      busy.release();
      throw e;
    }
  }

  private static synchronized FileChannel open(Path file) throws IOException {
    FileChannel open = FILES.get(file);
    if (open == null || !open.isOpen()) {
      open = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FILES.put(file, open);
    }
    return open;
  }

  @Override
  public void close() throws IOException {
    if (!isClosed) {
      isClosed = true;
      try {
        lock.release();
      } finally {
        busy.release();
      }
    }
  }
}
