package dev.jaula.layer;

import dev.jaula.linux.Bytes;
import dev.jaula.linux.Stat;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One directory as an overlay of several layers shows it: the directories of that path in each
 * layer that contributes, the uppermost first. It owns their descriptors.
 */
final class Merged implements AutoCloseable {
  private final Calls calls;
  private final List<Integer> layers;

  Merged(Calls calls, List<Integer> layers) {
    this.calls = calls;
    this.layers = layers;
  }

  /** What the name is here; null when no layer has it, or one hides it. */
  @Nullable Stat stat(byte[] name) {
    for (int layer : layers) {
      Stat stat = calls.stat(layer, name);
      if (stat != null) {
        return OverlayMarks.isWhiteout(stat) ? null : stat;
      }
      if (OverlayMarks.isOpaque(calls, layer, new byte[0])) {
        return null;
      }
    }
    return null;
  }

  /** The file capabilities of a name here, or null. */
  byte @Nullable [] xattr(byte[] name, String key) {
    for (int layer : layers) {
      if (calls.stat(layer, name) != null) {
        return calls.xattr(layer, name, key);
      }
    }
    return null;
  }

  /** The directory of that name here; without layers when there is none. */
  Merged enter(byte[] name) {
    List<Integer> below = new ArrayList<>();
    for (int layer : layers) {
      Stat stat = calls.stat(layer, name);
      if (stat != null && !stat.isDirectory()) {
        break;
      }
      if (stat != null) {
        int fd = calls.openAt(layer, name, Calls.LIST, 0);
        if (fd < 0) {
          throw Calls.failed("open", Bytes.decode(name), fd);
        }
        below.add(fd);
        if (OverlayMarks.isOpaque(calls, fd, new byte[0])) {
          break;
        }
      }
      if (OverlayMarks.isOpaque(calls, layer, new byte[0])) {
        break;
      }
    }
    return new Merged(calls, below);
  }

  /** The names that are to be seen here, in order. */
  List<byte[]> names() {
    TreeMap<String, Boolean> seen = new TreeMap<>();
    for (int layer : layers) {
      calls.seek(layer, 0, 0);
      for (byte[] name : calls.list(layer)) {
        Stat stat = calls.stat(layer, name);
        seen.putIfAbsent(Bytes.decode(name), stat != null && !OverlayMarks.isWhiteout(stat));
      }
      if (OverlayMarks.isOpaque(calls, layer, new byte[0])) {
        break;
      }
    }
    List<byte[]> names = new ArrayList<>();
    seen.forEach((name, visible) -> {
      if (visible) {
        names.add(Bytes.encode(name));
      }
    });
    return names;
  }

  @Override
  public void close() {
    layers.forEach(calls::close);
  }
}
