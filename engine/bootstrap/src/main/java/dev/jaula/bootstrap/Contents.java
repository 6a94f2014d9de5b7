package dev.jaula.bootstrap;

import dev.jaula.layer.TarEntry;
import dev.jaula.layer.TarReader;
import dev.jaula.linux.Errno;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Unpacks the files of one package after the other, as dpkg would on an empty system. */
final class Contents {
  /** Folders that are links into /usr where the system is merged (debootstrap's merge_usr). */
  private static final Set<String> MERGED =
      Set.of("bin", "lib", "lib32", "lib64", "libo32", "libx32", "sbin");

  private static final int S_IFIFO = 0x1000;
  private static final int S_IFCHR = 0x2000;
  private static final int S_IFBLK = 0x6000;

  private final Tree tree;
  private final Claims claims;
  private final boolean merged;
  private final byte[] buffer = new byte[256 * 1024];
  private final Set<String> linked = new java.util.HashSet<>();

  Contents(Tree tree, Claims claims, boolean merged) {
    this.tree = tree;
    this.claims = claims;
    this.merged = merged;
  }

  /**
   * What was unpacked.
   *
   * @param paths as dpkg lists them, with a slash in front
   * @param hashes MD5 of those files that were asked for
   */
  record Unpacked(List<String> paths, Map<String, String> hashes) {}

  /**
   * Unpacks a package.
   *
   * @param index its place in the set, which decides between packages that have the same path
   * @param hashed paths whose MD5 is wanted, with a slash in front
   */
  Unpacked unpack(TarReader tar, int index, Set<String> hashed) throws IOException {
    List<String> paths = new ArrayList<>();
    Map<String, String> hashes = new HashMap<>();
    paths.add("/.");
    for (TarEntry e = tar.next(); e != null; e = tar.next()) {
      String own = clean(e.text());
      if (own.isEmpty()) {
        folder("", e, index);
        continue;
      }
      paths.add("/" + own);
      String hash = entry(tar, e, own, index, hashed.contains("/" + own));
      if (!hash.isEmpty()) {
        hashes.put("/" + own, hash);
      }
    }
    return new Unpacked(paths, hashes);
  }

  /** The path without {@code ./} and slashes at both ends. */
  static String clean(String name) {
    int from = name.startsWith("./") ? 2 : 0;
    while (from < name.length() && name.charAt(from) == '/') {
      from++;
    }
    int to = name.length();
    while (to > from && name.charAt(to - 1) == '/') {
      to--;
    }
    String path = name.substring(from, to);
    if (path.equals(".")) {
      return "";
    }
    if (path.equals("..") || ("/" + path + "/").contains("/../") || path.contains("//")) {
      throw new BootstrapException("entry '" + name + "' leads out of the package");
    }
    return path;
  }

  /** Where a path lies on a merged system; the link is made when it is first needed. */
  private String place(String path) {
    int slash = path.indexOf('/');
    String top = slash < 0 ? path : path.substring(0, slash);
    if (!merged || !MERGED.contains(top)) {
      return path;
    }
    if (linked.add(top)) {
      tree.makeFolder("usr", 0755);
      tree.makeFolder("usr/" + top, 0755);
      tree.symbolicLink(top, "usr/" + top, 0, 0, 0);
    }
    return "usr/" + path;
  }

  private String entry(TarReader tar, TarEntry e, String own, int index, boolean hashed)
      throws IOException {
    String path =
        e.kind() == TarEntry.Kind.SYMBOLIC_LINK && own.indexOf('/') < 0 ? own : place(own);
    switch (e.kind()) {
      case DIRECTORY -> folder(path, e, index);
      case FILE -> {
        return file(tar, e, path, index, hashed);
      }
      case SYMBOLIC_LINK -> symbolicLink(e, path, index);
      case HARD_LINK -> hardLink(e, path, index);
      case FIFO -> node(e, path, S_IFIFO);
      case CHARACTER_DEVICE -> node(e, path, S_IFCHR);
      case BLOCK_DEVICE -> node(e, path, S_IFBLK);
      case OTHER ->
          throw new BootstrapException("entry '" + own + "' is of the unknown type " + e.flag());
    }
    return "";
  }

  private void folder(String path, TarEntry e, int index) {
    if (!path.isEmpty()) {
      tree.makeFolder(path, 0755);
    }
    claims.folder(path, index, e.seconds(), () -> tree.dress(path, e.mode(), e.uid(), e.gid()));
  }

  private String file(TarReader tar, TarEntry e, String path, int index, boolean hashed)
      throws IOException {
    MessageDigest md5 = hashed ? md5() : null;
    if (!claims.file(path, index)) {
      return md5 == null ? "" : drain(tar, md5);
    }
    String name = path;
    int fd = tree.create(path);
    if (fd == -Errno.EEXIST) {
      if (!claims.owns(path, index)) {
        return md5 == null ? "" : drain(tar, md5);
      }
      name = temporary(path);
      fd = tree.create(name);
    }
    for (int n = tar.read(buffer, 0, buffer.length); n >= 0; ) {
      tree.write(fd, path, buffer, n);
      if (md5 != null) {
        md5.update(buffer, 0, n);
      }
      n = tar.read(buffer, 0, buffer.length);
    }
    tree.finish(fd, path, e.mode(), e.uid(), e.gid(), e.seconds());
    settle(name, path, index);
    return md5 == null ? "" : HexFormat.of().formatHex(md5.digest());
  }

  private String drain(TarReader tar, MessageDigest md5) throws IOException {
    for (int n = tar.read(buffer, 0, buffer.length); n >= 0; ) {
      md5.update(buffer, 0, n);
      n = tar.read(buffer, 0, buffer.length);
    }
    return HexFormat.of().formatHex(md5.digest());
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private String temporary(String path) {
    String name = path + ".jaula-new";
    tree.remove(name);
    return name;
  }

  /** Moves what was made under a temporary name to its own, if it still is this package's. */
  private void settle(String name, String path, int index) {
    if (!name.equals(path)) {
      if (claims.owns(path, index)) {
        tree.rename(name, path);
      } else {
        tree.remove(name);
      }
    }
  }

  private void symbolicLink(TarEntry e, String path, int index) {
    String target = dev.jaula.linux.Bytes.decode(e.link());
    boolean ours = merged && MERGED.contains(path);
    // base-files brings the links itself that were made for the packages before it
    if (ours && !linked.contains(path)) {
      place(path);
    }
    if (ours || !claims.file(path, index)) {
      return;
    }
    if (tree.symbolicLink(path, target, e.uid(), e.gid(), e.seconds()) == -Errno.EEXIST
        && claims.owns(path, index)) {
      String name = temporary(path);
      tree.symbolicLink(name, target, e.uid(), e.gid(), e.seconds());
      settle(name, path, index);
    }
  }

  private void hardLink(TarEntry e, String path, int index) {
    String target = place(clean(dev.jaula.linux.Bytes.decode(e.link())));
    if (claims.file(path, index)
        && tree.hardLink(path, target) == -Errno.EEXIST
        && claims.owns(path, index)) {
      String name = temporary(path);
      tree.hardLink(name, target);
      settle(name, path, index);
    }
  }

  private void node(TarEntry e, String path, int type) {
    int answer = tree.node(path, type | e.mode(), e.major(), e.minor());
    // a user namespace makes no devices; what needs them brings its own /dev
    if (answer < 0 && answer != -Errno.EEXIST && answer != -Errno.EPERM) {
      throw new BootstrapException("cannot make '" + path + "': error " + -answer);
    }
  }
}
