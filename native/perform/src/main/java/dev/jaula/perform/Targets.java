package dev.jaula.perform;

import dev.jaula.linux.Errno;
import dev.jaula.linux.Fd;
import dev.jaula.linux.Files;
import dev.jaula.linux.LinuxException;
import dev.jaula.linux.Stat;
import org.jspecify.annotations.Nullable;

/**
 * Places to mount on, inside the container's root: made when missing, and never reached through a
 * link for proc, sys, dev.
 */
public final class Targets {
  private static final long PROC_MAGIC = 0x9fa0;

  private final Machine machine;
  private final int root;
  private final int always;

  /** In a process whose root is the container's. */
  Targets(Machine machine) {
    this.machine = machine;
    this.root = Files.AT_FDCWD;
    this.always = Files.RESOLVE_NO_MAGICLINKS;
  }

  /** In a root that is open, which no link leads out of. */
  public Targets(Machine machine, Fd root) {
    this.machine = machine;
    this.root = root.number();
    this.always = Files.RESOLVE_NO_MAGICLINKS | Files.RESOLVE_IN_ROOT;
  }

  /** Makes the directory, and those above it. */
  void makeDirectory(String path) {
    open(path, 0).close();
  }

  /**
   * Opens a directory, and makes what is missing of it. No link of procfs is followed: these lead
   * out of the root, to what another process or this one has open (CVE-2024-21626).
   *
   * @param resolve further limits on how the path is resolved (man 2 openat2)
   */
  public Fd open(String path, int resolve) {
    int fd = tryOpen(path, resolve);
    int slash = path.lastIndexOf('/');
    if (fd == -Errno.ENOENT && slash == path.length() - 1 && slash > 0) {
      return open(path.substring(0, slash), resolve);
    }
    if (fd == -Errno.ENOENT && slash >= 0) {
      String name = path.substring(slash + 1);
      try (Fd parent = open(path.substring(0, Math.max(1, slash)), resolve)) {
        int result = machine.files().directories().tryMakeAt(parent.number(), name, 0755);
        if (result < 0 && result != -Errno.EEXIST) {
          throw new LinuxException("mkdir", path, -result);
        }
        fd = tryOpen(path, resolve);
      }
    }
    if (fd < 0) {
      throw new LinuxException("mount on", path, -fd);
    }
    return machine.files().own(fd);
  }

  private int tryOpen(String path, int resolve) {
    int flags = Files.O_PATH | Files.O_DIRECTORY;
    return machine.files().tryOpenResolved(root, path, flags, resolve | always);
  }

  /** Enters the directory of a path, made when it is missing; returns the last name. */
  public String enterParent(String path) {
    int slash = path.lastIndexOf('/');
    try (Fd parent = open(path.substring(0, Math.max(1, slash)), 0)) {
      machine.files().directories().enter(parent.number());
    }
    return path.substring(slash + 1);
  }

  /** Whether a path that does not say so leads into procfs. */
  public boolean isLedIntoProc(String path, Fd opened) {
    if (path.startsWith("/proc/") || path.equals("/proc")) {
      return false;
    }
    long type = machine.files().fileSystemType(opened.number());
    if (type == 0) {
      // it cannot be asked, so it cannot be trusted either
      throw new LinuxException("fstatfs", path, Errno.EIO);
    }
    return type == PROC_MAGIC;
  }

  /** What is not meant to cover files of procfs must not do so by way of a link or two dots. */
  public void refuseProc(String path, Fd opened) {
    if (isLedIntoProc(path, opened)) {
      throw new PerformException(
          PerformException.FAILED,
          "\""
              + path
              + "\" cannot be mounted because a link leads it inside /proc; mount it elsewhere");
    }
  }

  /** What is attached to /proc must be a procfs (CVE-2019-16884). */
  public void refuseFalseProc(String path, int tree, @Nullable String source) {
    if (path.equals("/proc") && machine.files().fileSystemType(tree) != PROC_MAGIC) {
      throw new PerformException(
          PerformException.FAILED,
          "\"" + source + "\" cannot be mounted on /proc because it is not of type proc");
    }
  }

  /** Opens what there is, without following links of procfs; -ENOENT when there is nothing. */
  public int find(String path) {
    int fd = machine.files().tryOpenResolved(root, path, Files.O_PATH, always);
    if (fd < 0 && fd != -Errno.ENOENT && fd != -Errno.ENOTDIR && fd != -Errno.EACCES) {
      throw new LinuxException("open", path, -fd);
    }
    return fd;
  }

  /** Makes an empty file, and the directories above it. */
  public void makeFile(String path) {
    int result = machine.files().tryMakeFile(enterParent(path), 0644);
    if (result < 0 && result != -Errno.EEXIST) {
      throw new LinuxException("make", path, -result);
    }
  }

  /**
   * Makes what a tree can be attached to: a directory for a directory, a file for anything else.
   */
  void makeLike(int tree, String path) {
    @Nullable Stat stat = machine.files().statDescriptor(tree);
    if (stat != null && stat.isDirectory()) {
      makeDirectory(path);
    } else {
      makeFile(path);
    }
  }

  /** Whether one of the two is a directory and the other is not. */
  boolean differs(int tree, String path) {
    @Nullable Stat source = machine.files().statDescriptor(tree);
    @Nullable Stat target = machine.files().stat(path);
    return source != null && target != null && source.isDirectory() != target.isDirectory();
  }

  /**
   * Opens a directory whose path has no symbolic link in it (CVE-2019-16884, CVE-2023-27561,
   * CVE-2026-41579).
   */
  Fd openPlain(String path) {
    return open(path, Files.RESOLVE_NO_SYMLINKS);
  }

  /** Writes below /proc/sys, see {@link #writeProc}. */
  void writeParameter(String key, String value) {
    writeProc("sys/" + key.replace('.', '/'), value, Files.RESOLVE_NO_SYMLINKS);
  }

  /**
   * Writes to a file of procfs, but only if that is the kernel's and nothing is mounted over it
   * (CVE-2025-52881).
   *
   * @param path below /proc
   * @param resolve further limits on how it is resolved (man 2 openat2)
   */
  void writeProc(String path, String value, int resolve) {
    String name = "/proc/" + path;
    try (Fd proc = openPlain("/proc")) {
      int within = Files.RESOLVE_NO_MAGICLINKS | Files.RESOLVE_NO_XDEV | Files.RESOLVE_BENEATH;
      int fd =
          machine.files().tryOpenResolved(proc.number(), path, Files.O_WRONLY, within | resolve);
      if (fd < 0) {
        throw new LinuxException("open", name, -fd);
      }
      try (Fd file = machine.files().own(fd)) {
        if (machine.files().fileSystemType(fd) != PROC_MAGIC) {
          throw new LinuxException("open", name, Errno.EXDEV);
        }
        machine.files().writeOnce(file.number(), name, value);
      }
    }
  }
}
