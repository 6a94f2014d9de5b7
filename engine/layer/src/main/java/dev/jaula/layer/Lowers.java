package dev.jaula.layer;

import dev.jaula.linux.Bytes;
import dev.jaula.linux.Files;
import dev.jaula.linux.Stat;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The layers below the one that is unpacked, uppermost first. */
final class Lowers implements AutoCloseable {
  private final Calls calls;
  private final List<Integer> roots = new ArrayList<>();
  private final List<Walk> walks = new ArrayList<>();

  Lowers(Calls calls, List<Path> directories) {
    this.calls = calls;
    for (Path path : directories) {
      int root = calls.open(path.toString(), Files.O_PATH | Files.O_DIRECTORY);
      if (root < 0) {
        close();
        throw Calls.failed("open", path.toString(), root);
      }
      roots.add(root);
      walks.add(new Walk(calls, root));
    }
  }

  /**
   * Gives a new directory the owner, mode and attributes of the one of the same path below.
   *
   * @return false when there is none below
   */
  boolean takeAfter(String path, int directory, byte[] name) {
    byte[] whole = Bytes.encode(path);
    for (Walk walk : walks) {
      int from = walk.to(whole, whole.length, null);
      if (from >= 0) {
        Stat stat = calls.stat(from);
        new Copies(calls).attributes(from, new byte[0], stat, directory, name);
        return true;
      }
    }
    return false;
  }

  /**
   * Copies a file of the uppermost layer that has it.
   *
   * @param replace takes away what has the name now
   * @return false when no layer has it, or it is no regular file or link
   */
  boolean copy(byte[] path, int directory, byte[] name, Runnable replace) {
    int slash = path.length - 1;
    while (slash >= 0 && path[slash] != '/') {
      slash--;
    }
    byte[] last = Arrays.copyOfRange(path, slash + 1, path.length);
    for (Walk walk : walks) {
      int from = walk.to(path, Math.max(slash, 0), null);
      Stat stat = from < 0 || last.length == 0 ? null : calls.stat(from, last);
      if (stat != null) {
        if (stat.isDirectory() || OverlayMarks.isWhiteout(stat)) {
          return false;
        }
        replace.run();
        new Copies(calls).entry(from, last, stat, directory, name);
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    walks.forEach(Walk::close);
    roots.forEach(calls::close);
  }
}
