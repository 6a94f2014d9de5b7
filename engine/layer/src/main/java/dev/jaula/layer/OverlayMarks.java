package dev.jaula.layer;

import dev.jaula.linux.Bytes;
import dev.jaula.linux.Stat;

/** How overlayfs marks what an upper directory hides (Documentation/filesystems/overlayfs.rst). */
final class OverlayMarks {
  private static final String[] PREFIXES = {"trusted.overlay.", "user.overlay."};

  private OverlayMarks() {}

  static boolean isWhiteout(Stat stat) {
    return stat.isCharacterDevice() && stat.nodeMajor() == 0 && stat.nodeMinor() == 0;
  }

  /** An empty name means the directory itself. */
  static boolean isOpaque(Calls calls, int directory, byte[] name) {
    for (String prefix : PREFIXES) {
      byte[] value = calls.xattr(directory, name, prefix + "opaque");
      if (value != null && value.length == 1 && value[0] == 'y') {
        return true;
      }
    }
    return false;
  }

  /** True for an attribute that is overlayfs's own and no part of the image. */
  static boolean isOwn(String key) {
    return key.startsWith(PREFIXES[0]) || key.startsWith(PREFIXES[1]);
  }

  /**
   * Refuses what is not whole without the layers below.
   *
   * @throws LayerException for a directory that was renamed (redirect_dir), or a file of which only
   *     the metadata was copied up (metacopy)
   */
  static void refuseHalves(String key, String path) {
    if (isOwn(key) && (key.endsWith(".redirect") || key.endsWith(".metacopy"))) {
      throw new LayerException(
          "\""
              + path
              + "\" has "
              + Bytes.decode(Bytes.encode(key))
              + ": its content is in a layer below; mount overlays with"
              + " redirect_dir=off,metacopy=off");
    }
  }
}
