package dev.jaula.cgroup;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code set PATH KEY=VALUE...}: translates, checks all, then writes. */
public final class KeySetter {
  private final CgroupFiles files;
  private final Hierarchies hierarchies;
  private final Consumer<String> notes;

  /** notes receives what was translated to what: {@code cpu.max=20% is cpu.cfs_quota_us=20000}. */
  public KeySetter(CgroupFiles files, Hierarchies hierarchies, Consumer<String> notes) {
    this.files = files;
    this.hierarchies = hierarchies;
    this.notes = notes;
  }

  /** Sets all, or nothing when one of them is wrong. */
  public void set(String path, List<String> assignments) {
    new Cgroups(files, hierarchies).locate(path);
    for (String assignment : assignments) {
      writes(path, assignment, assignments);
    }
    List<String> again = new ArrayList<>();
    for (String assignment : assignments) {
      try {
        apply(path, assignment, assignments);
      } catch (CgroupException refused) {
        // a pair such as memory.max and memory.swap.max may want the other order
        if (assignments.size() == 1) {
          throw refused;
        }
        again.add(assignment);
      }
    }
    for (String assignment : again) {
      apply(path, assignment, assignments);
    }
  }

  private void apply(String path, String assignment, List<String> all) {
    List<FileWrite> writes = writes(path, assignment, all);
    String note = note(assignment, writes);
    if (!note.isEmpty()) {
      notes.accept(note);
    }
    new Writer(files).apply(path, writes);
  }

  private List<FileWrite> writes(String path, String assignment, List<String> all) {
    int equals = assignment.indexOf('=');
    if (equals <= 0) {
      throw new CgroupException(assignment + ": write KEY=VALUE, such as memory.max=48M");
    }
    String key = assignment.substring(0, equals);
    String value = assignment.substring(equals + 1);
    List<FileWrite> writes =
        Keys.find(key) == null
            ? unlisted(path, key, value)
            : new KeyWrites(hierarchies, current(path, all)).of(key, value);
    for (FileWrite write : writes) {
      String directory = CgroupPath.parent(write.path(path));
      if (!files.exists(directory)) {
        throw new CgroupException(
            key
                + ": "
                + path
                + " is not in the hierarchy of "
                + write.controller()
                + "; make it there with: jaula cgroup create "
                + path
                + " --controllers "
                + write.controller());
      }
    }
    return writes;
  }

  /** A file that the table does not know, but this kernel offers. */
  private List<FileWrite> unlisted(String path, String key, String value) {
    for (Hierarchy hierarchy : hierarchies.all()) {
      if (key.indexOf('/') < 0 && files.exists(hierarchy.directory(path) + "/" + key)) {
        return List.of(new FileWrite(Limit.RAW, Keys.prefix(key), hierarchy.root(), key, value));
      }
    }
    throw new CgroupException(Keys.unknown(key));
  }

  /** The present values, as they will be when the other assignments have been made. */
  private KeyWrites.Current current(String path, List<String> all) {
    KeyReads reads = new KeyReads(files, hierarchies, path);
    return key -> {
      String set = key.equals("memory.max") ? assigned("memory.max", all) : null;
      set = set == null && key.equals("memory.max") ? assigned("memory.limit_in_bytes", all) : set;
      return set == null ? reads.value(key) : KeyValues.bytes(key, set);
    };
  }

  private static @Nullable String assigned(String key, List<String> all) {
    for (String assignment : all) {
      if (assignment.startsWith(key + "=")) {
        return assignment.substring(key.length() + 1);
      }
    }
    return null;
  }

  private static String note(String assignment, List<FileWrite> writes) {
    StringBuilder text = new StringBuilder();
    for (FileWrite write : writes) {
      text.append(text.length() == 0 ? "" : ", ").append(write.file() + "=" + write.value());
    }
    return text.toString().equals(assignment) ? "" : assignment + " -> " + text;
  }
}
