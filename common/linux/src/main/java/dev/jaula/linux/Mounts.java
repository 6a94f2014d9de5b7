package dev.jaula.linux;

import org.jspecify.annotations.Nullable;

/**
 * Mounts: the classic calls (man 2 mount, umount2, pivot_root) and the new ones (open_tree,
 * move_mount, fsopen ...).
 */
public final class Mounts {
  public static final int MS_RDONLY = 1;
  public static final int MS_NOSUID = 2;
  public static final int MS_NODEV = 4;
  public static final int MS_NOEXEC = 8;
  public static final int MS_REMOUNT = 32;
  public static final int MS_NOATIME = 1024;
  public static final int MS_NODIRATIME = 2048;
  public static final int MS_BIND = 4096;
  public static final int MS_REC = 16384;
  public static final int MS_UNBINDABLE = 1 << 17;
  public static final int MS_PRIVATE = 1 << 18;
  public static final int MS_SLAVE = 1 << 19;
  public static final int MS_SHARED = 1 << 20;
  public static final int MS_RELATIME = 1 << 21;
  public static final int MS_STRICTATIME = 1 << 24;
  public static final int MNT_DETACH = 2;
  public static final int AT_RECURSIVE = 0x8000;
  public static final int MOUNT_ATTR_RDONLY = 1;
  public static final int MOUNT_ATTR_NOSUID = 2;
  public static final int MOUNT_ATTR_NODEV = 4;
  public static final int MOUNT_ATTR_NOEXEC = 8;
  public static final int MOUNT_ATTR_NOATIME = 0x10;
  public static final int MOUNT_ATTR_ATIME = 0x70;
  public static final int MOUNT_ATTR_NODIRATIME = 0x80;
  public static final int MOUNT_ATTR_IDMAP = 0x100000;

  private static final int OPEN_TREE_CLONE = 1;
  private static final int AT_EMPTY_PATH = 0x1000;
  private static final int AT_SYMLINK_NOFOLLOW = 0x100;
  private static final int MOVE_MOUNT_F_EMPTY_PATH = 4;
  private static final int MOVE_MOUNT_T_EMPTY_PATH = 0x40;

  private final Kernel kernel;

  public Mounts(Kernel kernel) {
    this.kernel = kernel;
  }

  public void mount(
      @Nullable String source,
      String target,
      @Nullable String type,
      long flags,
      @Nullable String data) {
    int errno = -tryMount(source, target, type, flags, data);
    if (errno > 0) {
      throw new LinuxException(
          "mount", (type == null ? source + " on " : type + " on ") + target, errno);
    }
  }

  /** 0 or {@code -errno}. */
  public int tryMount(
      @Nullable String source,
      String target,
      @Nullable String type,
      long flags,
      @Nullable String data) {
    return (int)
        kernel.attempt(
            Nr.MOUNT,
            kernel.stringOrNull(source),
            kernel.string(target),
            kernel.stringOrNull(type),
            flags,
            kernel.stringOrNull(data),
            0);
  }

  public void unmount(String target, int flags) {
    kernel.call("umount", target, Nr.UMOUNT2, kernel.string(target), flags, 0);
  }

  /** 0 or {@code -errno}. */
  public int tryUnmount(String target, int flags) {
    return (int) kernel.attempt(Nr.UMOUNT2, kernel.string(target), flags, 0);
  }

  public void pivotRoot(String root, String old) {
    kernel.call("pivot_root", root, Nr.PIVOT_ROOT, kernel.string(root), kernel.string(old), 0);
  }

  /**
   * A detached copy of the mount at a path, its submounts too when recursive: a descriptor for
   * {@link #tryMove}.
   */
  public int cloneTree(int directory, String path, boolean recursive) {
    int flags =
        OPEN_TREE_CLONE
            | Files.O_CLOEXEC
            | (recursive ? AT_RECURSIVE : 0)
            | (path.isEmpty() ? AT_EMPTY_PATH : 0);
    return (int)
        kernel.call("open_tree", path, Nr.OPEN_TREE, directory, kernel.string(path), flags);
  }

  /** As {@link #cloneTree}; {@code -errno} when it fails. */
  public int tryCloneTree(int directory, String path, boolean recursive) {
    int flags =
        OPEN_TREE_CLONE
            | Files.O_CLOEXEC
            | (recursive ? AT_RECURSIVE : 0)
            | (path.isEmpty() ? AT_EMPTY_PATH : 0);
    return (int) kernel.attempt(Nr.OPEN_TREE, directory, kernel.string(path), flags);
  }

  /** As {@link #tryCloneTree}, of a symbolic link itself when path is one. */
  public int tryCloneLink(String path) {
    int flags = OPEN_TREE_CLONE | Files.O_CLOEXEC | AT_SYMLINK_NOFOLLOW;
    return (int) kernel.attempt(Nr.OPEN_TREE, Files.AT_FDCWD, kernel.string(path), flags);
  }

  /** Attaches a detached mount at a path below a directory descriptor; 0 or {@code -errno}. */
  public int tryMove(int tree, int directory, String path) {
    long empty = kernel.string("");
    long target = kernel.string(path);
    int flags = MOVE_MOUNT_F_EMPTY_PATH;
    return (int) kernel.attempt(Nr.MOVE_MOUNT, tree, empty, directory, target, flags, 0);
  }

  /** Attaches a detached mount at what a descriptor has open; 0 or {@code -errno}. */
  public int tryMoveOnto(int tree, int target) {
    long empty = kernel.string("");
    int flags = MOVE_MOUNT_F_EMPTY_PATH | MOVE_MOUNT_T_EMPTY_PATH;
    return (int) kernel.attempt(Nr.MOVE_MOUNT, tree, empty, target, empty, flags, 0);
  }

  /**
   * man 2 mount_setattr; set and clear hold MOUNT_ATTR bits, propagation an MS_ flag or 0,
   * userNamespace a descriptor.
   */
  public void setAttributes(
      int directory,
      String path,
      boolean recursive,
      long set,
      long clear,
      long propagation,
      int userNamespace) {
    Syscalls s = kernel.syscalls();
    long attr = kernel.memory().zeroed(32);
    s.putLong(attr, set);
    s.putLong(attr + 8, clear);
    s.putLong(attr + 16, propagation);
    s.putLong(attr + 24, userNamespace);
    int flags = (recursive ? AT_RECURSIVE : 0) | (path.isEmpty() ? AT_EMPTY_PATH : 0);
    kernel.call(
        "mount_setattr",
        path,
        Nr.MOUNT_SETATTR,
        directory,
        kernel.string(path),
        flags,
        attr,
        32,
        0);
  }
}
