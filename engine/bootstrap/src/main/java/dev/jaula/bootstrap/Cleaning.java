package dev.jaula.bootstrap;

import dev.jaula.linux.Directories;
import dev.jaula.linux.Errno;
import dev.jaula.linux.Files;
import dev.jaula.linux.Kernel;
import dev.jaula.linux.LinuxException;
import dev.jaula.linux.Nr;
import dev.jaula.linux.Stat;
import dev.jaula.linux.Syscalls;
import java.nio.file.Path;
import java.util.List;

/**
 * Takes away what differs from one run to the next, and makes no file younger than the archive, so
 * that the same packages give the same bytes (as mmdebstrap's cleanup). The container has ended:
 * nobody else changes the tree.
 */
final class Cleaning {
  private static final List<String> REMOVED =
      List.of(
          "var/log/dpkg.log",
          "var/log/bootstrap.log",
          "var/log/alternatives.log",
          "var/log/apt/history.log",
          "var/log/apt/term.log",
          "var/log/apt/eipp.log.xz",
          "var/cache/ldconfig/aux-cache",
          "var/cache/apt/pkgcache.bin",
          "var/cache/apt/srcpkgcache.bin",
          "var/cache/debconf/config.dat-old",
          "var/cache/debconf/templates.dat-old",
          "var/lib/dbus/machine-id",
          "var/lib/systemd/random-seed",
          "var/lib/systemd/catalog/database",
          "etc/hostname",
          "etc/resolv.conf",
          "etc/hosts");

  private static final int AT_SYMLINK_NOFOLLOW = 0x100;
  private static final long SECOND = 1_000_000_000L;
  private static final int DEPTH = 500;

  private final Kernel kernel;
  private final Files files;
  private final Directories directories;
  private final String root;

  Cleaning(Syscalls syscalls, Path root) {
    kernel = new Kernel(syscalls);
    files = new Files(kernel);
    directories = files.directories();
    this.root = root.toString();
  }

  /** Removes logs, caches, what was left in /run and /tmp, and empties the machine's id. */
  void clean(Tree tree, long epoch) {
    // what the container wrote for itself is empty; what a package brought is not
    for (String path : REMOVED) {
      boolean network = path.startsWith("etc/");
      Stat stat = network ? files.linkStat(root + "/" + path) : null;
      if (!network || (stat != null && stat.isRegular() && stat.size() == 0)) {
        removeIfThere(tree, path);
      }
    }
    empty("run");
    empty("tmp");
    directories.removeTree(root + "/" + Configure.WORKSHOP);
    if (tree.exists("etc/machine-id")) {
      tree.put("etc/machine-id", new byte[0], 0644, epoch);
    }
  }

  private void removeIfThere(Tree tree, String path) {
    if (tree.exists(path)) {
      tree.remove(path);
    }
  }

  /** Removes what is in a folder of the root, but for /run/lock, where /var/lock leads. */
  private void empty(String folder) {
    Stat stat = files.linkStat(root + "/" + folder);
    if (stat == null || !stat.isDirectory()) {
      return;
    }
    for (String name : directories.list(root + "/" + folder)) {
      if (!name.equals("lock")) {
        directories.removeTree(root + "/" + folder + "/" + name);
      }
    }
  }

  /** Sets the time of all that is younger than this to it, seconds since 1970. */
  void clamp(long epoch) {
    clamp(root, epoch, 0);
  }

  private void clamp(String folder, long epoch, int depth) {
    if (depth > DEPTH) {
      throw new LinuxException("clamp", folder, Errno.ELOOP);
    }
    long mark = kernel.memory().mark();
    for (String name : directories.list(folder)) {
      String path = folder + "/" + name;
      Stat stat = files.linkStat(path);
      if (stat != null && stat.isDirectory()) {
        clamp(path, epoch, depth + 1);
      } else if (stat != null) {
        touch(path, stat, epoch);
      }
      kernel.memory().release(mark);
    }
    Stat own = files.linkStat(folder);
    if (own != null) {
      touch(folder, own, epoch);
    }
    kernel.memory().release(mark);
  }

  private void touch(String path, Stat stat, long epoch) {
    if (stat.modified() <= epoch * SECOND) {
      return;
    }
    long times = kernel.memory().zeroed(32);
    kernel.syscalls().putLong(times, epoch);
    kernel.syscalls().putLong(times + 16, epoch);
    long name = kernel.memory().string(path);
    long answer =
        kernel.attempt(Nr.UTIMENSAT, Files.AT_FDCWD, name, times, AT_SYMLINK_NOFOLLOW, 0, 0);
    if (answer < 0) {
      throw new LinuxException("utimensat", path, (int) -answer);
    }
  }

  /** Waits until the file system has it all on its disk. */
  void sync() {
    try (dev.jaula.linux.Fd fd = files.open(root, Files.O_RDONLY | Files.O_DIRECTORY)) {
      long answer = kernel.attempt(Nr.SYNCFS, fd.number(), 0, 0, 0, 0, 0);
      if (answer < 0) {
        throw new LinuxException("syncfs", root, (int) -answer);
      }
    }
  }
}
