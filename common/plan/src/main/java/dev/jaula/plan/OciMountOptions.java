package dev.jaula.plan;

import dev.jaula.linux.Mounts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All options of config.md, "Linux mount options", and those of crun beyond: flags, attributes of
 * one mount or of a whole tree, propagation, what is done beside mounting, and the rest, which goes
 * to the file system. The last word about a flag counts.
 */
public final class OciMountOptions {
  /**
   * A word, its MS_ bit (negative where the word clears it), and the MOUNT_ATTR_ bits that it sets
   * and clears (linux/mount.h). With an r before it, a word that has attributes holds for a tree.
   */
  private static final String WORDS =
      """

      ro 1 1 0
      rw -1 0 1
      nosuid 2 2 0
      suid -2 0 2
      nodev 4 4 0
      dev -4 0 4
      noexec 8 8 0
      exec -8 0 8
      sync 16 0 0
      async -16 0 0
      remount 32 0 0
      mand 64 0 0
      nomand -64 0 0
      dirsync 128 0 0
      nosymfollow 256 2097152 0
      symfollow -256 0 2097152
      noatime 1024 16 112
      atime -1024 0 112
      nodiratime 2048 128 0
      diratime -2048 0 128
      silent 32768 0 0
      loud -32768 0 0
      acl 65536 0 0
      noacl -65536 0 0
      relatime 2097152 0 112
      norelatime -2097152 0 112
      iversion 8388608 0 0
      noiversion -8388608 0 0
      strictatime 16777216 32 112
      nostrictatime -16777216 0 112
      lazytime 33554432 0 0
      nolazytime -33554432 0 0
      """;

  private static final List<String> PROPAGATIONS =
      List.of("unbindable", "private", "slave", "shared");

  private long flags;
  private long set;
  private long clear;
  private long treeSet;
  private long treeClear;
  private long propagation;
  private boolean bind;
  private boolean recursive;
  private boolean copyUp;
  private boolean idmap;
  private boolean mapsTree;
  private boolean copyLink;
  private boolean followSource = true;
  private boolean followTarget = true;
  private @Nullable String mapping;
  private final StringBuilder data = new StringBuilder();

  private OciMountOptions() {}

  /** Reads them in order. */
  public static OciMountOptions of(List<String> words) {
    OciMountOptions options = new OciMountOptions();
    for (String word : words) {
      options.read(word);
    }
    return options;
  }

  /** Every word that is not data, for features.json and its like. */
  public static List<String> names() {
    List<String> names = new ArrayList<>();
    int from = 1;
    while (from < WORDS.length()) {
      int to = WORDS.indexOf('\n', from);
      String line = WORDS.substring(from, to);
      String name = line.substring(0, line.indexOf(' '));
      names.add(name);
      if (number(line, 2) != 0 || number(line, 3) != 0) {
        names.add("r" + name);
      }
      from = to + 1;
    }
    for (String name : PROPAGATIONS) {
      names.add(name);
      names.add("r" + name);
    }
    names.addAll(List.of("bind", "rbind", "defaults", "tmpcopyup", "idmap", "ridmap"));
    names.addAll(List.of("copy-symlink", "src-nofollow", "dest-nofollow"));
    return names;
  }

  /** MS_ bits for mount(2). */
  public long flags() {
    return flags;
  }

  /** MOUNT_ATTR_ bits to set on the mount alone. */
  public long set() {
    return set;
  }

  /** MOUNT_ATTR_ bits to clear on the mount alone. */
  public long clear() {
    return clear;
  }

  /** MOUNT_ATTR_ bits to set on the mount and all below it. */
  public long treeSet() {
    return treeSet;
  }

  /** MOUNT_ATTR_ bits to clear on the mount and all below it. */
  public long treeClear() {
    return treeClear;
  }

  /** An MS_ bit, with MS_REC for a tree; 0 for none. */
  public long propagation() {
    return propagation;
  }

  /** Whether the source is a path of the host ({@code bind}, {@code rbind}). */
  public boolean isBind() {
    return bind;
  }

  /** Whether the source's submounts come along ({@code rbind}). */
  public boolean recursive() {
    return recursive;
  }

  public boolean isRemount() {
    return (flags & Mounts.MS_REMOUNT) != 0;
  }

  /** Whether the mount begins with what it covers ({@code tmpcopyup}). */
  public boolean copyUp() {
    return copyUp;
  }

  /** Whether owners are mapped. */
  public boolean idmap() {
    return idmap;
  }

  /** Whether owners are mapped on submounts too ({@code ridmap}). */
  public boolean mapsTree() {
    return mapsTree;
  }

  /** crun's word with its own ranges, or null. */
  @Nullable String mapping() {
    return mapping;
  }

  /** Whether a source that is a symbolic link is made anew inside. */
  public boolean copyLink() {
    return copyLink;
  }

  public boolean followSource() {
    return followSource;
  }

  public boolean followTarget() {
    return followTarget;
  }

  /** What the file system is told: words with commas in between. */
  public String data() {
    return data.toString();
  }

  private void read(String word) {
    if (isFlag(word) || isPropagation(word)) {
      return;
    }
    switch (word) {
      case "bind" -> bind = true;
      case "rbind" -> {
        bind = true;
        recursive = true;
      }
      case "tmpcopyup" -> copyUp = true;
      case "idmap" -> idmap = true;
      case "ridmap" -> {
        idmap = true;
        mapsTree = true;
      }
      case "copy-symlink" -> copyLink = true;
      case "src-nofollow" -> followSource = false;
      case "dest-nofollow" -> followTarget = false;
      case "defaults", "" -> {}
      default -> other(word);
    }
  }

  private void other(String word) {
    if (word.startsWith("idmap=") || word.startsWith("ridmap=")) {
      idmap = true;
      mapsTree = word.charAt(0) == 'r';
      mapping = word;
      return;
    }
    data.append(data.isEmpty() ? "" : ",").append(word);
  }

  private boolean isFlag(String word) {
    @Nullable String line = line(word);
    if (line != null) {
      flag(line);
      long off = number(line, 3);
      long on = number(line, 2);
      set = set & ~off | on;
      clear = clear & ~on | off;
      return true;
    }
    line = word.startsWith("r") ? line(word.substring(1)) : null;
    if (line == null || number(line, 2) == 0 && number(line, 3) == 0) {
      return false;
    }
    flag(line);
    long off = number(line, 3);
    long on = number(line, 2);
    treeSet = treeSet & ~off | on;
    treeClear = treeClear & ~on | off;
    return true;
  }

  private void flag(String line) {
    long bit = number(line, 1);
    if (number(line, 3) == Mounts.MOUNT_ATTR_ATIME) {
      // one of them holds, and the last one that is named
      flags &= ~(Mounts.MS_NOATIME | Mounts.MS_RELATIME | (long) Mounts.MS_STRICTATIME);
    }
    flags = bit > 0 ? flags | bit : flags & ~-bit;
  }

  private boolean isPropagation(String word) {
    for (int i = 0; i < PROPAGATIONS.size(); i++) {
      String name = PROPAGATIONS.get(i);
      if (word.equals(name) || word.equals("r" + name)) {
        boolean tree = word.length() > name.length();
        propagation = (long) Mounts.MS_UNBINDABLE << i | (tree ? Mounts.MS_REC : 0);
        return true;
      }
    }
    return false;
  }

  private static @Nullable String line(String word) {
    if (word.indexOf(' ') >= 0 || word.indexOf('\n') >= 0) {
      return null;
    }
    int at = WORDS.indexOf("\n" + word + " ");
    return at < 0 ? null : WORDS.substring(at + 1, WORDS.indexOf('\n', at + 1));
  }

  private static long number(String line, int column) {
    int from = 0;
    for (int i = 0; i < column; i++) {
      from = line.indexOf(' ', from) + 1;
    }
    int to = line.indexOf(' ', from);
    return Long.parseLong(line.substring(from, to < 0 ? line.length() : to));
  }
}
