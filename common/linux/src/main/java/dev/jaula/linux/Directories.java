package dev.jaula.linux;

import java.util.ArrayList;
import java.util.List;

/** Directories: made, listed, removed, and the one that this process works in. */
public final class Directories {
  private static final int AT_REMOVEDIR = 0x200;

  /** A directory's kind in dirent.h. */
  private static final byte DT_DIR = 4;

  private final Kernel kernel;
  private final Files files;

  Directories(Kernel kernel, Files files) {
    this.kernel = kernel;
    this.files = files;
  }

  public void make(String path, int mode) {
    kernel.call("mkdir", path, Nr.MKDIRAT, Files.AT_FDCWD, kernel.string(path), mode);
  }

  /** True when it was made now, false when it was there. */
  public boolean makeIfAbsent(String path, int mode) {
    long result = kernel.attempt(Nr.MKDIRAT, Files.AT_FDCWD, kernel.string(path), mode);
    if (result < 0 && result != -Errno.EEXIST) {
      throw new LinuxException("mkdir", path, (int) -result);
    }
    return result == 0;
  }

  /** As mkdir -p. */
  public void makeWithParents(String path, int mode) {
    long result = kernel.attempt(Nr.MKDIRAT, Files.AT_FDCWD, kernel.string(path), mode);
    if (result == -Errno.ENOENT && path.lastIndexOf('/') > 0) {
      makeWithParents(path.substring(0, path.lastIndexOf('/')), mode);
      makeIfAbsent(path, mode);
    } else if (result < 0 && result != -Errno.EEXIST) {
      throw new LinuxException("mkdir", path, (int) -result);
    }
  }

  public int tryMakeAt(int directory, String path, int mode) {
    return (int) kernel.attempt(Nr.MKDIRAT, directory, kernel.string(path), mode);
  }

  /** 0 or {@code -errno}. */
  public int tryRemove(String path) {
    return (int) kernel.attempt(Nr.UNLINKAT, Files.AT_FDCWD, kernel.string(path), AT_REMOVEDIR);
  }

  /** The names in a directory but "." and "..", in the kernel's order. */
  public List<String> list(String path) {
    try (Fd fd = files.open(path, Files.O_RDONLY | Files.O_DIRECTORY)) {
      return list(fd.number(), path);
    }
  }

  /** As {@link #list(String)}; empty when the directory cannot be read. */
  public List<String> tryList(String path) {
    int fd = files.tryOpenAt(Files.AT_FDCWD, path, Files.O_RDONLY | Files.O_DIRECTORY, 0);
    if (fd < 0) {
      return List.of();
    }
    try (Fd open = new Fd(kernel, fd)) {
      return list(open.number(), path);
    }
  }

  /**
   * Those names that are directories themselves, of a file system that tells kinds (man 2
   * getdents); empty when the directory cannot be read. It may be asked for as often as one likes.
   */
  public List<String> tryListDirectories(String path) {
    long mark = kernel.memory().mark();
    int fd = files.tryOpenAt(Files.AT_FDCWD, path, Files.O_RDONLY | Files.O_DIRECTORY, 0);
    if (fd < 0) {
      return List.of();
    }
    try (Fd open = new Fd(kernel, fd)) {
      return list(open.number(), path, true);
    } finally {
      kernel.memory().release(mark);
    }
  }

  public List<String> list(int fd, String path) {
    return list(fd, path, false);
  }

  private List<String> list(int fd, String path, boolean directoriesAlone) {
    List<String> names = new ArrayList<>();
    Syscalls s = kernel.syscalls();
    int size = 8192;
    long at = kernel.memory().zeroed(size);
    while (true) {
      long n = kernel.attempt(Nr.GETDENTS64, fd, at, size);
      // nothing is in a directory that somebody has removed meanwhile (man 2 getdents, ENOENT)
      if (n == 0 || n == -Errno.ENOENT) {
        return names;
      }
      if (n < 0) {
        throw new LinuxException("readdir", path, (int) -n);
      }
      for (long entry = at; entry < at + n; entry += s.getShort(entry + 16) & 0xffff) {
        if (directoriesAlone && s.getByte(entry + 18) != DT_DIR) {
          continue;
        }
        String name = kernel.memory().read(entry + 19);
        if (!name.equals(".") && !name.equals("..")) {
          names.add(name);
        }
      }
    }
  }

  /**
   * Removes a directory and all below it without following links or leaving its file system's
   * names.
   */
  public void removeTree(String path) {
    int at = path.lastIndexOf('/');
    try (Fd parent =
        files.open(at <= 0 ? "/" : path.substring(0, at), Files.O_PATH | Files.O_DIRECTORY)) {
      removeTree(parent.number(), path.substring(at + 1), 0);
    }
  }

  private void removeTree(int parent, String name, int depth) {
    if (files.tryUnlinkAt(parent, name, false) == 0) {
      return;
    }
    int fd =
        files.tryOpenAt(parent, name, Files.O_RDONLY | Files.O_DIRECTORY | Files.O_NOFOLLOW, 0);
    if (fd == -Errno.ENOENT) {
      return;
    }
    if (fd < 0) {
      throw new LinuxException("remove", name, -fd);
    }
    if (depth > 1000) {
      throw new LinuxException("remove", name, Errno.ELOOP);
    }
    long mark = kernel.memory().mark();
    try (Fd directory = new Fd(kernel, fd)) {
      for (String child : list(fd, name)) {
        removeTree(fd, child, depth + 1);
      }
    }
    kernel.memory().release(mark);
    int result = files.tryUnlinkAt(parent, name, true);
    // somebody else who removes the same may be first
    if (result < 0 && result != -Errno.ENOENT) {
      throw new LinuxException("rmdir", name, -result);
    }
  }

  public String current() {
    long at = kernel.memory().zeroed(4096);
    kernel.call("getcwd", "", Nr.GETCWD, at, 4096, 0);
    return kernel.memory().read(at);
  }

  public void enter(String path) {
    kernel.call("chdir", path, Nr.CHDIR, kernel.string(path));
  }

  /** As {@link #enter(int)}; 0 or -errno. */
  public int tryEnter(int fd) {
    return (int) kernel.attempt(Nr.FCHDIR, fd, 0, 0);
  }

  public void enter(int fd) {
    kernel.call("fchdir", "descriptor " + fd, Nr.FCHDIR, fd);
  }
}
