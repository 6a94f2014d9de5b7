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
  /** A source that is a symbolic link is made anew inside. */
  public static final String COPY_LINK = "copy-symlink";

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
    for (String name : MountFlag.NAMES) {
      names.add(name);
      @Nullable MountFlag flag = MountFlag.of(name);
      if (flag != null && flag.hasAttributes()) {
        names.add("r" + name);
      }
    }
    for (String name : PROPAGATIONS) {
      names.add(name);
      names.add("r" + name);
    }
    names.addAll(List.of("bind", "rbind", "defaults", "tmpcopyup", "idmap", "ridmap"));
    names.addAll(List.of(COPY_LINK, "src-nofollow", "dest-nofollow"));
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
      case COPY_LINK -> copyLink = true;
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
    @Nullable MountFlag flag = MountFlag.of(word);
    if (flag != null) {
      apply(flag);
      set = set & ~flag.off() | flag.on();
      clear = clear & ~flag.on() | flag.off();
      return true;
    }
    flag = word.startsWith("r") ? MountFlag.of(word.substring(1)) : null;
    if (flag == null || !flag.hasAttributes()) {
      return false;
    }
    apply(flag);
    treeSet = treeSet & ~flag.off() | flag.on();
    treeClear = treeClear & ~flag.on() | flag.off();
    return true;
  }

  private void apply(MountFlag flag) {
    if (flag.off() == Mounts.MOUNT_ATTR_ATIME) {
      // one of them holds, and the last one that is named
      flags &= ~(Mounts.MS_NOATIME | Mounts.MS_RELATIME | (long) Mounts.MS_STRICTATIME);
    }
    long bit = flag.bit();
    flags = bit > 0 ? flags | bit : flags & ~-bit;
  }

  private boolean isPropagation(String word) {
    for (int i = 0; i < PROPAGATIONS.size(); i++) {
      String name = PROPAGATIONS.get(i);
      boolean tree = word.length() == name.length() + 1 && word.charAt(0) == 'r';
      if (word.equals(name) || tree && word.endsWith(name)) {
        propagation = (long) Mounts.MS_UNBINDABLE << i | (tree ? Mounts.MS_REC : 0);
        return true;
      }
    }
    return false;
  }
}
