package dev.jaula.runtime;

import dev.jaula.linux.Fd;
import dev.jaula.linux.Files;
import org.jspecify.annotations.Nullable;

/**
 * The file of {@code --pid-file}: made before the container is entered, from where its path may
 * lead elsewhere, and renamed once it is whole, since engines wait for it to appear.
 */
final class PidFile implements AutoCloseable {
  private final Files files;
  private final @Nullable Fd directory;
  private final String name;

  private PidFile(Files files, @Nullable Fd directory, String name) {
    this.files = files;
    this.directory = directory;
    this.name = name;
  }

  static PidFile open(Session session) {
    Files files = session.machine().files();
    String typed = session.arguments().value("pid-file", "");
    if (typed.isEmpty()) {
      return new PidFile(files, null, "");
    }
    String path = session.absolute(typed);
    int slash = path.lastIndexOf('/');
    String parent = slash == 0 ? "/" : path.substring(0, slash);
    Fd directory = files.open(parent, Files.O_RDONLY | Files.O_DIRECTORY);
    return new PidFile(files, directory, path.substring(slash + 1));
  }

  void write(int pid) {
    if (directory != null) {
      files.replaceAt(directory.number(), name, String.valueOf(pid), 0644);
    }
  }

  @Override
  public void close() {
    if (directory != null) {
      directory.close();
    }
  }
}
