package dev.jaula.cli;

import dev.jaula.handover.RunRecord;
import dev.jaula.json.JsonException;
import dev.jaula.json.JsonParser;
import dev.jaula.linux.Bytes;
import dev.jaula.linux.Errno;
import dev.jaula.linux.Fd;
import dev.jaula.linux.Files;
import dev.jaula.linux.LinuxException;
import dev.jaula.linux.Stat;
import dev.jaula.perform.CgroupRemover;
import dev.jaula.perform.Machine;
import dev.jaula.spec.ContainerState;
import dev.jaula.spec.Spec;
import dev.jaula.spec.SpecException;
import dev.jaula.spec.SpecReader;
import dev.jaula.spec.SpecWriter;
import dev.jaula.spec.StateReader;
import dev.jaula.spec.StateWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The containers on disk: a directory each, whose name is the container's, with state.json in it.
 * The process that waits for a container holds a lock on the directory; one that is not locked is
 * left over from a killed command.
 */
final class ContainerStore {
  private static final String STATE = "/state.json";
  private static final String SPEC = "/config.json";
  private static final String CGROUPS = "/cgroups";

  /** A link to what the container has changed of its image. */
  private static final String CHANGES = "/changes";

  private static final int LOCK_TRIES = 200;
  private static final int TRIES = 100;

  private final Session session;
  private final Machine machine;
  private final Files files;
  private final Folders folders;

  ContainerStore(Session session) {
    this.session = session;
    this.machine = session.machine();
    this.files = machine.files();
    this.folders = session.folders();
  }

  /** Takes a name: makes its directory and locks it. Null when the name is taken. */
  @Nullable Fd create(String name) {
    for (int i = 0; i < TRIES; i++) {
      String directory = folders.container(name);
      if (!make(directory)) {
        return null;
      }
      Fd lock = lockFresh(directory);
      if (lock != null) {
        return lock;
      }
    }
    return null;
  }

  private boolean make(String directory) {
    int result = files.directories().tryMakeAt(Files.AT_FDCWD, directory, 0711);
    if (result == -Errno.ENOENT) {
      // others may pass, as root of a user namespace is somebody else; what lies there is 0600
      files.directories().makeWithParents(folders.containers(), 0711);
      result = files.directories().tryMakeAt(Files.AT_FDCWD, directory, 0711);
    }
    if (result < 0 && result != -Errno.EEXIST) {
      throw new LinuxException("mkdir", directory, -result);
    }
    return result == 0;
  }

  /** Null when a sweep took the directory for a left one, before it was locked. */
  private @Nullable Fd lockFresh(String directory) {
    int fd = files.tryOpenAt(Files.AT_FDCWD, directory, Files.O_RDONLY | Files.O_DIRECTORY, 0);
    if (fd == -Errno.ENOENT) {
      return null;
    }
    Fd lock = files.own(fd);
    try {
      if (fd < 0) {
        throw new LinuxException("open", directory, -fd);
      }
      if (lockSoon(fd) && isSame(directory, fd)) {
        return lock;
      }
    } catch (LinuxException e) {
      files.directories().tryRemove(directory);
      lock.close();
      throw e;
    }
    lock.close();
    return null;
  }

  /**
   * A sweep holds what it removes for a moment. Whoever holds it longer took the name after a sweep
   * had removed the directory that was made here, and before it was opened.
   */
  private boolean lockSoon(int fd) {
    for (int i = 0; i < LOCK_TRIES; i++) {
      if (files.descriptors().lock(fd, false)) {
        return true;
      }
      machine.signals().poll(new int[0], new int[0], new int[0], 5);
    }
    return false;
  }

  /** Whether an open directory still is what its path leads to. */
  private boolean isSame(String directory, int fd) {
    @Nullable Stat now = files.stat(directory);
    @Nullable Stat open = files.statDescriptor(fd);
    return now != null && open != null && now.inode() == open.inode();
  }

  /**
   * Written before the cgroups are made, so that they can be cleared whatever happens; those that
   * are there already are somebody else's, and never written down. Nobody else has those of a name
   * made up by chance.
   */
  void planCgroups(String name, boolean isMadeUp, List<String> cgroups) {
    StringBuilder text = new StringBuilder();
    for (String cgroup : cgroups) {
      if (!isMadeUp && files.exists(cgroup)) {
        throw new CliException(
            "the cgroup "
                + cgroup
                + " exists already; choose another --name, or remove it: rmdir "
                + cgroup);
      }
      text.append(cgroup).append('\n');
    }
    byte[] data = Bytes.encode(text.toString());
    String path = folders.container(name) + CGROUPS;
    // no rename as for the state: nobody else reads it while the directory is locked
    try (Fd fd = files.openAt(Files.AT_FDCWD, path, Files.O_WRONLY | Files.O_CREAT, 0600)) {
      files.write(fd.number(), data, 0, data.length);
    }
  }

  /**
   * Makes the directory for the changes. The image's record lies there too: as long as it does, the
   * engine removes none of the layers.
   */
  void keepChanges(String name, String directory, RunRecord image) {
    String parent = directory.substring(0, directory.lastIndexOf('/'));
    // closed: programs that run as their owner lie in there
    files.directories().makeWithParents(parent, 0700);
    files.directories().make(directory, 0711);
    // not before it is ours: what the link leads to is removed with the container
    files.symlink(directory, folders.container(name) + CHANGES);
    files.replace(directory + "/image", image.write(), 0600);
    files.directories().make(directory + "/upper", 0755);
    files.directories().make(directory + "/work", 0700);
  }

  void save(ContainerState state) {
    files.replace(folders.container(state.name()) + STATE, StateWriter.write(state), 0600);
  }

  /** For inspect, which shows limits and paths that the state does not hold. */
  void saveSpec(String name, Spec spec) {
    files.replace(folders.container(name) + SPEC, SpecWriter.write(spec), 0600);
  }

  /** The spec of a container that was given a name, else null. */
  @Nullable Spec loadSpec(String name) {
    @Nullable String text = files.tryRead(folders.container(name) + SPEC);
    return text == null ? null : SpecReader.readOwn(JsonParser.parse(Bytes.encode(text)));
  }

  /** The state of a name, or null when there is none yet or none at all. */
  @Nullable ContainerState load(String name) {
    String text = files.tryRead(folders.container(name) + STATE);
    if (text == null) {
      return null;
    }
    try {
      return StateReader.read(JsonParser.parse(Bytes.encode(text)));
    } catch (JsonException | SpecException e) {
      throw new CliException(
          folders.container(name)
              + STATE
              + ": "
              + e.getMessage()
              + "; remove it: jaula rm -f "
              + name);
    }
  }

  List<String> names() {
    List<String> names = new ArrayList<>(files.directories().tryList(folders.containers()));
    java.util.Collections.sort(names);
    return names;
  }

  List<ContainerState> all() {
    List<ContainerState> states = new ArrayList<>();
    for (String name : names()) {
      ContainerState state = load(name);
      if (state != null) {
        states.add(state);
      }
    }
    return states;
  }

  /** By name, by whole id or by an unambiguous beginning of it. */
  ContainerState find(String reference) {
    if (ContainerName.isValid(reference)) {
      ContainerState state = load(reference);
      if (state != null) {
        return state;
      }
    }
    ContainerState found = null;
    for (ContainerState state : all()) {
      if (!reference.isEmpty() && state.id().startsWith(reference)) {
        if (found != null) {
          throw new CliException(
              "\"" + reference + "\" is the beginning of several ids; type more of it");
        }
        found = state;
      }
    }
    if (found == null) {
      throw new CliException(1, "no such container: " + reference + suggestion(reference));
    }
    return found;
  }

  private String suggestion(String reference) {
    String nearest = dev.jaula.args.Nearest.of(reference, names());
    return nearest == null ? "; see: jaula ps -a" : "; did you mean " + nearest + "?";
  }

  /**
   * A descriptor of a container's first process, or null when that has ended. The monitor lets go
   * of the process id only once the state tells the end or is gone, and a killed one's lock is gone
   * before: so what was opened first and is found running afterwards is no other process.
   */
  @Nullable Fd openFirst(ContainerState state) {
    int pidfd = machine.processes().tryOpen(state.init().pid());
    if (pidfd < 0) {
      return null;
    }
    Fd process = files.own(pidfd);
    ContainerState now = load(state.name());
    if (now != null
        && now.exit() == null
        && now.id().equals(state.id())
        && isLocked(state.name())) {
      return process;
    }
    process.close();
    return null;
  }

  /** Whether somebody waits for the container. */
  boolean isLocked(String name) {
    int fd =
        files.tryOpenAt(
            Files.AT_FDCWD, folders.container(name), Files.O_RDONLY | Files.O_DIRECTORY, 0);
    if (fd < 0) {
      return false;
    }
    try (Fd directory = files.own(fd)) {
      return !files.descriptors().lock(directory.number(), false);
    }
  }

  /**
   * Removes all that is left of a container that has ended. When a cgroup cannot be removed yet the
   * files stay, so that the next command tries again.
   */
  void remove(String name) {
    String cgroups = files.tryRead(folders.container(name) + CGROUPS);
    List<String> directories = cgroups == null ? List.of() : lines(cgroups);
    CgroupRemover remover = new CgroupRemover(machine);
    if (remover.remove(directories)) {
      remover.removeParents(directories);
      removeFiles(name);
    }
  }

  /** The quick way for a container whose cgroups are gone already. */
  void removeFiles(String name) {
    String directory = folders.container(name);
    files.tryUnlink(directory + STATE);
    files.tryUnlink(directory + CGROUPS);
    files.tryUnlink(directory + SPEC);
    if (files.directories().tryRemove(directory) == -Errno.ENOTEMPTY) {
      removeChanges(directory + CHANGES);
      files.directories().removeTree(directory);
    }
  }

  /** A user's container has files of ids that were lent to it. */
  private void removeChanges(String link) {
    @Nullable String directory = files.readLink(link);
    if (directory == null
        || !directory.startsWith(folders.changes(""))
        || !files.exists(directory)) {
      return;
    }
    if (machine.credentials().userId() == 0) {
      files.directories().removeTree(directory);
      return;
    }
    int pid = machine.processes().fork(0, -1, new int[1]);
    if (pid == 0) {
      machine
          .processes()
          .exit(
              Main.guarded(
                  session,
                  () -> {
                    new EngineNamespace(session).enter();
                    files.directories().removeTree(directory);
                    return 0;
                  }));
    }
    machine.processes().wait(pid);
  }

  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    int from = 0;
    for (int to = text.indexOf('\n'); to >= 0; to = text.indexOf('\n', from)) {
      lines.add(text.substring(from, to));
      from = to + 1;
    }
    return lines;
  }

  /**
   * Clears what commands that were killed have left. A container that ended by itself and is kept
   * has an exit in its state and stays.
   */
  void sweep(@Nullable String except, int most) {
    if (except != null && holdsOne()) {
      return;
    }
    int looked = 0;
    for (String name : files.directories().tryList(folders.containers())) {
      if (name.equals(except)) {
        continue;
      }
      if (looked++ >= most) {
        return;
      }
      sweep(name);
    }
  }

  /** Whether there is certainly no more than one container's directory. */
  private boolean holdsOne() {
    Stat stat = files.stat(folders.containers());
    return stat != null && stat.links() == 3;
  }

  private void sweep(String name) {
    int fd =
        files.tryOpenAt(
            Files.AT_FDCWD, folders.container(name), Files.O_RDONLY | Files.O_DIRECTORY, 0);
    if (fd < 0) {
      return;
    }
    try (Fd directory = files.own(fd)) {
      if (files.descriptors().lock(directory.number(), false)
          && isSame(folders.container(name), directory.number())
          && !isKept(name)) {
        remove(name);
      }
    }
  }

  private boolean isKept(String name) {
    try {
      ContainerState state = load(name);
      return state != null && state.exit() != null;
    } catch (CliException e) {
      // a state that cannot be read was half written by a killed command
      return false;
    }
  }
}
