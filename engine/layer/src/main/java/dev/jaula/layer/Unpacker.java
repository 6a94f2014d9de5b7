package dev.jaula.layer;

import dev.jaula.layer.TarEntry.Kind;
import dev.jaula.linux.Bytes;
import dev.jaula.linux.Errno;
import dev.jaula.linux.Files;
import dev.jaula.linux.Stat;
import dev.jaula.linux.Syscalls;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Unpacks layers below a directory (image-spec, layer.md). Nothing is reached by a path: each
 * parent is walked to from the directory's descriptor (see {@link Walk}), and each entry is made in
 * its parent under one name, never through a link. Entries that come twice: the last one stays.
 */
public final class Unpacker {
  /** The longest name of one entry (man 3 limits.h, NAME_MAX). */
  private static final int NAME_MAX = 255;

  private static final int NOTES = 100;
  private static final byte[] SELF = new byte[0];

  private final Syscalls syscalls;
  private final Identity identity;

  public Unpacker(Syscalls syscalls) {
    this(syscalls, Identity.current());
  }

  Unpacker(Syscalls syscalls, Identity identity) {
    this.syscalls = syscalls;
    this.identity = identity;
  }

  /**
   * Unpacks one layer into a directory that exists.
   *
   * @param compressed the layer as it is stored, compressed or not; closed in the end
   * @return its digest and what is worth telling; the caller compares the digest
   * @throws LayerException when the archive is damaged, hostile, or cannot be unpacked here
   * @throws IOException when the stream cannot be read
   */
  public Unpacked unpack(InputStream compressed, Path directory, UnpackOptions options)
      throws IOException {
    try (Calls calls = new Calls(syscalls)) {
      int root = calls.open(directory.toString(), Files.O_PATH | Files.O_DIRECTORY);
      if (root < 0) {
        throw Calls.failed("open", directory.toString(), root);
      }
      try {
        return unpack(calls, root, compressed, options);
      } finally {
        calls.close(root);
      }
    }
  }

  Unpacked unpack(Calls calls, int root, InputStream compressed, UnpackOptions options)
      throws IOException {
    try (InputStream in = compressed;
        HashedSource source = source(in, options);
        Run run = new Run(calls, root, options, new TarReader(source))) {
      long entries = run.all();
      return new Unpacked(source.digest(), source.size, entries, run.notes);
    }
  }

  private static HashedSource source(InputStream in, UnpackOptions options) throws IOException {
    InputStream plain = Compression.decompress(in, options.limits());
    return options.threads() ? new PipedSource(plain, in) : new HashedSource(plain);
  }

  /** What is set on a directory when nothing more is put into it; mode -1 when it is right. */
  private record Finish(long seconds, int nanos, int mode) {}

  /** One layer on its way. */
  private final class Run implements AutoCloseable {
    private final Calls calls;
    private final int root;
    private final UnpackOptions options;
    private final TarReader tar;
    private final Walk walk;
    private final Walk targets;
    private final Lowers lowers;
    private final Trees trees;
    private final List<String> notes = new ArrayList<>();
    private final TreeMap<String, Finish> directories = new TreeMap<>();
    private final TreeSet<String> mine = new TreeSet<>();
    private final TreeSet<String> opaques = new TreeSet<>();
    private boolean acl;
    private boolean squashed;

    Run(Calls calls, int root, UnpackOptions options, TarReader tar) {
      this.calls = calls;
      this.root = root;
      this.options = options;
      this.tar = tar;
      walk = new Walk(calls, root);
      targets = new Walk(calls, root);
      lowers = new Lowers(calls, options.lowers());
      trees = new Trees(calls);
      acl = calls.xattr(root, SELF, "system.posix_acl_default") != null;
    }

    long all() throws IOException {
      long entries = 0;
      for (TarEntry e = tar.next(); e != null; e = tar.next()) {
        entry(e);
        entries++;
      }
      tar.drain();
      finish();
      return entries;
    }

    private void entry(TarEntry e) throws IOException {
      byte[] path = EntryName.clean(e.name());
      int slash = path.length - 1;
      while (slash >= 0 && path[slash] != '/') {
        slash--;
      }
      byte[] name = Arrays.copyOfRange(path, slash + 1, path.length);
      if (name.length > NAME_MAX) {
        throw new LayerException(
            "entry "
                + brief(e)
                + ": a name of "
                + name.length
                + " bytes; Linux takes 255, so the image cannot be unpacked");
      }
      if (name.length == 0) {
        rootEntry(e);
        return;
      }
      int directory = walk.to(path, Math.max(slash, 0), this::forgotten);
      if (directory < 0) {
        throw new LayerException("entry " + brief(e) + ": its parent is not a directory");
      }
      if (options.whiteouts() != Whiteouts.LITERAL && EntryName.isWhiteout(name)) {
        whiteout(e, directory, name, path, slash);
      } else {
        String key = Bytes.decode(path);
        make(e, directory, name, key);
        if (options.whiteouts() == Whiteouts.APPLIED) {
          mine.add(key);
        }
      }
    }

    private String brief(TarEntry e) {
      String text = e.text();
      return text.length() <= 200 ? text : text.substring(0, 200) + "...";
    }

    private void rootEntry(TarEntry e) {
      if (e.kind() != Kind.DIRECTORY) {
        throw new LayerException(
            "entry \"" + e.text() + "\" would replace the root itself; the image is hostile");
      }
      own(root, SELF, e);
      check("chmod", e, calls.chmodAt(root, new byte[] {'.'}, mode(e)));
      xattrs(-1, root, SELF, e);
      directories.put("", new Finish(e.seconds(), e.nanos(), late(e)));
    }

    /** The mode while the directory is filled: a user who is not root must be able to. */
    private int mode(TarEntry e) {
      return identity.root() ? e.mode() : e.mode() | 0700;
    }

    private int late(TarEntry e) {
      return mode(e) == e.mode() ? -1 : e.mode();
    }

    private void make(TarEntry e, int directory, byte[] name, String key) throws IOException {
      switch (e.kind()) {
        case FILE -> file(e, directory, name, key);
        case DIRECTORY -> directory(e, directory, name, key);
        case SYMBOLIC_LINK -> {
          if (e.link().length == 0) {
            throw new LayerException("entry " + brief(e) + ": a symbolic link to nothing");
          }
          check(
              "symlink",
              e,
              again(directory, name, key, () -> calls.symbolicLink(e.link(), directory, name)));
          own(directory, name, e);
          xattrs(-1, directory, name, e);
          check("utimes", e, calls.touchAt(directory, name, e.seconds(), e.nanos()));
        }
        case HARD_LINK -> hardLink(e, directory, name, key);
        case FIFO -> node(e, directory, name, key, Calls.S_IFIFO);
        case CHARACTER_DEVICE -> node(e, directory, name, key, Calls.S_IFCHR);
        case BLOCK_DEVICE -> node(e, directory, name, key, Calls.S_IFBLK);
        case OTHER ->
            throw new LayerException(
                "entry " + brief(e) + ": unknown type '" + e.flag() + "' of a tar entry");
      }
    }

    private void check(String call, TarEntry e, long answer) {
      if (answer < 0) {
        throw Calls.failed(call, brief(e), answer);
      }
    }

    /** Makes a name; when something has it already, that goes first. */
    private int again(int directory, byte[] name, String key, java.util.function.IntSupplier make) {
      int answer = make.getAsInt();
      if (answer != -Errno.EEXIST) {
        return answer;
      }
      replace(directory, name, key);
      return make.getAsInt();
    }

    private void replace(int directory, byte[] name, String key) {
      // it may be a link on the way of what was walked before
      targets.reset();
      if (calls.unlink(directory, name) != 0) {
        trees.remove(directory, name);
        gone(key);
      }
    }

    /** A directory is no more: nothing is left to be set on it, or on what was below. */
    private void gone(String key) {
      targets.reset();
      opaques.remove(key);
      opaques.subSet(key + "/", key + "0").clear();
      directories.remove(key);
      directories.subMap(key + "/", key + "0").clear();
    }

    private void file(TarEntry e, int directory, byte[] name, String key) throws IOException {
      int mode = e.mode() & 0777;
      int fd = calls.openAt(directory, name, Calls.NEW_FILE, mode);
      if (fd == -Errno.EEXIST) {
        replace(directory, name, key);
        fd = calls.openAt(directory, name, Calls.NEW_FILE, mode);
      }
      check("open", e, fd);
      try {
        content(e, fd);
        owned(e, calls.chown(fd, e.uid(), e.gid()));
        // chown takes set-user-ID away, so it comes first
        if (e.mode() != (mode & ~identity.umask()) || acl) {
          check("chmod", e, calls.chmod(fd, e.mode()));
        }
        xattrs(fd, directory, name, e);
        check("utimes", e, calls.touch(fd, e.seconds(), e.nanos()));
      } finally {
        calls.close(fd);
      }
    }

    private void content(TarEntry e, int fd) throws IOException {
      if (!e.isSparse()) {
        stored(e, fd, tar.remaining(), -1);
        return;
      }
      long[] segments = e.segments();
      for (int i = 0; i < segments.length; i += 2) {
        stored(e, fd, segments[i + 1], segments[i]);
      }
      check("truncate", e, calls.truncate(fd, e.size()));
    }

    private void stored(TarEntry e, int fd, long length, long place) throws IOException {
      TarSource source = tar.source();
      long left = length;
      while (left > 0) {
        int n = (int) Math.min(left, tar.piece());
        long at = place < 0 ? -1 : place + length - left;
        check("write", e, calls.write(fd, source.array, source.position, n, at));
        source.position += n;
        tar.took(n);
        left -= n;
      }
    }

    private void directory(TarEntry e, int directory, byte[] name, String key) {
      int mode = mode(e);
      int answer = calls.makeDirectory(directory, name, mode & 01777);
      boolean opaque = false;
      boolean fresh = answer == 0;
      if (answer == -Errno.EEXIST) {
        Stat there = calls.stat(directory, name);
        answer = 0;
        if (there != null && there.isSymbolicLink() && staysLink(key)) {
          return;
        }
        if (there == null || !there.isDirectory()) {
          opaque = there != null && isWhiteout(there);
          replace(directory, name, key);
          answer = calls.makeDirectory(directory, name, mode & 01777);
          fresh = true;
        }
      }
      check("mkdir", e, answer);
      own(directory, name, e);
      if (!fresh || acl || mode != (mode & 01777 & ~identity.umask())) {
        check("chmod", e, calls.chmodAt(directory, name, mode));
      }
      xattrs(-1, directory, name, e);
      if (opaque) {
        opaque(directory, name, e, key);
      }
      directories.put(key, new Finish(e.seconds(), e.nanos(), late(e)));
    }

    /** A link to a directory, such as /lib, is as good as the directory for what is no layer. */
    private boolean staysLink(String key) {
      byte[] path = Bytes.encode(key);
      return options.whiteouts() == Whiteouts.LITERAL && targets.to(path, path.length, null) >= 0;
    }

    /** A whiteout that came before the directory which takes the hidden one's place. */
    private boolean isWhiteout(Stat stat) {
      return options.whiteouts() == Whiteouts.OVERLAY && OverlayMarks.isWhiteout(stat);
    }

    private void node(TarEntry e, int directory, byte[] name, String key, int type) {
      if (type != Calls.S_IFIFO && !options.devices()) {
        note("device " + brief(e) + " was left out");
        return;
      }
      int answer =
          again(
              directory,
              name,
              key,
              () -> calls.makeNode(directory, name, type | e.mode(), e.major(), e.minor()));
      if (answer == -Errno.EPERM && type != Calls.S_IFIFO) {
        note("device " + brief(e) + " was left out: a user namespace may not make devices");
        return;
      }
      check("mknod", e, answer);
      own(directory, name, e);
      check("chmod", e, calls.chmodAt(directory, name, e.mode()));
      xattrs(-1, directory, name, e);
      check("utimes", e, calls.touchAt(directory, name, e.seconds(), e.nanos()));
    }

    private void hardLink(TarEntry e, int directory, byte[] name, String key) throws IOException {
      byte[] target = EntryName.clean(e.link());
      if (Bytes.decode(target).equals(key)) {
        return;
      }
      int slash = target.length - 1;
      while (slash >= 0 && target[slash] != '/') {
        slash--;
      }
      byte[] last = Arrays.copyOfRange(target, slash + 1, target.length);
      int from = targets.to(target, Math.max(slash, 0), null);
      if (from < 0 || last.length == 0 || calls.stat(from, last) == null) {
        refuseAlone(key);
        if (!lowers.copy(target, directory, name, () -> replace(directory, name, key))) {
          throw new LayerException(
              "entry "
                  + brief(e)
                  + ": a hard link to "
                  + Bytes.decode(e.link())
                  + ", which is not in this layer nor in one below");
        }
        return;
      }
      int answer = calls.hardLink(from, last, directory, name);
      if (answer == -Errno.EEXIST) {
        replace(directory, name, key);
        int again = targets.to(target, Math.max(slash, 0), null);
        answer = again < 0 ? again : calls.hardLink(again, last, directory, name);
      }
      check("link", e, answer);
    }

    private void own(int directory, byte[] name, TarEntry e) {
      int answer =
          name.length == 0
              ? calls.chownAt(directory, new byte[] {'.'}, e.uid(), e.gid())
              : calls.chownAt(directory, name, e.uid(), e.gid());
      owned(e, answer);
    }

    private void owned(TarEntry e, int answer) {
      boolean beyond = e.uid() > 0xfffffffeL || e.gid() > 0xfffffffeL;
      if (answer == 0 && !beyond) {
        return;
      }
      if (options.ignoreChown()) {
        if (!squashed) {
          squashed = true;
          note("files keep this user as owner where the image's cannot be set, as asked");
        }
        return;
      }
      if (beyond || answer == -Errno.EINVAL || answer == -Errno.EPERM) {
        throw new LayerException(
            "entry "
                + brief(e)
                + " belongs to "
                + e.uid()
                + ":"
                + e.gid()
                + ", an owner that this user cannot give to files; widen the range in /etc/subuid"
                + " and /etc/subgid, or use --ignore-chown-errors");
      }
      check("chown", e, answer);
    }

    private void xattrs(int fd, int directory, byte[] name, TarEntry e) {
      for (Map.Entry<String, byte[]> xattr : e.xattrs().entrySet()) {
        String key = xattr.getKey();
        if (OverlayMarks.isOwn(key)) {
          note("attribute " + key + " of " + brief(e) + " was left out: it is overlayfs's own");
          continue;
        }
        acl |= key.startsWith("system.posix_acl");
        int answer =
            fd >= 0
                ? calls.setXattr(fd, key, xattr.getValue())
                : calls.setXattr(directory, name, key, xattr.getValue());
        boolean tolerated =
            answer == -Errno.EOPNOTSUPP
                || answer == -Errno.EPERM && !(identity.root() && identity.initial())
                || answer == -Errno.EPERM && key.startsWith("user.") && fd < 0;
        if (tolerated) {
          note("attribute " + key + " of " + brief(e) + " was left out: " + Errno.text(-answer));
        } else {
          check("setxattr " + key, e, answer);
        }
      }
    }

    private void note(String text) {
      if (notes.size() < NOTES) {
        notes.add(text);
      }
    }

    private void whiteout(TarEntry e, int directory, byte[] name, byte[] path, int slash) {
      byte[] hidden = EntryName.hidden(name, brief(e));
      String parent = Bytes.decode(Arrays.copyOf(path, Math.max(slash, 0)));
      String prefix = slash < 0 ? "" : parent + "/";
      if (EntryName.isOpaque(name)) {
        if (options.whiteouts() == Whiteouts.OVERLAY) {
          opaque(directory, SELF, e, parent);
        } else {
          empty(directory, prefix);
        }
      } else if (hidden.length == 0) {
        return; // AUFS's own
      } else if (options.whiteouts() == Whiteouts.APPLIED) {
        hide(directory, hidden, prefix + Bytes.decode(hidden));
      } else if (!opaques.contains(parent)) {
        int answer = calls.makeNode(directory, hidden, Calls.S_IFCHR, 0, 0);
        if (answer == -Errno.EEXIST) {
          // what this layer has itself stays; a directory hides all that was below it
          Stat there = calls.stat(directory, hidden);
          if (there != null && there.isDirectory()) {
            opaque(directory, hidden, e, prefix + Bytes.decode(hidden));
          }
        } else {
          check("mknod", e, answer);
        }
      }
    }

    /**
     * Marks a directory. Whiteouts in it hide nothing more, and overlayfs would list them as names
     * when no other layer has the directory: they go.
     */
    private void opaque(int directory, byte[] name, TarEntry e, String key) {
      for (String prefix : identity.overlayPrefixes()) {
        String attribute = prefix + "opaque";
        int answer = calls.setXattr(directory, name, attribute, new byte[] {'y'});
        check("setxattr " + attribute, e, answer);
      }
      opaques.add(key);
      byte[] itself = name.length == 0 ? new byte[] {'.'} : name;
      int fd = calls.openAt(directory, itself, Calls.LIST, 0);
      check("open", e, fd);
      for (byte[] child : calls.list(fd)) {
        Stat stat = calls.stat(fd, child);
        if (stat != null && OverlayMarks.isWhiteout(stat)) {
          calls.unlink(fd, child);
        }
      }
      calls.close(fd);
    }

    /** Takes away what was in a directory before this layer. */
    private void empty(int directory, String prefix) {
      int fd = calls.again(directory, Calls.LIST);
      if (fd < 0) {
        throw Calls.failed("open", prefix, fd);
      }
      try {
        for (byte[] name : calls.list(fd)) {
          hide(directory, name, prefix + Bytes.decode(name));
        }
      } finally {
        calls.close(fd);
      }
    }

    private void hide(int directory, byte[] name, String key) {
      String below = mine.ceiling(key + "/");
      boolean holds = below != null && below.startsWith(key + "/");
      if (!mine.contains(key) && !holds) {
        trees.remove(directory, name);
        gone(key);
        return;
      }
      int fd = calls.openAt(directory, name, Calls.DIRECTORY, 0);
      if (fd >= 0) {
        try {
          empty(fd, key + "/");
        } finally {
          calls.close(fd);
        }
      }
    }

    /** A parent that the archive has no entry for: it takes after the one below, if any. */
    private void forgotten(int directory, byte[] name, String key) {
      refuseAlone(key);
      if (!lowers.takeAfter(key, directory, name)) {
        int answer = calls.chmodAt(directory, name, 0755);
        if (answer < 0) {
          throw Calls.failed("chmod", key, answer);
        }
      }
    }

    private void refuseAlone(String key) {
      if (options.alone()) {
        throw new NeedsLowersException(key);
      }
    }

    /** Times of directories come last, as every name made in one changes them. */
    private void finish() {
      for (Map.Entry<String, Finish> entry : directories.entrySet()) {
        byte[] path = Bytes.encode(entry.getKey());
        Finish f = entry.getValue();
        int slash = path.length - 1;
        while (slash >= 0 && path[slash] != '/') {
          slash--;
        }
        int directory = walk.to(path, Math.max(slash, 0), null);
        byte[] name =
            path.length == 0 ? new byte[] {'.'} : Arrays.copyOfRange(path, slash + 1, path.length);
        Stat there = directory < 0 ? null : calls.stat(directory, name);
        if (there == null || !there.isDirectory()) {
          continue;
        }
        int answer = calls.touchAt(directory, name, f.seconds(), f.nanos());
        if (answer == 0 && f.mode() >= 0) {
          answer = calls.chmodAt(directory, name, f.mode());
        }
        if (answer < 0) {
          throw Calls.failed("utimes", entry.getKey(), answer);
        }
      }
    }

    @Override
    public void close() {
      walk.close();
      targets.close();
      lowers.close();
    }
  }
}
