package dev.jaula.layer;

import dev.jaula.linux.Bytes;
import java.util.Arrays;

/** Names of entries, and those that hide what lies in layers below (image-spec, layer.md). */
final class EntryName {
  private static final byte[] WHITEOUT = {'.', 'w', 'h', '.'};
  private static final byte[] OPAQUE = Bytes.encode(".wh..wh..opq");
  private static final byte[] AUFS = Bytes.encode(".wh..wh.");

  private EntryName() {}

  /**
   * A name without slashes at its ends, double ones, and "." steps; empty for the root.
   *
   * @throws LayerException when it has a step "..", holds a zero byte or is longer than PATH_MAX
   */
  static byte[] clean(byte[] name) {
    if (name.length >= Calls.PATH) {
      throw new LayerException(
          "entry "
              + Bytes.decode(Arrays.copyOf(name, 100))
              + "...: a path of "
              + name.length
              + " bytes; Linux takes 4095, so the image cannot be unpacked");
    }
    byte[] clean = new byte[name.length];
    int length = 0;
    int at = 0;
    while (at < name.length) {
      int end = at;
      while (end < name.length && name[end] != '/') {
        if (name[end] == 0) {
          throw new LayerException("entry " + Bytes.decode(name) + ": a zero byte in a name");
        }
        end++;
      }
      int n = end - at;
      if (n == 2 && name[at] == '.' && name[at + 1] == '.') {
        throw new LayerException(
            "entry "
                + Bytes.decode(name)
                + " leads out of its directory by \"..\"; the image is hostile or damaged");
      }
      if (n > 1 || (n == 1 && name[at] != '.')) {
        if (length > 0) {
          clean[length++] = '/';
        }
        System.arraycopy(name, at, clean, length, n);
        length += n;
      }
      at = end + 1;
    }
    return length == name.length ? name : Arrays.copyOf(clean, length);
  }

  static boolean isWhiteout(byte[] name) {
    return starts(name, WHITEOUT);
  }

  static boolean isOpaque(byte[] name) {
    return Arrays.equals(name, OPAQUE);
  }

  private static boolean starts(byte[] name, byte[] prefix) {
    return name.length >= prefix.length
        && Arrays.equals(name, 0, prefix.length, prefix, 0, prefix.length);
  }

  /**
   * What a whiteout hides; empty for AUFS's own files, which mean nothing here.
   *
   * @throws LayerException when it would hide the directory itself, its parent, or nothing
   */
  static byte[] hidden(byte[] name, String entry) {
    if (starts(name, AUFS)) {
      return new byte[0];
    }
    byte[] hidden = Arrays.copyOfRange(name, WHITEOUT.length, name.length);
    boolean dots =
        hidden.length == 0
            || Arrays.equals(hidden, new byte[] {'.'})
            || Arrays.equals(hidden, new byte[] {'.', '.'});
    if (dots) {
      throw new LayerException(
          "entry " + entry + " would hide a whole directory; the image is hostile or damaged");
    }
    return hidden;
  }
}
