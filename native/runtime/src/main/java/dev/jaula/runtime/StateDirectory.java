package dev.jaula.runtime;

import dev.jaula.json.JsonException;
import dev.jaula.json.JsonParser;
import dev.jaula.linux.Bytes;
import dev.jaula.linux.Errno;
import dev.jaula.linux.Fd;
import dev.jaula.linux.Files;
import dev.jaula.linux.LinuxException;
import dev.jaula.linux.Stat;
import dev.jaula.spec.Spec;
import dev.jaula.spec.SpecReader;
import org.jspecify.annotations.Nullable;

/**
 * One container's directory, held open: whoever made it, or has begun to delete it, goes on with
 * this one, also when its name belongs to another container meanwhile.
 */
final class StateDirectory implements AutoCloseable {
  private static final String STATE = "state.json";
  private static final String CONFIG = "config.json";
  static final String GATE = "gate";

  /** The gate of a container that is being created: it has no other name yet. */
  static final String CLOSED_GATE = "gate.new";

  private final Files files;
  private String path;
  private Fd fd;

  /** Nothing is opened yet. */
  StateDirectory(Files files, String path) {
    this.files = files;
    this.path = path;
    this.fd = files.own(-1);
  }

  String path() {
    return path;
  }

  /** The id, or what the directory is called while it is being deleted. */
  String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Opens what is there; false when there is nothing. */
  boolean open() {
    int opened =
        files.tryOpenAt(
            Files.AT_FDCWD, path, Files.O_RDONLY | Files.O_DIRECTORY | Files.O_NOFOLLOW, 0);
    if (opened == -Errno.ENOENT || opened == -Errno.ENOTDIR || opened == -Errno.ELOOP) {
      return false;
    }
    if (opened < 0) {
      throw new LinuxException("open", path, -opened);
    }
    fd = files.own(opened);
    return true;
  }

  /** Opens it and reads the state; an error when there is no such container. */
  RuntimeState load() {
    @Nullable RuntimeState state = open() ? find() : null;
    if (state == null) {
      throw OciException.absent(name());
    }
    return state;
  }

  /** A socket's path is short (man 7 unix), so it is named from where it is. */
  void enter() {
    files.directories().enter(fd.number());
  }

  /**
   * The bundle may change or go; what the container was made from stays. Of two that have opened a
   * new directory one is the first, false for the other.
   *
   * @param mode the directory's, whatever the umask has made of it
   */
  boolean begin(int mode, byte[] config) {
    int flags = Files.O_WRONLY | Files.O_CREAT | Files.O_EXCL;
    int made = files.tryOpenAt(fd.number(), CONFIG, flags, 0600);
    if (made == -Errno.EEXIST) {
      return false;
    }
    if (made < 0) {
      throw new LinuxException("open", path + "/" + CONFIG, -made);
    }
    files.changeMode(fd.number(), path, mode);
    try (Fd file = files.own(made)) {
      files.write(file.number(), config, 0, config.length);
    }
    return true;
  }

  /** Written whole. */
  void save(RuntimeState state) {
    replace(STATE, Bytes.encode(state.write()));
  }

  /** What the container is made of has changed. */
  void replaceConfig(byte[] config) {
    replace(CONFIG, config);
  }

  private void replace(String name, byte[] data) {
    try {
      files.replaceAt(fd.number(), name, data, 0600);
    } catch (LinuxException e) {
      throw new LinuxException(e.call(), path + "/" + name, e.errno());
    }
  }

  /** The state, or null when there is none (yet, or any more); an error when it is broken. */
  @Nullable RuntimeState find() {
    int opened = files.tryOpenAt(fd.number(), STATE, Files.O_RDONLY, 0);
    if (opened == -Errno.ENOENT) {
      return null;
    }
    if (opened < 0) {
      // nobody shall think that there is nothing
      throw new LinuxException("open", path + "/" + STATE, -opened);
    }
    try (Fd open = files.own(opened)) {
      return RuntimeState.read(Bytes.decode(files.readAll(open.number())));
    } catch (JsonException e) {
      throw new OciException(
          path
              + "/"
              + STATE
              + ": "
              + e.getMessage()
              + "; remove the container: jaula-runtime delete --force "
              + name());
    }
  }

  /** What the container was made from. */
  Spec spec() {
    return SpecReader.read(JsonParser.parse(config()));
  }

  /** The same as it was written. */
  byte[] config() {
    try (Fd open = files.openAt(fd.number(), CONFIG, Files.O_RDONLY, 0)) {
      return files.readAll(open.number());
    }
  }

  /** Whether its path still leads to it. */
  boolean isCurrent() {
    return isAt(path);
  }

  private boolean isAt(String place) {
    @Nullable Stat mine = files.statDescriptor(fd.number());
    @Nullable Stat now = files.linkStat(place);
    if (mine == null || now == null && files.exists(place)) {
      // what cannot be looked at is not gone
      throw new LinuxException("stat", place, Errno.EIO);
    }
    return now != null
        && mine.inode() == now.inode()
        && mine.deviceMajor() == now.deviceMajor()
        && mine.deviceMinor() == now.deviceMinor();
  }

  /** The container that has its id meanwhile; null when there is none. */
  @Nullable RuntimeState successor(StateFolder folder, String id) {
    return isAt(folder.directory(id)) ? null : folder.find(id);
  }

  /** From now on the container can be started, and counts as created. */
  void showGate() {
    files.renameAt(fd.number(), CLOSED_GATE, GATE);
  }

  /**
   * Waits until nobody else deletes it, and then is the one who may; false when it has gone from
   * its path. The lock is given back by {@link #close} or the end of this process.
   */
  boolean lock() {
    files.descriptors().lock(fd.number(), true);
    return isCurrent();
  }

  /** Gives it another name; whoever does so has locked it. */
  void rename(String to) {
    files.rename(path, to);
    path = to;
  }

  /** Removes it with all that is in it; whoever does so has locked it. */
  void remove() {
    files.tryUnlinkAt(fd.number(), GATE, false);
    files.tryUnlinkAt(fd.number(), CLOSED_GATE, false);
    files.tryUnlinkAt(fd.number(), CONFIG, false);
    files.tryUnlinkAt(fd.number(), STATE, false);
    if (files.directories().tryRemove(path) == -Errno.ENOTEMPTY) {
      files.directories().removeTree(path);
    }
  }

  /** Removes it, unless somebody else does. */
  void discard() {
    if (lock()) {
      remove();
    }
    close();
  }

  @Override
  public void close() {
    fd.close();
  }
}
