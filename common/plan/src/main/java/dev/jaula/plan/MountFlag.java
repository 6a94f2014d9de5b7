package dev.jaula.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mount option that is a flag. With an r before it, one that has attributes holds for a tree.
 *
 * @param bit of MS_, negative where the word clears it
 * @param on MOUNT_ATTR_ bits that it sets (linux/mount.h)
 * @param off MOUNT_ATTR_ bits that it clears
 */
record MountFlag(int bit, int on, int off) {
  /** All words; an r before one is not among them. */
  static final List<String> NAMES =
      List.of(
          "ro",
          "rw",
          "nosuid",
          "suid",
          "nodev",
          "dev",
          "noexec",
          "exec",
          "sync",
          "async",
          "remount",
          "mand",
          "nomand",
          "dirsync",
          "nosymfollow",
          "symfollow",
          "noatime",
          "atime",
          "nodiratime",
          "diratime",
          "silent",
          "loud",
          "acl",
          "noacl",
          "relatime",
          "norelatime",
          "iversion",
          "noiversion",
          "strictatime",
          "nostrictatime",
          "lazytime",
          "nolazytime");

  /** Bit, on and off of each word. */
  private static final int[] NUMBERS = {
    1, 1, 0, // ro
    -1, 0, 1, // rw
    2, 2, 0, // nosuid
    -2, 0, 2, // suid
    4, 4, 0, // nodev
    -4, 0, 4, // dev
    8, 8, 0, // noexec
    -8, 0, 8, // exec
    16, 0, 0, // sync
    -16, 0, 0, // async
    32, 0, 0, // remount
    64, 0, 0, // mand
    -64, 0, 0, // nomand
    128, 0, 0, // dirsync
    256, 2097152, 0, // nosymfollow
    -256, 0, 2097152, // symfollow
    1024, 16, 112, // noatime
    -1024, 0, 112, // atime
    2048, 128, 0, // nodiratime
    -2048, 0, 128, // diratime
    32768, 0, 0, // silent
    -32768, 0, 0, // loud
    65536, 0, 0, // acl
    -65536, 0, 0, // noacl
    2097152, 0, 112, // relatime
    -2097152, 0, 112, // norelatime
    8388608, 0, 0, // iversion
    -8388608, 0, 0, // noiversion
    16777216, 32, 112, // strictatime
    -16777216, 0, 112, // nostrictatime
    33554432, 0, 0, // lazytime
    -33554432, 0, 0, // nolazytime
  };

  boolean hasAttributes() {
    return on != 0 || off != 0;
  }

  /** The flag of a word, or null when it is another word. */
  static @Nullable MountFlag of(String word) {
    int at = 3 * NAMES.indexOf(word);
    return at < 0 ? null : new MountFlag(NUMBERS[at], NUMBERS[at + 1], NUMBERS[at + 2]);
  }
}
