package dev.jaula.perform;

import dev.jaula.linux.Errno;
import dev.jaula.linux.Fd;
import dev.jaula.linux.Files;
import dev.jaula.linux.LinuxException;
import dev.jaula.linux.Stat;
import org.jspecify.annotations.Nullable;

/**
 * Places to mount on, inside the new root: made when missing, and never reached through a link for
 * proc, sys, dev.
 */
final class Targets {
  private static final long PROC_MAGIC = 0x9fa0;

  private final Machine machine;

  Targets(Machine machine) {
    this.machine = machine;
  }

  /** Makes the directory, and those above it. */
  void makeDirectory(String path) {
    open(path, Files.RESOLVE_NO_MAGICLINKS).close();
  }

  /**
   * Opens a directory, and makes what is missing of it. No link of procfs is followed: these lead
   * out of the root, to what another process or this one has open (CVE-2024-21626).
   *
   * @param resolve further limits on how the path is resolved (man 2 openat2)
   */
  Fd open(String path, int resolve) {
    int fd = tryOpen(Files.AT_FDCWD, path, resolve);
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
        fd = tryOpen(parent.number(), name, resolve);
      }
    }
    if (fd < 0) {
      throw new LinuxException("mount on", path, -fd);
    }
    return machine.files().own(fd);
  }

  private int tryOpen(int directory, String path, int resolve) {
    int flags = Files.O_PATH | Files.O_DIRECTORY;
    int within = resolve | Files.RESOLVE_NO_MAGICLINKS;
    return machine.files().tryOpenResolved(directory, path, flags, within);
  }

  /** Enters the directory of a path, made when it is missing; returns the last name. */
  String enterParent(String path) {
    int slash = path.lastIndexOf('/');
    try (Fd parent = open(path.substring(0, Math.max(1, slash)), 0)) {
      machine.files().directories().enter(parent.number());
    }
    return path.substring(slash + 1);
  }

  /** What is not meant to cover files of procfs must not do so by way of a link or two dots. */
  void refuseProc(String path, Fd opened) {
    boolean meant = path.startsWith("/proc/") || path.equals("/proc");
    if (!meant && machine.files().fileSystemType(opened.number()) == PROC_MAGIC) {
      throw new PerformException(
          PerformException.FAILED,
          "\""
              + path
              + "\" cannot be mounted because a link leads it inside /proc; mount it elsewhere");
    }
  }

  /** Opens what there is, without following links of procfs; -ENOENT when there is nothing. */
  int find(String path) {
    int flags = Files.O_PATH;
    int fd =
        machine.files().tryOpenResolved(Files.AT_FDCWD, path, flags, Files.RESOLVE_NO_MAGICLINKS);
    if (fd < 0 && fd != -Errno.ENOENT && fd != -Errno.ENOTDIR && fd != -Errno.EACCES) {
      throw new LinuxException("open", path, -fd);
    }
    return fd;
  }

  /** Makes an empty file, and the directories above it. */
  void makeFile(String path) {
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
