package dev.jaula.bootstrap;

import dev.jaula.linux.Errno;
import dev.jaula.linux.Files;
import dev.jaula.linux.Kernel;
import dev.jaula.linux.LinuxException;
import dev.jaula.linux.Memory;
import dev.jaula.linux.Nr;
import dev.jaula.linux.Syscalls;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes below a root folder, which no link leads out of (man 2 openat2, RESOLVE_IN_ROOT). One
 * thread's. Paths have no slash in front; those of folders are resolved once and kept open.
 */
final class Tree implements AutoCloseable {
  private static final int OPEN_FOLDERS = 200;
  private static final int BUFFER = 256 * 1024;
  private static final int FOLDER = Files.O_PATH | Files.O_DIRECTORY;
  private static final int NEW =
      Files.O_WRONLY | Files.O_CREAT | Files.O_EXCL | Files.O_NOFOLLOW | Files.O_CLOEXEC;
  private static final int AT_SYMLINK_NOFOLLOW = 0x100;

  private final Kernel kernel;
  private final Memory memory;
  private final Files files;
  private final int root;
  private final long buffer;
  private final Map<String, Integer> folders = new LinkedHashMap<>();

  Tree(Syscalls syscalls, Path root) {
    kernel = new Kernel(syscalls);
    memory = kernel.memory();
    files = new Files(kernel);
    buffer = syscalls.allocate(BUFFER);
    this.root = files.open(root.toString(), FOLDER).release();
  }

  /** A failure with the path that it is about. */
  private static BootstrapException failed(String call, String path, long answer) {
    int errno = (int) -answer;
    return new BootstrapException(
        (errno == Errno.ENOSPC ? "the disk is full: " : "")
            + new LinuxException(call, path, errno).getMessage());
  }

  private static long check(String call, String path, long answer) {
    if (answer < 0) {
      throw failed(call, path, answer);
    }
    return answer;
  }

  /** The descriptor of a folder that exists; the empty path is the root. */
  private int folder(String path) {
    if (path.isEmpty()) {
      return root;
    }
    Integer known = folders.get(path);
    if (known != null) {
      return known;
    }
    if (folders.size() >= OPEN_FOLDERS) {
      forget();
    }
    int fd = resolve(path, FOLDER);
    if (fd == -Errno.ENOENT) {
      makeFolder(path, 0755);
      fd = resolve(path, FOLDER);
    }
    check("open", path, fd);
    folders.put(path, fd);
    return fd;
  }

  private int resolve(String path, int flags) {
    long mark = memory.mark();
    int fd = files.tryOpenResolved(root, path, flags, Files.RESOLVE_IN_ROOT);
    memory.release(mark);
    return fd;
  }

  private void forget() {
    for (int fd : folders.values()) {
      files.close(fd);
    }
    folders.clear();
  }

  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Makes a folder with its parents; what is one already, or a link to one, stays. */
  void makeFolder(String path, int mode) {
    int parent = folder(parent(path));
    long mark = memory.mark();
    long answer = files.directories().tryMakeAt(parent, last(path), mode);
    memory.release(mark);
    if (answer < 0 && answer != -Errno.EEXIST) {
      throw failed("mkdir", path, answer);
    }
  }

  /** Sets a folder's owner and mode. */
  void dress(String path, int mode, long uid, long gid) {
    long mark = memory.mark();
    int parent = folder(parent(path));
    long name = kernel.memory().string(path.isEmpty() ? "." : last(path));
    int at = path.isEmpty() ? root : parent;
    check("chown", path, kernel.attempt(Nr.FCHOWNAT, at, name, uid, gid, 0, 0));
    check("chmod", path, kernel.attempt(Nr.FCHMODAT, at, name, mode, 0, 0, 0));
    memory.release(mark);
  }

  /** Sets a folder's time. */
  void touch(String path, long seconds) {
    long mark = memory.mark();
    int parent = path.isEmpty() ? root : folder(parent(path));
    times(parent, memory.string(path.isEmpty() ? "." : last(path)), seconds, 0);
    memory.release(mark);
  }

  private void times(long at, long name, long seconds, int flags) {
    long times = memory.zeroed(32);
    Syscalls s = kernel.syscalls();
    s.putLong(times, seconds);
    s.putLong(times + 16, seconds);
    check("utimensat", "", kernel.attempt(Nr.UTIMENSAT, at, name, times, flags, 0, 0));
  }

  /** Creates a file that is not there yet: its descriptor, or {@code -EEXIST}. */
  int create(String path) {
    int parent = folder(parent(path));
    long mark = memory.mark();
    int fd = files.tryOpenAt(parent, last(path), NEW, 0600);
    memory.release(mark);
    if (fd < 0 && fd != -Errno.EEXIST) {
      throw failed("open", path, fd);
    }
    return fd;
  }

  /** Writes to a file that {@link #create} opened. */
  void write(int fd, String path, byte[] from, int length) {
    int at = 0;
    while (at < length) {
      int n = Math.min(BUFFER, length - at);
      kernel.syscalls().copyIn(from, at, buffer, n);
      at += (int) check("write", path, kernel.attempt(Nr.WRITE, fd, buffer, n, 0, 0, 0));
    }
  }

  /** Sets owner, mode and time of a file, and closes it. */
  void finish(int fd, String path, int mode, long uid, long gid, long seconds) {
    long mark = memory.mark();
    check("fchown", path, kernel.attempt(Nr.FCHOWN, fd, uid, gid, 0, 0, 0));
    // chown takes set-user-ID away, so it comes first
    check("fchmod", path, kernel.attempt(Nr.FCHMOD, fd, mode, 0, 0, 0, 0));
    times(fd, 0, seconds, 0);
    memory.release(mark);
    close(fd);
  }

  void close(int fd) {
    files.close(fd);
  }

  /** Makes a symbolic link: 0, or {@code -EEXIST}. */
  int symbolicLink(String path, String target, long uid, long gid, long seconds) {
    int parent = folder(parent(path));
    long mark = memory.mark();
    long name = memory.string(last(path));
    long answer = kernel.attempt(Nr.SYMLINKAT, memory.string(target), parent, name, 0, 0, 0);
    if (answer == 0) {
      long flags = AT_SYMLINK_NOFOLLOW;
      check("chown", path, kernel.attempt(Nr.FCHOWNAT, parent, name, uid, gid, flags, 0));
      times(parent, name, seconds, AT_SYMLINK_NOFOLLOW);
    } else if (answer != -Errno.EEXIST) {
      throw failed("symlink", path, answer);
    }
    memory.release(mark);
    return (int) answer;
  }

  /** Gives a file another name: 0, or {@code -EEXIST}. */
  int hardLink(String path, String target) {
    int from = folder(parent(target));
    int parent = folder(parent(path));
    long mark = memory.mark();
    long answer =
        kernel.attempt(
            Nr.LINKAT, from, memory.string(last(target)), parent, memory.string(last(path)), 0, 0);
    memory.release(mark);
    if (answer < 0 && answer != -Errno.EEXIST) {
      throw failed("link", path, answer);
    }
    return (int) answer;
  }

  /** Makes a device or a pipe: 0, or {@code -errno}. */
  int node(String path, int mode, int major, int minor) {
    int parent = folder(parent(path));
    long mark = memory.mark();
    long device =
        ((long) (major & ~0xfff) << 32)
            | ((major & 0xfffL) << 8)
            | (minor & 0xff)
            | ((long) (minor & ~0xff) << 12);
    long name = memory.string(last(path));
    long answer = kernel.attempt(Nr.MKNODAT, parent, name, mode, device, 0, 0);
    if (answer == 0) {
      kernel.attempt(Nr.FCHMODAT, parent, name, mode & 07777, 0, 0, 0);
    }
    memory.release(mark);
    return (int) answer;
  }

  /** Renames within one folder or over another name. */
  void rename(String from, String to) {
    long mark = memory.mark();
    int fromFolder = folder(parent(from));
    int toFolder = folder(parent(to));
    long answer =
        kernel.attempt(
            Nr.RENAMEAT,
            fromFolder,
            memory.string(last(from)),
            toFolder,
            memory.string(last(to)),
            0,
            0);
    memory.release(mark);
    check("rename", from, answer);
  }

  /** Removes a file, if it is there. */
  void remove(String path) {
    long mark = memory.mark();
    int answer = files.tryUnlinkAt(folder(parent(path)), last(path), false);
    memory.release(mark);
    if (answer < 0 && answer != -Errno.ENOENT) {
      throw failed("unlink", path, answer);
    }
  }

  /** True when the path is there, links at its end not followed. */
  boolean exists(String path) {
    int fd = resolve(path, Files.O_PATH | Files.O_NOFOLLOW);
    if (fd >= 0) {
      files.close(fd);
    }
    return fd >= 0;
  }

  /** A small file of root's, in the place of whatever is there. */
  void put(String path, byte[] content, int mode, long seconds) {
    remove(path);
    int fd = create(path);
    check("open", path, fd);
    write(fd, path, content, content.length);
    finish(fd, path, mode, 0, 0, seconds);
  }

  @Override
  public void close() {
    forget();
    files.close(root);
  }
}
