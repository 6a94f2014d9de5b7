package dev.jaula.engine;

import dev.jaula.foreign.ForeignSyscalls;
import dev.jaula.linux.Errno;
import dev.jaula.linux.Fd;
import dev.jaula.linux.Files;
import dev.jaula.linux.Kernel;
import dev.jaula.linux.LinuxException;
import dev.jaula.linux.Nr;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Keeps those who remove apart from those who add (man 2 flock): many may add at once, and until
 * they have written an image's name nothing of it may be taken for garbage.
 */
final class StoreLock implements AutoCloseable {
  private static final int SHARED = 1;
  private static final int ALONE = 2;

  private final Fd fd;

  private StoreLock(Fd fd) {
    this.fd = fd;
  }

  /** For whoever adds an image, from its first blob to its name. */
  static StoreLock shared(Path store) throws IOException {
    return take(store, SHARED);
  }

  /** For whoever removes; waits for those who add. */
  static StoreLock alone(Path store) throws IOException {
    return take(store, ALONE);
  }

  private static StoreLock take(Path store, int how) throws IOException {
    java.nio.file.Files.createDirectories(store.resolve("images"));
    Kernel kernel = new Kernel(new ForeignSyscalls());
    String path = store.resolve("images/users.lock").toString();
    Fd fd = new Files(kernel).openAt(Files.AT_FDCWD, path, Files.O_RDWR | Files.O_CREAT, 0600);
    long result;
    do {
      result = kernel.attempt(Nr.FLOCK, fd.number(), how, 0, 0, 0, 0);
    } while (result == -Errno.EINTR);
    if (result < 0) {
      fd.close();
      throw new LinuxException("flock", path, (int) -result);
    }
    return new StoreLock(fd);
  }

  @Override
  public void close() {
    fd.close();
  }
}
