package dev.jaula.layer;

import dev.jaula.image.Digest;
import dev.jaula.linux.Bytes;
import dev.jaula.linux.Errno;
import dev.jaula.linux.Stat;
import dev.jaula.linux.Syscalls;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The unpacked layers of a store: {@code sha256/HEX}, one directory each, named by the layer's
 * diffID. A layer is unpacked in {@code tmp-HEX}, which is locked meanwhile (man 2 flock), and
 * renamed when it is whole and on disk: what has its name is complete, and of several processes
 * that want one layer the first makes it. Any thread may call.
 */
public final class Layers {
  private static final String WHOLE = "sha256";
  private static final String TEMPORARY = "tmp-";

  private final Path root;
  private final Syscalls syscalls;
  private final Unpacker unpacker;

  /** Over a directory, which is made (mode 0700) when something is added. */
  public Layers(Path root, Syscalls syscalls) {
    this.root = root;
    this.syscalls = syscalls;
    this.unpacker = new Unpacker(syscalls);
  }

  /** True when the layer is there, whole. */
  public boolean has(Digest diffId) {
    return java.nio.file.Files.isDirectory(directory(diffId));
  }

  /** Where the layer is, or would be. */
  public Path directory(Digest diffId) {
    return root.resolve(WHOLE).resolve(diffId.hex());
  }

  /** The layers that are there, in no order. */
  public List<Digest> list() {
    List<Digest> list = new ArrayList<>();
    try (Calls calls = new Calls(syscalls)) {
      for (String name : names(calls, root.resolve(WHOLE))) {
        list.add(new Digest("sha256", name));
      }
    }
    return list;
  }

  private static List<String> names(Calls calls, Path path) {
    List<String> names = new ArrayList<>();
    int fd = calls.open(path.toString(), Calls.LIST);
    if (fd >= 0) {
      calls.list(fd).forEach(name -> names.add(Bytes.decode(name)));
      calls.close(fd);
    }
    return names;
  }

  /** As {@link #add(Digest, InputStream, UnpackOptions)}, for an overlay. */
  public List<String> add(Digest diffId, InputStream compressed) throws IOException {
    return add(diffId, compressed, UnpackOptions.OVERLAY);
  }

  /**
   * Unpacks a layer unless it is there; waits for another process or thread that does so.
   *
   * @param compressed the layer as it is stored; closed in the end, and not read when the layer is
   *     there
   * @return notes for the user about what was left out
   * @throws LayerException when the archive is not the one of this diffID, or cannot be unpacked
   * @throws IOException when the stream cannot be read
   */
  public List<String> add(Digest diffId, InputStream compressed, UnpackOptions options)
      throws IOException {
    try (InputStream in = compressed;
        Calls calls = new Calls(syscalls);
        Descriptors open = new Descriptors(calls, root)) {
      int lock = has(diffId) ? -1 : begin(calls, open, diffId);
      if (lock < 0) {
        return List.of();
      }
      try {
        return make(calls, open, lock, diffId, in, options);
      } finally {
        calls.close(lock);
      }
    }
  }

  /** Directories of the store that are open for a while. */
  private static final class Descriptors implements AutoCloseable {
    private final Calls calls;
    final int root;
    final int whole;

    Descriptors(Calls calls, Path path) throws IOException {
      this.calls = calls;
      java.nio.file.Files.createDirectories(path);
      root = opened(path, calls.open(path.toString(), Calls.LIST));
      int made = calls.makeDirectory(root, Bytes.encode(WHOLE), 0700);
      if (made < 0 && made != -Errno.EEXIST) {
        calls.close(root);
        throw Calls.failed("mkdir", path + "/" + WHOLE, made);
      }
      whole = opened(path, calls.openAt(root, Bytes.encode(WHOLE), Calls.LIST, 0));
    }

    private static int opened(Path path, int fd) {
      if (fd < 0) {
        throw Calls.failed("open", path.toString(), fd);
      }
      return fd;
    }

    @Override
    public void close() {
      calls.close(whole);
      calls.close(root);
    }
  }

  private static byte[] temporary(String hex) {
    return Bytes.encode(TEMPORARY + hex);
  }

  /** The locked, empty directory to unpack into; -1 when somebody else has made the layer. */
  private int begin(Calls calls, Descriptors open, Digest diffId) {
    byte[] name = temporary(diffId.hex());
    while (true) {
      int made = calls.makeDirectory(open.root, name, 0700);
      if (made < 0 && made != -Errno.EEXIST) {
        throw Calls.failed("mkdir", root + "/" + Bytes.decode(name), made);
      }
      int fd = calls.openAt(open.root, name, Calls.LIST, 0);
      if (fd == -Errno.ENOENT) {
        continue; // made and renamed by another meanwhile
      }
      if (fd < 0) {
        throw Calls.failed("open", root + "/" + Bytes.decode(name), fd);
      }
      calls.lock(fd, true);
      if (has(diffId)) {
        calls.close(fd);
        return -1;
      }
      if (isStill(calls, open.root, name, fd)) {
        new Trees(calls).clear(fd);
        return fd;
      }
      calls.close(fd);
    }
  }

  /** Whether the name still is what was opened before the lock was had. */
  private static boolean isStill(Calls calls, int directory, byte[] name, int fd) {
    Stat there = calls.stat(directory, name);
    return there != null && there.inode() == calls.stat(fd).inode();
  }

  private List<String> make(
      Calls calls,
      Descriptors open,
      int fd,
      Digest diffId,
      InputStream compressed,
      UnpackOptions options)
      throws IOException {
    byte[] name = temporary(diffId.hex());
    boolean whole = false;
    try {
      calls.chmod(fd, 0755);
      Unpacked unpacked = unpacker.unpack(calls, fd, compressed, options);
      if (!unpacked.diffId().equals(diffId)) {
        throw new LayerException(
            "the layer's content is "
                + unpacked.diffId()
                + ", but the image's config says "
                + diffId
                + "; the image is damaged, pull it again");
      }
      check("syncfs", calls.syncFileSystem(fd));
      check("rename", calls.rename(open.root, name, open.whole, Bytes.encode(diffId.hex())));
      whole = true;
      check("fsync", calls.sync(open.whole));
      return unpacked.notes();
    } finally {
      if (!whole) {
        new Trees(calls).remove(open.root, name);
      }
    }
  }

  private void check(String call, int answer) {
    if (answer < 0) {
      throw Calls.failed(call, root.toString(), answer);
    }
  }

  /**
   * Takes a layer away: it vanishes under its name at once, then from the disk.
   *
   * @return false when it was not there
   */
  public boolean remove(Digest diffId) throws IOException {
    if (!has(diffId)) {
      return false;
    }
    try (Calls calls = new Calls(syscalls);
        Descriptors open = new Descriptors(calls, root)) {
      byte[] name = Bytes.encode(diffId.hex());
      int fd = calls.openAt(open.whole, name, Calls.LIST, 0);
      calls.lock(fd, true);
      // sweep of another process may take it from here
      byte[] gone = Bytes.encode(TEMPORARY + "gone-" + ProcessHandle.current().pid() + "-" + fd);
      int answer = calls.rename(open.whole, name, open.root, gone);
      calls.close(fd);
      if (answer == -Errno.ENOENT) {
        return false;
      }
      check("rename", answer);
      new Trees(calls).remove(open.root, gone);
      return true;
    }
  }

  /**
   * Takes away what killed processes have left half made.
   *
   * @return how many directories that were
   */
  public int sweep() throws IOException {
    int swept = 0;
    if (!java.nio.file.Files.isDirectory(root)) {
      return swept;
    }
    try (Calls calls = new Calls(syscalls);
        Descriptors open = new Descriptors(calls, root)) {
      for (String name : names(calls, root)) {
        if (name.startsWith(TEMPORARY) && sweep(calls, open.root, Bytes.encode(name))) {
          swept++;
        }
      }
    }
    return swept;
  }

  private static boolean sweep(Calls calls, int directory, byte[] name) {
    int fd = calls.openAt(directory, name, Calls.LIST, 0);
    if (fd == -Errno.EACCES) {
      // killed when the directory had the mode of the image's root already
      calls.chmodAt(directory, name, 0700);
      fd = calls.openAt(directory, name, Calls.LIST, 0);
    }
    if (fd < 0) {
      return false;
    }
    try {
      boolean mine = calls.lock(fd, false) == 0 && isStill(calls, directory, name, fd);
      if (mine) {
        new Trees(calls).remove(directory, name);
      }
      return mine;
    } finally {
      calls.close(fd);
    }
  }
}
