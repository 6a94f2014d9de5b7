package dev.jaula.image;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A lock among threads and processes: one byte of {@code ingest/locks} (man 2 fcntl, F_SETLK), and
 * the holders in this process. The kernel gives it up when the process ends, however it ends.
 *
 * <p>It is asked for again and again instead of waited for with F_SETLKW: the kernel takes two
 * processes whose threads hold and want each other's bytes for a deadlock (EDEADLK), and an
 * interrupted wait would close the file. The file stays open, as closing any descriptor of it gives
 * up all locks of this process.
 */
final class StoreLock implements AutoCloseable {
  /** Shared by all who add something, had alone by who takes something away. */
  static final long CONTENT = 1L << 62;

  /** Had by who changes {@code index.json}. */
  static final long INDEX = CONTENT + 1;

  private static final Map<Path, FileChannel> FILES = new ConcurrentHashMap<>();
  private static final Map<Place, Holders> HOLDERS = new ConcurrentHashMap<>();
  private static final int DIGITS = 15;
  private static final int LONGEST_WAIT = 50;

  private record Place(Path folder, long at) {}

  /** Who has a place in this process. */
  private static final class Holders {
    private int count;
    private boolean isShared;
    private @Nullable FileLock lock;
  }

  private final Holders holders;
  private boolean isClosed;

  private StoreLock(Holders holders) {
    this.holders = holders;
  }

  /** The place of a blob, below those that have a name. */
  static long place(Digest digest) {
    return Long.parseLong(digest.hex().substring(0, DIGITS), 16);
  }

  /** Waits until nobody else has it. */
  static StoreLock exclusive(Path folder, long place) throws IOException {
    return await(new Place(folder, place), false);
  }

  /** Waits until nobody has it alone. */
  static StoreLock shared(Path folder, long place) throws IOException {
    return await(new Place(folder, place), true);
  }

  /** Null when somebody else has it. */
  static @Nullable StoreLock attempt(Path folder, long place) throws IOException {
    return attempt(new Place(folder, place), false);
  }

  private static StoreLock await(Place place, boolean shared) throws IOException {
    for (int wait = 1; ; wait = Math.min(2 * wait, LONGEST_WAIT)) {
      @Nullable StoreLock lock = attempt(place, shared);
      if (lock != null) {
        return lock;
      }
      try {
        Thread.sleep(wait);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while another process uses the store");
      }
    }
  }

  private static @Nullable StoreLock attempt(Place place, boolean shared) throws IOException {
    Holders holders = HOLDERS.computeIfAbsent(place, p -> new Holders());
    synchronized (holders) {
      if (holders.count > 0) {
        if (!shared || !holders.isShared) {
          return null;
        }
      } else {
        holders.lock = open(place.folder.resolve("locks")).tryLock(place.at, 1, shared);
        if (holders.lock == null) {
          return null;
        }
        holders.isShared = shared;
      }
      holders.count++;
      return new StoreLock(holders);
    }
  }

  private static synchronized FileChannel open(Path file) throws IOException {
    FileChannel open = FILES.get(file);
    if (open == null || !open.isOpen()) {
      open =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      FILES.put(file, open);
    }
    return open;
  }

  @Override
  public void close() throws IOException {
    synchronized (holders) {
      if (isClosed) {
        return;
      }
      isClosed = true;
      holders.count--;
      FileLock lock = holders.lock;
      if (holders.count == 0 && lock != null) {
        holders.lock = null;
        lock.release();
      }
    }
  }
}
