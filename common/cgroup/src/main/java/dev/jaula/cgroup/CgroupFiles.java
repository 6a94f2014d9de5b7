package dev.jaula.cgroup;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files of a cgroup tree: the kernel's ({@link KernelCgroupFiles}), or a test's below any
 * directory. Paths are absolute.
 */
public interface CgroupFiles {
  /** The file's text, or null when it is absent or cannot be read. */
  @Nullable String read(String path);

  /** One write to a file that is there; 0 or {@code -errno}. */
  int write(String path, String value);

  /** The names in a directory, in no order; empty when it cannot be read. */
  List<String> list(String path);

  /** The names of the directories in a directory, in no order; empty when it cannot be read. */
  List<String> directories(String path);

  /** 0 or {@code -errno}. */
  int mkdir(String path);

  /** 0 or {@code -errno}. */
  int rmdir(String path);

  boolean exists(String path);

  boolean isDirectory(String path);

  /** Whether this process's user may write there (man 2 access). */
  boolean isWritable(String path);

  /** The magic number of the file system at path (man 2 statfs), or 0. */
  long fileSystemType(String path);
}
