package dev.jaula.cgroup;

import dev.jaula.linux.Errno;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@link CgroupFiles} over java.nio: a tree below a temporary directory, or the real one. */
class TreeFiles implements CgroupFiles {
  final List<String> log = new ArrayList<>();
  final Map<String, Long> types = new HashMap<>();
  final Set<String> unwritable = new HashSet<>();

  static TreeFiles real() {
    TreeFiles files = new TreeFiles();
    if (Files.exists(Path.of("/sys/fs/cgroup/cgroup.controllers"))) {
      files.types.put("/sys/fs/cgroup", Hierarchies.CGROUP2_MAGIC);
    }
    files.types.put("/sys/fs/cgroup/unified", Hierarchies.CGROUP2_MAGIC);
    return files;
  }

  @Override
  public @Nullable String read(String path) {
    try {
      return Files.readString(Path.of(path));
    } catch (IOException absent) {
      return null;
    }
  }

  @Override
  public int write(String path, String value) {
    try {
      Files.writeString(
          Path.of(path), value, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
      log.add(path + " = " + value);
      return 0;
    } catch (IOException e) {
      return -errno(e);
    }
  }

  @Override
  public List<String> list(String path) {
    try (var names = Files.list(Path.of(path))) {
      return names.map(p -> p.getFileName().toString()).sorted().toList();
    } catch (IOException absent) {
      return List.of();
    }
  }

  @Override
  public List<String> directories(String path) {
    return list(path).stream().filter(name -> isDirectory(path + "/" + name)).toList();
  }

  @Override
  public int mkdir(String path) {
    try {
      Files.createDirectory(Path.of(path));
      log.add("mkdir " + path);
      return 0;
    } catch (IOException e) {
      return -errno(e);
    }
  }

  @Override
  public int rmdir(String path) {
    try {
      Files.delete(Path.of(path));
      log.add("rmdir " + path);
      return 0;
    } catch (IOException e) {
      return -errno(e);
    }
  }

  @Override
  public boolean exists(String path) {
    return Files.exists(Path.of(path));
  }

  @Override
  public boolean isDirectory(String path) {
    return Files.isDirectory(Path.of(path), LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public boolean isWritable(String path) {
    return Files.exists(Path.of(path)) && !unwritable.contains(path);
  }

  @Override
  public long fileSystemType(String path) {
    return types.getOrDefault(path, 0L);
  }

  static int errno(IOException e) {
    return switch (e) {
      case NoSuchFileException x -> Errno.ENOENT;
      case FileAlreadyExistsException x -> Errno.EEXIST;
      case DirectoryNotEmptyException x -> Errno.ENOTEMPTY;
      case NotDirectoryException x -> Errno.ENOTDIR;
      case AccessDeniedException x -> Errno.EACCES;
      default -> text(e.getMessage() == null ? "" : e.getMessage());
    };
  }

  private static int text(String message) {
    String lower = message.toLowerCase();
    return lower.contains("invalid argument")
        ? Errno.EINVAL
        : lower.contains("busy")
            ? Errno.EBUSY
            : lower.contains("no such device") ? Errno.ENODEV : Errno.EIO;
  }
}
