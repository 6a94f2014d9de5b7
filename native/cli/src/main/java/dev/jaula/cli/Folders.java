package dev.jaula.cli;

import dev.jaula.linux.Files;
import dev.jaula.linux.Stat;
import org.jspecify.annotations.Nullable;

/**
 * Where Jaula keeps things: state that does not outlive a boot, and what is worth keeping. Root's
 * are below /run and /var/lib, a user's below XDG_RUNTIME_DIR (or /tmp) and XDG_DATA_HOME;
 * JAULA_ROOT puts both below one directory.
 */
final class Folders {
  private final Files files;
  private final String state;
  private final String store;

  private Folders(Files files, String state, String store) {
    this.files = files;
    this.state = state;
    this.store = store;
  }

  static Folders of(Session session) {
    Files files = session.machine().files();
    int uid = session.machine().credentials().userId();
    String root = session.variable("JAULA_ROOT");
    if (root != null && !root.isEmpty()) {
      return new Folders(files, root + "/run", root + "/lib").checked(uid);
    }
    if (uid == 0) {
      return new Folders(files, "/run/jaula", "/var/lib/jaula");
    }
    String runtime = session.variable("XDG_RUNTIME_DIR");
    boolean usable = runtime != null && files.isWritable(runtime);
    String state = usable ? runtime + "/jaula" : "/tmp/jaula-" + uid;
    return new Folders(files, state, store(session)).checked(uid);
  }

  private static String store(Session session) {
    String data = session.variable("XDG_DATA_HOME");
    if (data != null && data.startsWith("/")) {
      return data + "/jaula";
    }
    String home = session.variable("HOME");
    return (home == null || home.isEmpty() ? "/tmp" : home) + "/.local/share/jaula";
  }

  /** In /tmp anybody could have made the directory first. */
  private Folders checked(int uid) {
    @Nullable Stat stat = files.linkStat(state);
    if (stat != null && (stat.uid() != uid || !stat.isDirectory())) {
      throw new CliException(
          state
              + " belongs to somebody else; set XDG_RUNTIME_DIR or JAULA_ROOT to a directory of your own");
    }
    return this;
  }

  /** A directory for each container, named as it is. */
  String containers() {
    return state + "/containers";
  }

  /** Where a printed script works: nobody holds a lock there, and nobody clears it up. */
  String script(String name) {
    return state + "/scripts/" + name;
  }

  String container(String name) {
    return state + "/containers/" + name;
  }

  /** What outlives a boot: images, layers, roots, filters. */
  String store() {
    return store;
  }

  /** What a container that is kept has changed of its image. */
  String changes(String id) {
    return store + "/containers/" + id;
  }

  /** Unpacked root file systems, named by the digest of their archive. */
  String roots() {
    return store + "/roots";
  }

  /** Compiled seccomp filters. */
  String filters() {
    return store + "/filters";
  }

  Files files() {
    return files;
  }
}
