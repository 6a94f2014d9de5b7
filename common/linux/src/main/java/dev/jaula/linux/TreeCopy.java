package dev.jaula.linux;

/**
 * Copies what a directory holds into another: files of all kinds with owner, mode and times. No
 * link is followed.
 */
public final class TreeCopy {
  private static final int NOFOLLOW = 0x100;
  private static final int DEEPEST = 256;
  private static final int CHUNK = 1 << 30;
  private static final int KINDS = 0xf000;
  private static final int DIRECTORY = 0x4000;
  private static final int REGULAR = 0x8000;
  private static final int LINK = 0xa000;
  private static final int SOCKET = 0xc000;

  private final Kernel kernel;
  private final Files files;

  public TreeCopy(Kernel kernel, Files files) {
    this.kernel = kernel;
    this.files = files;
  }

  /** From and to are descriptors of directories; path is for the message. */
  public void copy(int from, int to, String path) {
    copy(from, to, path, 0);
  }

  private void copy(int from, int to, String path, int depth) {
    if (depth > DEEPEST) {
      throw new LinuxException("copy", path, Errno.ELOOP);
    }
    for (String name : files.directories().list(from, path)) {
      long mark = kernel.memory().mark();
      entry(from, to, name, path + "/" + name, depth);
      kernel.memory().release(mark);
    }
  }

  private void entry(int from, int to, String name, String path, int depth) {
    Syscalls s = kernel.syscalls();
    long stat = kernel.memory().zeroed(256);
    long at = kernel.string(name);
    kernel.call("stat", path, Nr.STATX, from, at, NOFOLLOW, 0x17ff, stat, 0);
    int mode = s.getShort(stat + 28) & 0xffff;
    switch (mode & KINDS) {
      case DIRECTORY -> directory(from, to, name, path, depth);
      case REGULAR -> regular(from, to, name, path);
      case LINK -> link(from, to, at, path, name);
      case SOCKET -> {
        return;
      }
      default -> node(to, at, path, mode, stat);
    }
    kernel.call(
        "chown", path, Nr.FCHOWNAT, to, at, s.getInt(stat + 20), s.getInt(stat + 24), NOFOLLOW, 0);
    if ((mode & KINDS) != LINK) {
      kernel.call("chmod", path, Nr.FCHMODAT, to, at, mode & 07777);
    }
    times(to, at, stat);
  }

  private void directory(int from, int to, String name, String path, int depth) {
    int flags = Files.O_RDONLY | Files.O_DIRECTORY | Files.O_NOFOLLOW;
    int made = files.directories().tryMakeAt(to, name, 0700);
    if (made < 0 && made != -Errno.EEXIST) {
      throw new LinuxException("mkdir", path, -made);
    }
    try (Fd source = files.openAt(from, name, flags, 0);
        Fd target = files.openAt(to, name, flags, 0)) {
      copy(source.number(), target.number(), path, depth + 1);
    }
  }

  private void regular(int from, int to, String name, String path) {
    int flags = Files.O_WRONLY | Files.O_CREAT | Files.O_EXCL | Files.O_NOFOLLOW;
    try (Fd source = files.openAt(from, name, Files.O_RDONLY | Files.O_NOFOLLOW, 0);
        Fd target = files.openAt(to, name, flags, 0600)) {
      long n;
      do {
        n =
            kernel.call(
                "copy", path, Nr.SENDFILE, target.number(), source.number(), 0, CHUNK, 0, 0);
      } while (n > 0);
    }
  }

  private void link(int from, int to, long at, String path, String name) {
    String target = files.readLinkAt(from, name);
    if (target != null) {
      kernel.call("symlink", path, Nr.SYMLINKAT, kernel.string(target), to, at);
    }
  }

  private void node(int to, long at, String path, int mode, long stat) {
    Syscalls s = kernel.syscalls();
    long major = s.getInt(stat + 128);
    long minor = s.getInt(stat + 132);
    long device = minor & 0xff | (major & 0xfff) << 8 | (minor & ~0xffL) << 12;
    kernel.call("mknod", path, Nr.MKNODAT, to, at, mode, device, 0, 0);
  }

  /** When it was read and changed; a failure is no matter. */
  private void times(int to, long at, long stat) {
    Syscalls s = kernel.syscalls();
    long times = kernel.memory().zeroed(32);
    s.putLong(times, s.getLong(stat + 64));
    s.putLong(times + 8, s.getInt(stat + 72));
    s.putLong(times + 16, s.getLong(stat + 112));
    s.putLong(times + 24, s.getInt(stat + 120));
    kernel.attempt(Nr.UTIMENSAT, to, at, times, NOFOLLOW, 0, 0);
  }
}
