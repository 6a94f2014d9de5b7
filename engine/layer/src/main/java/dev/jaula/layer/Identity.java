package dev.jaula.layer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.StringTokenizer;

/**
 * Who this process is, as far as files of a layer go.
 *
 * @param root true when it is user 0 in its user namespace
 * @param initial true when that namespace is the machine's own
 * @param umask what is taken from the mode of a new file
 */
record Identity(boolean root, boolean initial, int umask) {
  /** Of this process (man 5 proc_pid_status, man 7 user_namespaces). */
  static Identity current() {
    int umask = 077;
    boolean root = false;
    for (String line : lines("/proc/self/status")) {
      if (line.startsWith("Umask:")) {
        umask = Integer.parseInt(line.substring(6).trim(), 8);
      } else if (line.startsWith("Uid:")) {
        // real, effective, saved, file system
        StringTokenizer ids = new StringTokenizer(line.substring(4));
        ids.nextToken();
        root = ids.nextToken().equals("0");
      }
    }
    return new Identity(root, isWhole(lines("/proc/self/uid_map")), umask);
  }

  /** Whether an id map is that of the first namespace: every id is itself. */
  private static boolean isWhole(List<String> map) {
    StringTokenizer ids = new StringTokenizer(String.join(" ", map));
    return ids.countTokens() == 3
        && ids.nextToken().equals("0")
        && ids.nextToken().equals("0")
        && ids.nextToken().equals("4294967295");
  }

  private static List<String> lines(String path) {
    try {
      return Files.readAllLines(Path.of(path));
    } catch (IOException e) {
      throw new LayerException("read " + path + ": " + e.getMessage() + "; is /proc mounted?", e);
    }
  }

  /**
   * The prefixes of overlayfs's own attributes: "user." is read with the mount option userxattr, as
   * in a container with a user namespace, which root's have by default too.
   */
  List<String> overlayPrefixes() {
    return root && initial
        ? List.of("trusted.overlay.", "user.overlay.")
        : List.of("user.overlay.");
  }
}
