package dev.jaula.layer;

import dev.jaula.linux.Bytes;
import dev.jaula.linux.Errno;
import dev.jaula.linux.Files;
import dev.jaula.linux.Stat;
import dev.jaula.linux.Syscalls;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Files of a container, by the paths it sees (docker cp): each step is made by us and inside the
 * container's root, also when its processes swap directories and links meanwhile (CVE-2018-15664).
 * Nothing of the container is executed or loaded (CVE-2019-14271).
 */
public final class ContainerFiles {
  private static final int LINKS = 40;

  private final Syscalls syscalls;
  private final Path root;

  /** Below a root, which for a running container is {@code /proc/PID/root}. */
  public ContainerFiles(Path root, Syscalls syscalls) {
    this.root = root;
    this.syscalls = syscalls;
  }

  /** Where a path ends: its parent, open until the walk goes on, and its last name. */
  private static final class Place {
    final int directory;
    final byte[] name;
    final String path;

    Place(int directory, byte[] name, String path) {
      this.directory = directory;
      this.name = name;
      this.path = path;
    }
  }

  private interface Task<T extends @Nullable Object> {
    T at(Calls calls, Place place) throws IOException;
  }

  private <T extends @Nullable Object> T in(String path, boolean follow, Task<T> task)
      throws IOException {
    try (Calls calls = new Calls(syscalls)) {
      int fd = calls.open(root.toString(), Files.O_PATH | Files.O_DIRECTORY);
      if (fd < 0) {
        throw Calls.failed("open", root.toString(), fd);
      }
      try (Walk walk = new Walk(calls, fd)) {
        return task.at(calls, place(calls, walk, path, follow));
      } finally {
        calls.close(fd);
      }
    }
  }

  private static Place place(Calls calls, Walk walk, String path, boolean follow) {
    byte[] way = Bytes.encode(path);
    for (int links = 0; links <= LINKS; links++) {
      int end = way.length;
      while (end > 0 && way[end - 1] == '/') {
        end--;
      }
      int slash = end - 1;
      while (slash >= 0 && way[slash] != '/') {
        slash--;
      }
      byte[] last = Arrays.copyOfRange(way, slash + 1, end);
      if (last.length == 0 || isDots(last)) {
        return new Place(found(walk, way, end, path), new byte[] {'.'}, path);
      }
      int directory = found(walk, way, Math.max(slash, 0), path);
      byte[] target = follow || end < way.length ? calls.target(directory, last) : null;
      if (target == null) {
        return new Place(directory, last, path);
      }
      way = joined(way, Math.max(slash, 0), target);
    }
    throw Calls.failed("open", path, -Errno.ELOOP);
  }

  private static boolean isDots(byte[] name) {
    return name[0] == '.' && (name.length == 1 || (name.length == 2 && name[1] == '.'));
  }

  private static int found(Walk walk, byte[] way, int length, String path) {
    int directory = walk.to(way, length, null);
    if (directory < 0) {
      throw Calls.failed("open", path, directory);
    }
    return directory;
  }

  private static byte[] joined(byte[] way, int parent, byte[] target) {
    if (target.length > 0 && target[0] == '/') {
      return target;
    }
    byte[] whole = Arrays.copyOf(way, parent + 1 + target.length);
    whole[parent] = '/';
    System.arraycopy(target, 0, whole, parent + 1, target.length);
    return whole;
  }

  /**
   * What a path is.
   *
   * @param follow true to follow a link at its end
   * @return null when there is nothing; its parent must be there
   * @throws LayerException when the parent is missing or cannot be reached
   */
  public @Nullable Stat stat(String path, boolean follow) throws IOException {
    return in(path, follow, (calls, place) -> calls.stat(place.directory, place.name));
  }

  /** The target of a symbolic link; null when the path is none. */
  public @Nullable String link(String path) throws IOException {
    byte[] target = in(path, false, (calls, place) -> calls.target(place.directory, place.name));
    return target == null ? null : Bytes.decode(target);
  }

  /**
   * Packs a file, or a directory with all that is in it.
   *
   * @param as the name of the first entry; what is below has it as prefix
   * @param follow true to pack what a link at the path's end points to
   * @throws LayerException when there is nothing at that path
   */
  public Packed pack(String path, String as, boolean follow, OutputStream out, PackOptions options)
      throws IOException {
    return in(
        path,
        follow,
        (calls, place) -> {
          if (calls.stat(place.directory, place.name) == null) {
            throw Calls.failed("stat", path, -Errno.ENOENT);
          }
          return Packer.pack(calls, place.directory, place.name, Bytes.encode(as), out, options);
        });
  }

  /**
   * Unpacks an archive into a directory of the container; links at its end are followed.
   *
   * @throws LayerException when the directory is not there, or as {@link Unpacker#unpack}
   */
  public Unpacked unpack(InputStream archive, String directory, UnpackOptions options)
      throws IOException {
    return in(
        directory,
        true,
        (calls, place) -> {
          int fd = calls.openAt(place.directory, place.name, Calls.DIRECTORY, 0);
          if (fd < 0) {
            throw Calls.failed("open", place.path, fd);
          }
          try {
            return new Unpacker(syscalls).unpack(calls, fd, archive, options);
          } finally {
            calls.close(fd);
          }
        });
  }
}
