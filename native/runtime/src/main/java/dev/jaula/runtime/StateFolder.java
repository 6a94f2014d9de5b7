package dev.jaula.runtime;

import dev.jaula.host.UserNamespace;
import dev.jaula.json.JsonException;
import dev.jaula.linux.Bytes;
import dev.jaula.linux.Errno;
import dev.jaula.linux.Fd;
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
 * the id; state.json is written whole.
 */
final class StateFolder {
  private static final String STATE = "/state.json";
  private static final String CONFIG = "/config.json";

  private static final int OTHERS_WRITE = 022;

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

  /** The socket at which a created container waits to be started. */
  String gate(String id) {
    return directory(id) + "/gate";
  }

  /** Takes an id; an error when it is taken. Others may pass, but not look. */
  void take(String id) {
    int result = files.directories().tryMakeAt(Files.AT_FDCWD, directory(id), 0711);
    if (result == -Errno.ENOENT) {
      files.directories().makeWithParents(root, 0711);
      result = files.directories().tryMakeAt(Files.AT_FDCWD, directory(id), 0711);
    }
    if (result == -Errno.EEXIST) {
      throw new OciException(
          "container with given ID already exists: \""
              + id
              + "\"; choose another, or delete that one");
    }
    if (result < 0) {
      throw new LinuxException("mkdir", directory(id), -result);
    }
  }

  void save(RuntimeState state) {
    files.replace(directory(state.id()) + STATE, state.write(), 0600);
  }

  /** The bundle may change or go; what the container was made from stays. */
  void saveConfig(String id, byte[] config) {
    int flags = Files.O_WRONLY | Files.O_CREAT;
    try (var file = files.openAt(Files.AT_FDCWD, directory(id) + CONFIG, flags, 0600)) {
      files.write(file.number(), config, 0, config.length);
    }
  }

  /** What the container is made of has changed. */
  void replaceConfig(String id, byte[] config) {
    files.replace(directory(id) + CONFIG, config, 0600);
  }

  String config(String id) {
    return directory(id) + CONFIG;
  }

  boolean exists(String id) {
    return files.exists(directory(id));
  }

  /** The state, or null when the directory has none (yet, or any more). */
  @Nullable RuntimeState find(String id) {
    @Nullable String text = text(directory(id) + STATE);
    if (text == null) {
      return null;
    }
    try {
      return RuntimeState.read(text);
    } catch (JsonException e) {
      throw new OciException(
          directory(id)
              + STATE
              + ": "
              + e.getMessage()
              + "; remove the container: jaula-runtime delete --force "
              + id);
    }
  }

  /** What is there but cannot be read is an error: nobody shall think that there is nothing. */
  private @Nullable String text(String file) {
    int fd = files.tryOpenAt(Files.AT_FDCWD, file, Files.O_RDONLY, 0);
    if (fd == -Errno.ENOENT || fd == -Errno.ENOTDIR) {
      return null;
    }
    if (fd < 0) {
      throw new LinuxException("open", file, -fd);
    }
    try (Fd open = files.own(fd)) {
      return Bytes.decode(files.readAll(open.number()));
    }
  }

  RuntimeState load(String id) {
    RuntimeState state = find(id);
    if (state == null) {
      throw OciException.absent(id);
    }
    return state;
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

  /** Takes a container out of sight; the new name of its directory. */
  String hide(String id) {
    files.rename(directory(id), directory(hidden(id)));
    return hidden(id);
  }

  void remove(String id) {
    String directory = directory(id);
    files.tryUnlink(directory + "/gate");
    files.tryUnlink(directory + CONFIG);
    files.tryUnlink(directory + STATE);
    if (files.directories().tryRemove(directory) == -Errno.ENOTEMPTY) {
      files.directories().removeTree(directory);
    }
  }
}
