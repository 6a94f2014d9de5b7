package dev.jaula.runtime;

import dev.jaula.host.UserNamespace;
import dev.jaula.linux.Errno;
import dev.jaula.linux.Files;
import dev.jaula.linux.LinuxException;
import dev.jaula.linux.Stat;
import dev.jaula.perform.Machine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The containers on disk, a directory each below {@code --root}, whose name is the id. mkdir takes
 * the id.
 */
final class StateFolder {

  private static final int OTHERS_WRITE = 022;

  /** Others may pass on to what lies in it and lets them, but not look. */
  private static final int PASSABLE = 0711;

  private final Files files;
  private final String root;

  private StateFolder(Files files, String root) {
    this.files = files;
    this.root = root;
  }

  static StateFolder of(Machine machine, @Nullable String typed) {
    Files files = machine.files();
    if (typed != null && !typed.isEmpty()) {
      String root = typed.startsWith("/") ? typed : files.directories().current() + "/" + typed;
      return new StateFolder(files, root);
    }
    int uid = machine.credentials().userId();
    @Nullable String runtime = machine.kernel().variable("XDG_RUNTIME_DIR");
    boolean usable = runtime != null && runtime.startsWith("/");
    if (uid == 0 && (!usable || UserNamespace.isInitial(machine))) {
      return new StateFolder(files, "/run/jaula-runtime");
    }
    String root = usable ? runtime + "/jaula-runtime" : "/tmp/jaula-runtime-" + uid;
    return new StateFolder(files, root).checked(uid);
  }

  /** In /tmp anybody could have made the directory first. */
  private StateFolder checked(int uid) {
    @Nullable Stat stat = files.linkStat(root);
    boolean mine = stat == null || stat.uid() == uid && stat.isDirectory();
    if (!mine || stat != null && (stat.mode() & OTHERS_WRITE) != 0) {
      throw new OciException(
          root + " could be changed by somebody else; give --root, or set XDG_RUNTIME_DIR");
    }
    return this;
  }

  String directory(String id) {
    return root + "/" + id;
  }

  /** Where a container lies; nothing is opened yet. */
  StateDirectory at(String name) {
    return new StateDirectory(files, directory(name));
  }

  /**
   * Takes an id for a container of this config.json; an error when it is taken.
   *
   * @param mode of its directory
   */
  StateDirectory take(String id, int mode, byte[] config) {
    int result = files.directories().tryMakeAt(Files.AT_FDCWD, directory(id), mode);
    if (result == -Errno.ENOENT) {
      files.directories().makeWithParents(root, PASSABLE);
      files.changeMode(root, PASSABLE);
      result = files.directories().tryMakeAt(Files.AT_FDCWD, directory(id), mode);
    }
    if (result == -Errno.EEXIST) {
      throw taken(id);
    }
    if (result < 0) {
      throw new LinuxException("mkdir", directory(id), -result);
    }
    return begin(id, at(id), mode, config);
  }

  /** Between mkdir and open somebody may have deleted it, and another one may have made it anew. */
  private static StateDirectory begin(
      String id, StateDirectory directory, int mode, byte[] config) {
    if (!directory.open()) {
      throw OciException.deleted(id);
    }
    try {
      if (!directory.begin(mode, config)) {
        directory.close();
        throw taken(id);
      }
      return directory;
    } catch (LinuxException e) {
      directory.discard();
      throw e;
    }
  }

  private static OciException taken(String id) {
    return new OciException(
        "container with given ID already exists: \""
            + id
            + "\"; choose another, or delete that one");
  }

  /** The state, or null when the directory has none (yet, or any more). */
  @Nullable RuntimeState find(String id) {
    try (StateDirectory directory = at(id)) {
      return directory.open() ? directory.find() : null;
    }
  }

  /** Those of a container's cgroups that no other one has which took its id meanwhile. */
  List<String> own(StateDirectory directory, String id, List<String> cgroups) {
    List<String> own = new ArrayList<>(cgroups);
    @Nullable RuntimeState successor = directory.successor(this, id);
    if (successor != null) {
      own.removeAll(successor.cgroups());
    }
    return own;
  }

  RuntimeState load(String id) {
    try (StateDirectory directory = at(id)) {
      return directory.load();
    }
  }

  List<String> ids() {
    List<String> ids = new ArrayList<>(files.directories().tryList(root));
    ids.removeIf(name -> name.startsWith("."));
    Collections.sort(ids);
    return ids;
  }

  /** What a container's directory is called while it is being deleted: no id begins like this. */
  static String hidden(String id) {
    return "." + id;
  }
}
