package dev.jaula.layer;

import dev.jaula.linux.Bytes;
import dev.jaula.linux.Errno;
import dev.jaula.linux.Stat;
import java.util.Objects;

/**
 * Copies single files with owner, mode, times and attributes: by sharing blocks where the file
 * system can (man 2 ioctl_ficlone), else in the kernel, holes kept.
 */
final class Copies {
  private static final long FICLONE = 0x40049409L;
  private static final int SEEK_SET = 0;
  private static final int SEEK_DATA = 3;
  private static final int SEEK_HOLE = 4;

  private final Calls calls;

  Copies(Calls calls) {
    this.calls = calls;
  }

  /** Copies anything but a directory under a name that is free. */
  void entry(int from, byte[] name, Stat stat, int to, byte[] as) {
    int answer;
    switch (stat.mode() & Calls.S_IFMT) {
      case Calls.S_IFREG -> {
        regular(from, name, stat, to, as);
        return;
      }
      case Calls.S_IFLNK ->
          answer = calls.symbolicLink(Objects.requireNonNull(calls.target(from, name)), to, as);
      case Calls.S_IFSOCK -> {
        return;
      }
      default -> answer = calls.makeNode(to, as, stat.mode(), stat.nodeMajor(), stat.nodeMinor());
    }
    check("copy", as, answer);
    attributes(from, name, stat, to, as);
  }

  private static void check(String call, byte[] name, long answer) {
    if (answer < 0) {
      throw Calls.failed(call, Bytes.decode(name), answer);
    }
  }

  /** Owner, mode, extended attributes and time, in the order that keeps all of them. */
  void attributes(int from, byte[] name, Stat stat, int to, byte[] as) {
    check("chown", as, calls.chownAt(to, as, stat.uid(), stat.gid()));
    if (!stat.isSymbolicLink()) {
      check("chmod", as, calls.chmodAt(to, as, stat.mode() & 07777));
    }
    for (String key : calls.xattrs(from, name)) {
      byte[] value = calls.xattr(from, name, key);
      if (value != null && !OverlayMarks.isOwn(key)) {
        int answer = calls.setXattr(to, as, key, value);
        if (answer != -Errno.EOPNOTSUPP && answer != -Errno.EPERM) {
          check("setxattr " + key, as, answer);
        }
      }
    }
    time(stat, to, as);
  }

  void time(Stat stat, int to, byte[] as) {
    long seconds = Math.floorDiv(stat.modified(), 1_000_000_000L);
    int nanos = (int) Math.floorMod(stat.modified(), 1_000_000_000L);
    check("utimes", as, calls.touchAt(to, as, seconds, nanos));
  }

  private void regular(int from, byte[] name, Stat stat, int to, byte[] as) {
    int source = calls.openAt(from, name, Calls.CONTENT, 0);
    check("open", name, source);
    try {
      int target = calls.openAt(to, as, Calls.NEW_FILE, 0600);
      check("open", as, target);
      try {
        content(source, target, stat.size(), as);
      } finally {
        calls.close(target);
      }
      attributes(from, name, stat, to, as);
    } finally {
      calls.close(source);
    }
  }

  private void content(int source, int target, long size, byte[] as) {
    if (calls.ioctl(target, FICLONE, source) == 0) {
      return;
    }
    check("truncate", as, calls.truncate(target, size));
    long at = 0;
    while (at < size) {
      long data = calls.seek(source, at, SEEK_DATA);
      if (data == -Errno.ENXIO) {
        return;
      }
      check("seek", as, data);
      long hole = calls.seek(source, data, SEEK_HOLE);
      check("seek", as, hole);
      part(source, target, data, hole, as);
      at = hole;
    }
  }

  private void part(int source, int target, long from, long to, byte[] as) {
    check("seek", as, calls.seek(source, from, SEEK_SET));
    check("seek", as, calls.seek(target, from, SEEK_SET));
    long at = from;
    while (at < to) {
      long n = calls.copyRange(source, target, to - at);
      if (n == -Errno.EXDEV || n == -Errno.EOPNOTSUPP || n == -Errno.EINVAL) {
        n = byHand(source, target, at, to, as);
      }
      check("copy", as, n);
      if (n == 0) {
        return; // it became shorter meanwhile
      }
      at += n;
    }
  }

  /** For file systems between which the kernel does not copy. */
  private long byHand(int source, int target, long from, long to, byte[] as) {
    byte[] data = new byte[(int) Math.min(to - from, Calls.BUFFER)];
    int n = calls.read(source, data, 0, data.length, from);
    check("read", as, n);
    long answer = calls.write(target, data, 0, n, from);
    check("write", as, answer);
    check("seek", as, calls.seek(source, from + n, SEEK_SET));
    check("seek", as, calls.seek(target, from + n, SEEK_SET));
    return n;
  }
}
