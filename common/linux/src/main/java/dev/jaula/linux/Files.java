package dev.jaula.linux;

import org.jspecify.annotations.Nullable;

/**
 * Files and directories (man 2 openat, openat2, mkdirat, unlinkat ...). Every descriptor is opened
 * with O_CLOEXEC.
 */
public final class Files {
  public static final int AT_FDCWD = -100;
  public static final int O_RDONLY = 0;
  public static final int O_WRONLY = 1;
  public static final int O_RDWR = 2;
  public static final int O_CREAT = 0x40;
  public static final int O_EXCL = 0x80;
  public static final int O_NOCTTY = 0x100;
  public static final int O_TRUNC = 0x200;
  public static final int O_APPEND = 0x400;
  public static final int O_NONBLOCK = 0x800;
  public static final int O_DIRECTORY = 0x10000;
  public static final int O_NOFOLLOW = 0x20000;
  public static final int O_CLOEXEC = 0x80000;
  public static final int O_PATH = 0x200000;
  public static final int RESOLVE_NO_XDEV = 0x01;
  public static final int RESOLVE_NO_MAGICLINKS = 0x02;
  public static final int RESOLVE_NO_SYMLINKS = 0x04;
  public static final int RESOLVE_BENEATH = 0x08;
  public static final int RESOLVE_IN_ROOT = 0x10;

  private static final int AT_REMOVEDIR = 0x200;
  private static final int AT_EMPTY_PATH = 0x1000;
  private static final int BUFFER = 16 * 1024;
  private static final int TRIES = 20;

  private final Kernel kernel;
  private final Directories directories;
  private final Descriptors descriptors;
  private long buffer;

  public Files(Kernel kernel) {
    this.kernel = kernel;
    this.directories = new Directories(kernel, this);
    this.descriptors = new Descriptors(kernel);
  }

  /** What is done to directories. */
  public Directories directories() {
    return directories;
  }

  /** What is done to open files, whatever they are. */
  public Descriptors descriptors() {
    return descriptors;
  }

  public Fd open(String path, int flags) {
    return openAt(AT_FDCWD, path, flags, 0);
  }

  public Fd openAt(int directory, String path, int flags, int mode) {
    return new Fd(
        kernel,
        (int)
            kernel.call(
                "open",
                path,
                Nr.OPENAT,
                directory,
                kernel.string(path),
                flags | O_CLOEXEC,
                mode,
                0,
                0));
  }

  /** As {@link #openAt}, but the answer is {@code -errno} when it fails. */
  public int tryOpenAt(int directory, String path, int flags, int mode) {
    return (int)
        kernel.attempt(Nr.OPENAT, directory, kernel.string(path), flags | O_CLOEXEC, mode, 0, 0);
  }

  /**
   * Opens a path with limits on how it is resolved (man 2 openat2): a descriptor, or {@code
   * -errno}.
   */
  public int tryOpenResolved(int directory, String path, int flags, int resolve) {
    Syscalls s = kernel.syscalls();
    long how = kernel.memory().zeroed(24);
    s.putLong(how, flags | O_CLOEXEC);
    s.putLong(how + 16, resolve);
    long result;
    do {
      // EAGAIN: somebody renamed a directory on the way (man 2 openat2)
      result = kernel.attempt(Nr.OPENAT2, directory, kernel.string(path), how, 24, 0, 0);
    } while (result == -Errno.EAGAIN);
    return (int) result;
  }

  public void close(int fd) {
    kernel.syscalls().call(Nr.CLOSE, fd, 0, 0, 0, 0, 0);
  }

  /** Reads at most into.length bytes; 0 at the end of the file. */
  public int read(int fd, byte[] into, int offset, int length) {
    int n = tryRead(fd, into, offset, length);
    if (n < 0) {
      throw new LinuxException("read", "descriptor " + fd, -n);
    }
    return n;
  }

  public int tryRead(int fd, byte[] into, int offset, int length) {
    long at = buffer();
    long n = kernel.attempt(Nr.READ, fd, at, Math.min(length, BUFFER));
    if (n > 0) {
      kernel.syscalls().copyOut(at, into, offset, (int) n);
    }
    return (int) n;
  }

  public void write(int fd, byte[] data, int offset, int length) {
    long at = buffer();
    int done = 0;
    while (done < length) {
      int part = Math.min(length - done, BUFFER);
      kernel.syscalls().copyIn(data, offset + done, at, part);
      done += (int) kernel.call("write", "descriptor " + fd, Nr.WRITE, fd, at, part);
    }
  }

  /** One write: the number of bytes that were taken, or {@code -errno}. */
  public int tryWrite(int fd, byte[] data, int offset, int length) {
    long at = buffer();
    int size = Math.min(length, BUFFER);
    kernel.syscalls().copyIn(data, offset, at, size);
    return (int) kernel.attempt(Nr.WRITE, fd, at, size);
  }

  public void print(int fd, String text) {
    byte[] data = Bytes.encode(text);
    write(fd, data, 0, data.length);
  }

  private long buffer() {
    if (buffer == 0) {
      buffer = kernel.memory().zeroed(BUFFER);
    }
    return buffer;
  }

  public byte[] readAll(int fd) {
    return readAtMost(fd, 4095, Integer.MAX_VALUE);
  }

  /** Up to the end of the file, or a byte more than most; expected is how long it may be. */
  private byte[] readAtMost(int fd, int expected, int most) {
    byte[] data = new byte[expected + 1];
    int size = 0;
    while (size <= most) {
      int n = read(fd, data, size, data.length - size);
      if (n == 0) {
        break;
      }
      size += n;
      if (size == data.length && size <= most) {
        data = java.util.Arrays.copyOf(data, Math.max(size * 2, 1024));
      }
    }
    return size == data.length ? data : java.util.Arrays.copyOf(data, size);
  }

  /**
   * The text of a file below a directory that somebody else fills, without leaving it and without
   * touching what is no file: opening a fifo waits, opening a device may do anything. Null when
   * there is no such file.
   *
   * @throws LinuxException EINVAL for what is no regular file, EFBIG for more than most bytes
   */
  public @Nullable String readWithin(int directory, String path, int most) {
    int resolve = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS;
    int place = tryOpenResolved(directory, path, O_PATH, resolve);
    if (place < 0) {
      return null;
    }
    try (Fd found = new Fd(kernel, place)) {
      @Nullable Stat stat = statDescriptor(found.number());
      if (stat == null || !stat.isRegular()) {
        throw new LinuxException("read", path, Errno.EINVAL);
      }
      // the size that it has is only a hint: it may grow meanwhile, and one of proc(5) says 0
      try (Fd fd = open("/proc/self/fd/" + place, O_RDONLY)) {
        byte[] data = readAtMost(fd.number(), (int) Math.min(Math.max(stat.size(), 0), most), most);
        if (data.length > most) {
          throw new LinuxException("read", path, Errno.EFBIG);
        }
        return Bytes.decode(data);
      }
    }
  }

  public String read(String path) {
    try (Fd fd = open(path, O_RDONLY)) {
      return Bytes.decode(readAll(fd.number()));
    }
  }

  /** The file's text, or null when it cannot be opened or read. */
  public @Nullable String tryRead(String path) {
    int fd = tryOpenAt(AT_FDCWD, path, O_RDONLY, 0);
    if (fd < 0) {
      return null;
    }
    try (Fd open = new Fd(kernel, fd)) {
      byte[] data = new byte[1024];
      int size = 0;
      while (true) {
        int n = tryRead(open.number(), data, size, data.length - size);
        if (n < 0) {
          return null;
        }
        if (n == 0) {
          return Bytes.decode(size == data.length ? data : java.util.Arrays.copyOf(data, size));
        }
        size += n;
        if (size == data.length) {
          data = java.util.Arrays.copyOf(data, size * 2);
        }
      }
    }
  }

  /**
   * As {@link #tryRead(String)}, for a text of the kernel's that is far shorter than a page: one
   * read gives all of it, and the one that says so is left out.
   */
  public @Nullable String tryReadOnce(String path) {
    int fd = tryOpenAt(AT_FDCWD, path, O_RDONLY, 0);
    if (fd < 0) {
      return null;
    }
    try (Fd open = new Fd(kernel, fd)) {
      byte[] data = new byte[4096];
      int size = tryRead(open.number(), data, 0, data.length);
      return size < 0 ? null : Bytes.decode(java.util.Arrays.copyOf(data, size));
    }
  }

  /** Writes to an existing file of the kernel with one write, as cgroup and proc files want it. */
  public void write(String path, String text) {
    try (Fd fd = open(path, O_WRONLY)) {
      writeOnce(fd.number(), path, text);
    }
  }

  /** One write to a kernel file that is open; path is for the message. */
  public void writeOnce(int fd, String path, String text) {
    int result = tryWriteOnce(fd, text);
    if (result < 0) {
      throw new LinuxException("write \"" + text.trim() + "\" to", path, -result);
    }
  }

  /** As {@link #writeOnce}; 0 or {@code -errno}, EIO when the kernel takes only a part. */
  public int tryWriteOnce(int fd, String text) {
    byte[] data = Bytes.encode(text);
    long written = kernel.attempt(Nr.WRITE, fd, kernel.memory().bytes(data), data.length);
    return written < 0 ? (int) written : written < data.length ? -Errno.EIO : 0;
  }

  /** Makes or replaces a file at once: a new file is written, then renamed over the old one. */
  public void replace(String path, String text, int mode) {
    replace(path, Bytes.encode(text), mode);
  }

  /** As {@link #replace(String, String, int)}. */
  public void replace(String path, byte[] data, int mode) {
    replaceAt(AT_FDCWD, path, data, mode);
  }

  /** As {@link #replace(String, String, int)}, of a file in an open directory. */
  public void replaceAt(int directory, String name, String text, int mode) {
    replaceAt(directory, name, Bytes.encode(text), mode);
  }

  /**
   * A failure leaves the old file and no new one. The new file is this process's alone, since
   * several may make the same at once.
   */
  public void replaceAt(int directory, String path, byte[] data, int mode) {
    String fresh = path + ".new";
    int made = tryCreate(directory, fresh, mode);
    if (made == -Errno.EEXIST) {
      fresh += kernel.attempt(Nr.GETPID, 0, 0, 0);
      made = tryCreate(directory, fresh, mode);
    }
    for (int i = 0; made == -Errno.EEXIST && i < TRIES; i++) {
      // left by a killed process of that number, or used by one of another process namespace
      fresh += "+";
      made = tryCreate(directory, fresh, mode);
    }
    if (made < 0) {
      throw new LinuxException("open", path, -made);
    }
    try (Fd fd = new Fd(kernel, made)) {
      write(made, data, 0, data.length);
      renameAt(directory, fresh, path);
    } catch (LinuxException e) {
      tryUnlinkAt(directory, fresh, false);
      throw new LinuxException(e.call(), path, e.errno());
    }
  }

  private int tryCreate(int directory, String path, int mode) {
    return tryOpenAt(directory, path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode);
  }

  /** Reads to raw memory until the end of the file or the limit; the number of bytes. */
  public int readRaw(int fd, long address, int limit) {
    int size = 0;
    while (size < limit) {
      int n =
          (int) kernel.call("read", "descriptor " + fd, Nr.READ, fd, address + size, limit - size);
      boolean isEnd = n < limit - size;
      size += n;
      if (isEnd) {
        // a short read of a regular file is its end
        return size;
      }
    }
    return size;
  }

  public void rename(String from, String to) {
    renameAt(AT_FDCWD, from, to);
  }

  /** Renames within an open directory. */
  public void renameAt(int directory, String from, String to) {
    long old = kernel.string(from);
    long fresh = kernel.string(to);
    kernel.call("rename", to, Nr.RENAMEAT, directory, old, directory, fresh, 0, 0);
  }

  /** 0 or {@code -errno}. */
  public int tryUnlink(String path) {
    return (int) kernel.attempt(Nr.UNLINKAT, AT_FDCWD, kernel.string(path), 0);
  }

  /** 0 or {@code -errno}. */
  public int tryUnlinkAt(int directory, String name, boolean isDirectory) {
    return (int)
        kernel.attempt(Nr.UNLINKAT, directory, kernel.string(name), isDirectory ? AT_REMOVEDIR : 0);
  }

  public void symlink(String target, String path) {
    kernel.call(
        "symlink", path, Nr.SYMLINKAT, kernel.string(target), AT_FDCWD, kernel.string(path));
  }

  /** 0 or {@code -errno}. */
  public int trySymlink(String target, String path) {
    return (int) kernel.attempt(Nr.SYMLINKAT, kernel.string(target), AT_FDCWD, kernel.string(path));
  }

  /** A device node, mknod(2); 0 or {@code -errno}. */
  public int tryMakeNode(String path, int mode, int major, int minor) {
    long device = (minor & 0xff) | (long) (major & 0xfff) << 8 | (long) (minor & ~0xff) << 12;
    return (int) kernel.attempt(Nr.MKNODAT, AT_FDCWD, kernel.string(path), mode, device, 0, 0);
  }

  /** An empty file in one call, mknod(2); 0 or {@code -errno}. */
  public int tryMakeFile(String path, int mode) {
    return (int) kernel.attempt(Nr.MKNODAT, AT_FDCWD, kernel.string(path), 0x8000 | mode);
  }

  public void changeMode(String path, int mode) {
    kernel.call("chmod", path, Nr.FCHMODAT, AT_FDCWD, kernel.string(path), mode);
  }

  /** Of an open file; path is its name in errors. */
  public void changeMode(int fd, String path, int mode) {
    kernel.call("chmod", path, Nr.FCHMOD, fd, mode, 0);
  }

  public void changeOwner(String path, int uid, int gid) {
    kernel.call("chown", path, Nr.FCHOWNAT, AT_FDCWD, kernel.string(path), uid, gid, 0, 0);
  }

  /** A file's SELinux label, fsetxattr(2); 0 or {@code -errno}. */
  public int tryLabel(int fd, String label) {
    long name = kernel.string("security.selinux");
    int size = label.length() + 1; // with the zero at its end, as libselinux
    return (int) kernel.attempt(Nr.FSETXATTR, fd, name, kernel.string(label), size, 0, 0);
  }

  /** The target of a symbolic link, or null when path is none or cannot be read. */
  public @Nullable String readLink(String path) {
    return readLinkAt(AT_FDCWD, path);
  }

  public @Nullable String readLinkAt(int directory, String path) {
    long at = kernel.memory().zeroed(4096);
    long n = kernel.attempt(Nr.READLINKAT, directory, kernel.string(path), at, 4096, 0, 0);
    return n < 0 ? null : kernel.memory().read(at, (int) n);
  }

  /** What statx(2) says of a path, or null when there is nothing; symbolic links are followed. */
  public @Nullable Stat stat(String path) {
    return statAt(AT_FDCWD, path, 0);
  }

  /** As {@link #stat}, of the link itself. */
  public @Nullable Stat linkStat(String path) {
    return statAt(AT_FDCWD, path, 0x100);
  }

  public @Nullable Stat statDescriptor(int fd) {
    return statAt(fd, "", AT_EMPTY_PATH);
  }

  /** As {@link #stat}, but null only of what is not there or out of this process's reach. */
  public @Nullable Stat find(String path) {
    long at = kernel.memory().zeroed(256);
    long result = tryStat(AT_FDCWD, path, 0, at);
    if (result == -Errno.ENOENT || result == -Errno.ENOTDIR || result == -Errno.EACCES) {
      return null;
    }
    if (result < 0) {
      throw new LinuxException("stat", path, (int) -result);
    }
    return stat(at);
  }

  private @Nullable Stat statAt(int directory, String path, int flags) {
    long at = kernel.memory().zeroed(256);
    return tryStat(directory, path, flags, at) < 0 ? null : stat(at);
  }

  private long tryStat(int directory, String path, int flags, long at) {
    return kernel.attempt(Nr.STATX, directory, kernel.string(path), flags, 0x17ff, at, 0);
  }

  private Stat stat(long at) {
    Syscalls s = kernel.syscalls();
    return new Stat(
        s.getShort(at + 28) & 0xffff,
        s.getInt(at + 16),
        s.getInt(at + 20),
        s.getInt(at + 24),
        s.getLong(at + 40),
        s.getLong(at + 32),
        s.getInt(at + 136),
        s.getInt(at + 140),
        s.getInt(at + 128),
        s.getInt(at + 132),
        s.getLong(at + 112) * 1_000_000_000L + (s.getInt(at + 120) & 0xffffffffL));
  }

  public boolean exists(String path) {
    return kernel.attempt(Nr.FACCESSAT, AT_FDCWD, kernel.string(path), 0) == 0;
  }

  /** Whether this process's real user may write there (man 2 access). */
  public boolean isWritable(String path) {
    return kernel.attempt(Nr.FACCESSAT, AT_FDCWD, kernel.string(path), 2) == 0;
  }

  /** Whether this user may execute a regular file: 0 or -errno (man 2 access, AT_EACCESS). */
  public int tryExecutable(String path) {
    long at = kernel.string(path);
    int result = (int) kernel.attempt(Nr.FACCESSAT2, AT_FDCWD, at, 1, 0x200, 0, 0);
    if (result == -Errno.ENOSYS || result == -Errno.EPERM) {
      result = (int) kernel.attempt(Nr.FACCESSAT, AT_FDCWD, at, 1, 0, 0, 0);
    }
    if (result < 0) {
      return result;
    }
    Stat stat = stat(path);
    return stat != null && stat.isDirectory() ? -Errno.EISDIR : result;
  }

  /** The magic number of the file system that holds an open file (man 2 statfs), or 0. */
  public long fileSystemType(String path) {
    long at = kernel.memory().zeroed(128);
    return kernel.attempt(Nr.STATFS, kernel.string(path), at, 0) < 0
        ? 0
        : kernel.syscalls().getLong(at);
  }

  /** The magic number of the file system that holds an open file (man 2 fstatfs), or 0. */
  public long fileSystemType(int fd) {
    long at = kernel.memory().zeroed(128);
    return kernel.attempt(Nr.FSTATFS, fd, at, 0) < 0 ? 0 : kernel.syscalls().getLong(at);
  }

  public Fd own(int fd) {
    return new Fd(kernel, fd);
  }

  public byte[] random(int length) {
    long at = kernel.memory().zeroed(length);
    kernel.call("getrandom", "", Nr.GETRANDOM, at, length, 0);
    return kernel.memory().copy(at, length);
  }
}
