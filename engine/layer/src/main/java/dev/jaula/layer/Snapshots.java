package dev.jaula.layer;

import dev.jaula.linux.Bytes;
import dev.jaula.linux.Errno;
import dev.jaula.linux.Files;
import dev.jaula.linux.Stat;
import dev.jaula.linux.Syscalls;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Copies a chain of layers into one directory, where no overlay can be mounted: blocks are shared
 * where the file system can (btrfs, xfs, bcachefs), else copied in the kernel. Whiteouts and opaque
 * directories are applied, hard links of a layer stay, holes too.
 */
public final class Snapshots {
  private static final byte[] HERE = new byte[0];

  private final Syscalls syscalls;

  public Snapshots(Syscalls syscalls) {
    this.syscalls = syscalls;
  }

  /**
   * Copies layers one upon the other.
   *
   * @param layers directories in overlayfs's form, the uppermost first, as mount's lowerdir has
   *     them
   * @param target a directory that exists; it becomes the root
   * @throws LayerException when something cannot be read or written
   */
  public void copy(List<Path> layers, Path target) {
    try (Calls calls = new Calls(syscalls)) {
      int to = open(calls, target);
      try {
        for (int i = layers.size() - 1; i >= 0; i--) {
          int from = open(calls, layers.get(i));
          try {
            new Run(calls, new HashMap<>(), to).layer(from);
          } finally {
            calls.close(from);
          }
        }
      } finally {
        calls.close(to);
      }
    }
  }

  private static int open(Calls calls, Path path) {
    int fd = calls.open(path.toString(), Files.O_RDONLY | Files.O_DIRECTORY);
    if (fd < 0) {
      throw Calls.failed("open", path.toString(), fd);
    }
    return fd;
  }

  /** One layer; linked has, for files with several names, the path of the first copy. */
  private record Run(Calls calls, Map<Long, byte[]> linked, int root) {
    void layer(int from) {
      directory(from, root, HERE);
      Stat stat = calls.stat(from);
      new Copies(calls).attributes(from, HERE, stat, root, new byte[] {'.'});
    }

    private void directory(int from, int to, byte[] path) {
      if (OverlayMarks.isOpaque(calls, from, HERE)) {
        new Trees(calls).clear(to);
      }
      for (byte[] name : calls.list(from)) {
        Stat stat = calls.stat(from, name);
        if (stat != null) {
          entry(from, name, stat, to, join(path, name));
        }
      }
    }

    private static byte[] join(byte[] path, byte[] name) {
      if (path.length == 0) {
        return name;
      }
      byte[] whole = Arrays.copyOf(path, path.length + 1 + name.length);
      whole[path.length] = '/';
      System.arraycopy(name, 0, whole, path.length + 1, name.length);
      return whole;
    }

    private void entry(int from, byte[] name, Stat stat, int to, byte[] path) {
      if (stat.isDirectory()) {
        enter(from, name, stat, to, path);
        return;
      }
      new Trees(calls).remove(to, name);
      if (OverlayMarks.isWhiteout(stat)) {
        return;
      }
      byte[] first = stat.links() > 1 ? linked.putIfAbsent(stat.inode(), path) : null;
      if (first == null) {
        new Copies(calls).entry(from, name, stat, to, name);
        return;
      }
      link(first, to, name);
    }

    private void link(byte[] first, int to, byte[] name) {
      int slash = first.length - 1;
      while (slash >= 0 && first[slash] != '/') {
        slash--;
      }
      try (Walk walk = new Walk(calls, root)) {
        int parent = walk.to(first, Math.max(slash, 0), null);
        byte[] last = Arrays.copyOfRange(first, slash + 1, first.length);
        check("link", name, parent < 0 ? parent : calls.hardLink(parent, last, to, name));
      }
    }

    private static void check(String call, byte[] name, int answer) {
      if (answer < 0) {
        throw Calls.failed(call, Bytes.decode(name), answer);
      }
    }

    private void enter(int from, byte[] name, Stat stat, int to, byte[] path) {
      int made = calls.makeDirectory(to, name, 0700);
      Stat there = made == -Errno.EEXIST ? calls.stat(to, name) : null;
      if (there != null && !there.isDirectory()) {
        new Trees(calls).remove(to, name);
        made = calls.makeDirectory(to, name, 0700);
        there = null;
      }
      check("mkdir", name, there == null ? made : 0);
      int source = calls.openAt(from, name, Calls.LIST, 0);
      check("open", name, source);
      try {
        int target = calls.openAt(to, name, Calls.LIST, 0);
        check("open", name, target);
        try {
          directory(source, target, path);
          new Copies(calls).attributes(source, HERE, stat, to, name);
        } finally {
          calls.close(target);
        }
      } finally {
        calls.close(source);
      }
    }
  }
}
