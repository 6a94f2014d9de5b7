package dev.jaula.layer;

import dev.jaula.linux.Bytes;
import dev.jaula.linux.Files;
import dev.jaula.linux.Stat;
import dev.jaula.linux.Syscalls;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a container has changed in its image, as {@code docker diff} tells it: a directory is
 * changed when something below it is, what was copied up and not changed is left out, and of a tree
 * that was deleted only the top is told.
 */
public final class Differ {
  private static final byte[] HERE = new byte[0];
  private static final String CAPABILITY = "security.capability";

  private final Syscalls syscalls;

  public Differ(Syscalls syscalls) {
    this.syscalls = syscalls;
  }

  /**
   * Compares an overlay's upper directory with what lies below it.
   *
   * @param lowers the uppermost first
   * @return the changes, each directory before what is in it
   */
  public List<Change> diff(Path upper, List<Path> lowers) {
    try (Calls calls = new Calls(syscalls)) {
      List<Integer> below = new ArrayList<>();
      try (Merged merged = new Merged(calls, below)) {
        for (Path lower : lowers) {
          below.add(open(calls, lower));
        }
        int fd = open(calls, upper);
        try {
          List<Change> changes = new ArrayList<>();
          new Run(calls, changes).directory(fd, merged, "/");
          return changes;
        } finally {
          calls.close(fd);
        }
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

  private record Run(Calls calls, List<Change> changes) {
    void directory(int fd, Merged below, String prefix) {
      List<byte[]> names = new ArrayList<>(calls.list(fd));
      names.sort(Arrays::compareUnsigned);
      boolean opaque = OverlayMarks.isOpaque(calls, fd, HERE);
      for (byte[] name : names) {
        Stat stat = calls.stat(fd, name);
        if (stat != null) {
          entry(fd, name, stat, below, prefix + Bytes.decode(name));
        }
      }
      if (opaque) {
        hidden(names, below, prefix);
      }
    }

    /** What an opaque directory does not have is deleted. */
    private void hidden(List<byte[]> names, Merged below, String prefix) {
      Set<String> here = new HashSet<>();
      names.forEach(name -> here.add(Bytes.decode(name)));
      for (byte[] name : below.names()) {
        if (!here.contains(Bytes.decode(name))) {
          changes.add(new Change(Change.Kind.DELETED, prefix + Bytes.decode(name)));
        }
      }
    }

    private void entry(int fd, byte[] name, Stat stat, Merged below, String path) {
      Stat before = below.stat(name);
      if (OverlayMarks.isWhiteout(stat)) {
        if (before != null) {
          changes.add(new Change(Change.Kind.DELETED, path));
        }
        return;
      }
      int at = changes.size();
      if (stat.isDirectory()) {
        descend(fd, name, below, path);
      }
      if (before == null) {
        changes.add(at, new Change(Change.Kind.ADDED, path));
      } else if (changes.size() > at || isChanged(fd, name, stat, below, before)) {
        changes.add(at, new Change(Change.Kind.CHANGED, path));
      }
    }

    private void descend(int fd, byte[] name, Merged below, String path) {
      int inner = calls.openAt(fd, name, Calls.LIST, 0);
      if (inner < 0) {
        throw Calls.failed("open", path, inner);
      }
      try (Merged deeper = below.enter(name)) {
        directory(inner, deeper, path + "/");
      } finally {
        calls.close(inner);
      }
    }

    /** A directory's time changes with its names, which are told by themselves. */
    private boolean isChanged(int fd, byte[] name, Stat now, Merged below, Stat before) {
      boolean same =
          now.mode() == before.mode()
              && now.uid() == before.uid()
              && now.gid() == before.gid()
              && now.nodeMajor() == before.nodeMajor()
              && now.nodeMinor() == before.nodeMinor();
      if (!same) {
        return true;
      }
      boolean content = now.modified() != before.modified() || now.size() != before.size();
      return (!now.isDirectory() && content)
          || !equal(calls.xattr(fd, name, CAPABILITY), below.xattr(name, CAPABILITY));
    }

    private static boolean equal(byte @Nullable [] a, byte @Nullable [] b) {
      return Arrays.equals(a, b);
    }
  }
}
