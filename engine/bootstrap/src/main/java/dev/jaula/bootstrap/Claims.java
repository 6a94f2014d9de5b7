package dev.jaula.bootstrap;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ObjLongConsumer;

/**
 * Which package a path belongs to. Packages are unpacked at once, yet who wins must not depend on
 * who comes first: of files it is the one that Replaces the other, else the later in the order of
 * the set; of folders the earlier one says mode and owner.
 */
final class Claims {
  private final Map<String, Integer> files = new ConcurrentHashMap<>(1 << 14);
  private final Map<String, Folder> folders = new ConcurrentHashMap<>(1 << 12);
  private final Map<Integer, Set<String>> lost = new ConcurrentHashMap<>();
  private final Map<Integer, Replaces> replaces = new ConcurrentHashMap<>();

  private record Folder(int index, long seconds) {}

  /** What a package may take files from. */
  record Replaces(String name, String version, List<List<Relation>> of) {
    private boolean takesFrom(Replaces other) {
      for (List<Relation> each : of) {
        Relation relation = each.getFirst();
        if (relation.name().equals(other.name) && relation.accepts(other.version)) {
          return true;
        }
      }
      return false;
    }
  }

  /** Makes a package known, before it claims anything. */
  void register(int index, Replaces its) {
    replaces.put(index, its);
  }

  /** True when the package is to write this file. */
  boolean file(String path, int index) {
    int owner = files.merge(path, index, (old, now) -> winner(path, old, now));
    return owner == index;
  }

  /** True when the package still is the one that writes this file. */
  boolean owns(String path, int index) {
    return files.getOrDefault(path, -1) == index;
  }

  private int winner(String path, int old, int now) {
    Replaces a = replaces.get(old);
    Replaces b = replaces.get(now);
    if (old == now || a == null || b == null) {
      return now;
    }
    if (b.takesFrom(a)) {
      lost.computeIfAbsent(old, _ -> ConcurrentHashMap.newKeySet()).add(path);
      return now;
    }
    if (a.takesFrom(b)) {
      lost.computeIfAbsent(now, _ -> ConcurrentHashMap.newKeySet()).add(path);
      return old;
    }
    return Math.max(old, now);
  }

  /**
   * Runs what sets a folder's mode and owner, if this package is the one to say.
   *
   * @param seconds the folder's time in the package
   */
  void folder(String path, int index, long seconds, Runnable set) {
    folders.compute(
        path,
        (_, old) -> {
          if (old != null && old.index <= index) {
            return old;
          }
          set.run();
          return new Folder(index, seconds);
        });
  }

  /** Tells the time of each folder, which filling it has changed. */
  void forEachFolder(ObjLongConsumer<String> told) {
    folders.forEach((path, folder) -> told.accept(path, folder.seconds));
  }

  /** The files that another package took over from this one. */
  Set<String> lostBy(int index) {
    return lost.getOrDefault(index, Set.of());
  }
}
