package dev.jaula.layer;

import dev.jaula.layer.TarEntry.Kind;
import dev.jaula.linux.Bytes;
import dev.jaula.linux.Errno;
import dev.jaula.linux.Files;
import dev.jaula.linux.Stat;
import dev.jaula.linux.Syscalls;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes a layer of a directory: entries in the order of their names' bytes, owners as numbers,
 * times in whole seconds, each file once and its other names as hard links. The same tree gives the
 * same bytes. Sockets are passed over, as no archive can hold them.
 */
public final class Packer {
  /** Deeper trees cannot be unpacked by anyone: their paths are longer than PATH_MAX. */
  private static final int DEEPEST = 2048;

  /** Below this a hole saves nothing. */
  private static final int HOLES = 64 * 1024;

  private static final int SEEK_DATA = 3;
  private static final int SEEK_HOLE = 4;
  private static final byte[] HERE = new byte[0];
  private static final byte[] OPAQUE = Bytes.encode(".wh..wh..opq");
  private static final byte[] WHITEOUT = Bytes.encode(".wh.");

  private final Syscalls syscalls;

  public Packer(Syscalls syscalls) {
    this.syscalls = syscalls;
  }

  /**
   * Packs a directory.
   *
   * @param out what is written to, compressed; it is not closed
   * @throws LayerException when something cannot be read
   * @throws IOException when the layer cannot be written
   */
  public Packed pack(Path directory, OutputStream out, PackOptions options) throws IOException {
    try (Calls calls = new Calls(syscalls)) {
      int fd = calls.open(directory.toString(), Files.O_RDONLY | Files.O_DIRECTORY);
      if (fd < 0) {
        throw Calls.failed("open", directory.toString(), fd);
      }
      try {
        return pack(calls, fd, out, options);
      } finally {
        calls.close(fd);
      }
    }
  }

  private static Packed pack(Calls calls, int fd, OutputStream out, PackOptions options)
      throws IOException {
    return pack(calls, out, options, run -> run.all(fd));
  }

  /** Packs one name of an open directory, and what is below it, under another name. */
  static Packed pack(
      Calls calls, int fd, byte[] name, byte[] as, OutputStream out, PackOptions options)
      throws IOException {
    return pack(calls, out, options, run -> run.one(fd, name, as));
  }

  /** What is packed; answers the number of entries. */
  private interface Content {
    long of(Run run) throws IOException;
  }

  private static Packed pack(Calls calls, OutputStream out, PackOptions options, Content content)
      throws IOException {
    HashedOutput compressed = new HashedOutput(new Unclosed(out));
    HashedOutput plain =
        new HashedOutput(
            options.compression().compress(compressed, options.level(), options.threads()));
    long entries;
    try (plain) {
      entries = content.of(new Run(calls, options, new TarWriter(plain)));
    }
    out.flush();
    return new Packed(
        plain.digest(), plain.size(), compressed.digest(), compressed.size(), entries);
  }

  /** What the end of the compression must not close. */
  private static final class Unclosed extends java.io.FilterOutputStream {
    Unclosed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
      out.write(from, offset, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }

  /** A file by its identity on this machine. */
  private record Inode(int major, int minor, long number) {}

  private static final class Run {
    private final Calls calls;
    private final PackOptions options;
    private final TarWriter tar;
    private final Map<Inode, String> linked = new HashMap<>();
    private final byte[] buffer = new byte[Calls.BUFFER];
    private long entries;

    Run(Calls calls, PackOptions options, TarWriter tar) {
      this.calls = calls;
      this.options = options;
      this.tar = tar;
    }

    long all(int fd) throws IOException {
      if (options.root()) {
        put(
            attributes(
                TarEntry.of(Kind.DIRECTORY, Bytes.encode("./")), calls.stat(fd), fd, HERE, "."));
      }
      if (options.overlay() && OverlayMarks.isOpaque(calls, fd, HERE)) {
        mark(OPAQUE, calls.stat(fd));
      }
      below(fd, HERE, 0);
      tar.end();
      return entries;
    }

    long one(int fd, byte[] name, byte[] as) throws IOException {
      Stat stat = calls.stat(fd, name);
      if (stat == null) {
        throw Calls.failed("stat", Bytes.decode(name), -Errno.ENOENT);
      }
      entry(fd, name, as, stat, 0);
      tar.end();
      return entries;
    }

    private void put(TarEntry.Builder entry) throws IOException {
      tar.put(entry.build());
      entries++;
    }

    private void below(int fd, byte[] prefix, int depth) throws IOException {
      if (depth > DEEPEST) {
        throw new LayerException("pack " + Bytes.decode(prefix) + ": deeper than Linux has paths");
      }
      List<byte[]> names = new ArrayList<>(calls.list(fd));
      names.sort(Arrays::compareUnsigned);
      for (byte[] name : names) {
        Stat stat = calls.stat(fd, name);
        if (stat != null) {
          entry(fd, name, join(prefix, name), stat, depth);
        }
      }
    }

    private static byte[] join(byte[] prefix, byte[] name) {
      byte[] path = Arrays.copyOf(prefix, prefix.length + name.length);
      System.arraycopy(name, 0, path, prefix.length, name.length);
      return path;
    }

    private void entry(int fd, byte[] name, byte[] path, Stat stat, int depth) throws IOException {
      String text = Bytes.decode(path);
      if (options.overlay() && OverlayMarks.isWhiteout(stat)) {
        int at = path.length - name.length;
        mark(join(Arrays.copyOf(path, at), join(WHITEOUT, name)), stat);
        return;
      }
      int type = stat.mode() & Calls.S_IFMT;
      if (type == Calls.S_IFSOCK) {
        return;
      }
      if (type != Calls.S_IFDIR && stat.links() > 1) {
        Inode inode = new Inode(stat.deviceMajor(), stat.deviceMinor(), stat.inode());
        String first = linked.putIfAbsent(inode, text);
        if (first != null) {
          TarEntry.Builder link = TarEntry.of(Kind.HARD_LINK, path).link(Bytes.encode(first));
          put(plain(link, stat));
          return;
        }
      }
      switch (type) {
        case Calls.S_IFDIR -> directory(fd, name, path, stat, depth);
        case Calls.S_IFREG -> regular(fd, name, path, stat);
        case Calls.S_IFLNK -> {
          byte[] target = calls.target(fd, name);
          if (target != null) {
            TarEntry.Builder link = TarEntry.of(Kind.SYMBOLIC_LINK, path).link(target);
            put(attributes(link, stat, fd, name, text));
          }
        }
        default -> {
          TarEntry.Builder node =
              TarEntry.of(kind(type), path).device(stat.nodeMajor(), stat.nodeMinor());
          put(attributes(node, stat, fd, name, text));
        }
      }
    }

    private static Kind kind(int type) {
      return switch (type) {
        case Calls.S_IFIFO -> Kind.FIFO;
        case Calls.S_IFCHR -> Kind.CHARACTER_DEVICE;
        default -> Kind.BLOCK_DEVICE;
      };
    }

    /** An empty file that says what is hidden. */
    private void mark(byte[] path, Stat stat) throws IOException {
      TarEntry.Builder mark = TarEntry.of(Kind.FILE, path);
      put(mark.owner(0, 0).time(seconds(stat), 0));
    }

    private long seconds(Stat stat) {
      return Math.min(options.latest(), Math.floorDiv(stat.modified(), 1_000_000_000L));
    }

    private TarEntry.Builder plain(TarEntry.Builder entry, Stat stat) {
      return entry
          .mode(stat.mode() & 07777)
          .owner(stat.uid() & 0xffffffffL, stat.gid() & 0xffffffffL)
          .time(seconds(stat), 0);
    }

    private TarEntry.Builder attributes(
        TarEntry.Builder entry, Stat stat, int fd, byte[] name, String path) {
      for (String key : calls.xattrs(fd, name)) {
        if (options.overlay()) {
          OverlayMarks.refuseHalves(key, path);
        }
        byte[] value = isKept(key) ? calls.xattr(fd, name, key) : null;
        if (value != null) {
          entry.xattr(key, key.equals("security.capability") ? everywhere(value) : value);
        }
      }
      return plain(entry, stat);
    }

    /** What belongs to the image and not to this machine (labels of SELinux do). */
    private static boolean isKept(String key) {
      return key.equals("security.capability")
          || key.equals("security.ima")
          || (key.startsWith("user.") && !OverlayMarks.isOwn(key));
    }

    /** File capabilities that hold in one user namespace become those that hold in any. */
    private static byte[] everywhere(byte[] capability) {
      if (capability.length != 24 || capability[3] != 3) {
        return capability;
      }
      byte[] second = Arrays.copyOf(capability, 20);
      second[3] = 2;
      return second;
    }

    private void directory(int fd, byte[] name, byte[] path, Stat stat, int depth)
        throws IOException {
      String text = Bytes.decode(path);
      byte[] slashed = join(path, new byte[] {'/'});
      put(attributes(TarEntry.of(Kind.DIRECTORY, slashed), stat, fd, name, text));
      int below = calls.openAt(fd, name, Calls.LIST, 0);
      if (below == -Errno.ENOENT) {
        return; // taken away meanwhile
      }
      if (below < 0) {
        throw Calls.failed("open", text, below);
      }
      try {
        if (options.overlay() && OverlayMarks.isOpaque(calls, below, HERE)) {
          mark(join(slashed, OPAQUE), stat);
        }
        below(below, slashed, depth + 1);
      } finally {
        calls.close(below);
      }
    }

    private void regular(int fd, byte[] name, byte[] path, Stat stat) throws IOException {
      String text = Bytes.decode(path);
      // a pipe that has come in its place meanwhile must not hold us up
      int file = calls.openAt(fd, name, Calls.CONTENT, 0);
      if (file == -Errno.ENOENT) {
        return;
      }
      if (file < 0) {
        throw Calls.failed("open", text, file);
      }
      try {
        if (!calls.stat(file).isRegular()) {
          return;
        }
        TarEntry.Builder entry = attributes(TarEntry.of(Kind.FILE, path), stat, fd, name, text);
        long[] parts = options.sparse() ? parts(file, stat.size()) : new long[0];
        if (parts.length == 0) {
          put(entry.size(stat.size()));
          content(file, 0, stat.size());
        } else {
          put(entry.sparse(stat.size(), parts));
          for (int i = 0; i < parts.length; i += 2) {
            content(file, parts[i], parts[i + 1]);
          }
        }
      } finally {
        calls.close(file);
      }
    }

    /** Offset and length of what is not a hole; empty when there is no hole worth it. */
    private long[] parts(int file, long size) {
      if (size < HOLES || calls.seek(file, 0, SEEK_HOLE) >= size) {
        return new long[0];
      }
      long[] parts = new long[16];
      int n = 0;
      long at = 0;
      while (at < size) {
        long data = calls.seek(file, at, SEEK_DATA);
        if (data < 0 || data >= size) {
          break;
        }
        at = Math.min(size, calls.seek(file, data, SEEK_HOLE));
        if (n == parts.length) {
          parts = Arrays.copyOf(parts, n * 2);
        }
        parts[n++] = data;
        parts[n++] = at - data;
      }
      // a file that is one hole has an empty part at its end
      return n == 0 ? new long[] {size, 0} : Arrays.copyOf(parts, n);
    }

    /** Exactly so many bytes; zeros when the file became shorter meanwhile. */
    private void content(int file, long from, long length) throws IOException {
      long done = 0;
      while (done < length) {
        int want = (int) Math.min(buffer.length, length - done);
        int n = calls.read(file, buffer, 0, want, from + done);
        if (n < 0) {
          throw Calls.failed("read", "descriptor " + file, n);
        }
        if (n == 0) {
          Arrays.fill(buffer, 0, want, (byte) 0);
          n = want;
        }
        tar.write(buffer, 0, n);
        done += n;
      }
    }
  }
}
