package dev.jaula.runtime;

import dev.jaula.linux.Errno;
import dev.jaula.linux.Fd;
import dev.jaula.linux.Files;
import dev.jaula.linux.LinuxException;
import dev.jaula.linux.Stat;
import dev.jaula.linux.Words;
import dev.jaula.perform.Machine;
import dev.jaula.plan.MountOptions;
import dev.jaula.spec.Mount;
import org.jspecify.annotations.Nullable;

/**
 * A running container's root, from inside its mount namespace. Paths are resolved in it, opened
 * once, and used by descriptor: its processes may change links meanwhile.
 */
final class ContainerRoot {
  private static final int RESOLVE = Files.RESOLVE_IN_ROOT | Files.RESOLVE_NO_MAGICLINKS;
  private static final int MNT_DETACH = 2;
  private static final int UMOUNT_NOFOLLOW = 8;

  private final Machine machine;
  private final Files files;
  private final Fd root;

  ContainerRoot(Machine machine) {
    this(machine, machine.files().open("/", Files.O_PATH | Files.O_DIRECTORY));
  }

  /** One that is mounted elsewhere. */
  ContainerRoot(Machine machine, Fd root) {
    this.machine = machine;
    this.files = machine.files();
    this.root = root;
  }

  /** Mounts a tree of the host's, or a file system of its own when the tree is none. */
  void add(Mount mount, Fd tree) {
    boolean isDirectory = tree.number() < 0 || isDirectory(tree);
    try (Fd target = make(mount.destination(), isDirectory)) {
      if (tree.number() >= 0) {
        check(mount, machine.mounts().tryMoveOnto(tree.number(), target.number()));
      } else {
        fileSystem(mount, target);
      }
    }
  }

  private void fileSystem(Mount mount, Fd target) {
    MountOptions options = MountOptions.of(mount.options());
    files.directories().enter(target.number());
    String type = String.valueOf(mount.type());
    @Nullable String source = mount.source();
    check(
        mount,
        machine
            .mounts()
            .tryMount(source == null ? type : source, ".", type, options.flags(), options.data()));
    files.directories().enter(root.number());
  }

  private static void check(Mount mount, int result) {
    if (result < 0) {
      @Nullable String source = mount.source();
      throw new LinuxException(
          "mount",
          (source == null ? mount.type() : source) + " on " + mount.destination(),
          -result);
    }
  }

  private boolean isDirectory(Fd fd) {
    @Nullable Stat stat = files.statDescriptor(fd.number());
    return stat != null && stat.isDirectory();
  }

  /** Opens a path, and makes what is missing of it. */
  Fd make(String path, boolean isDirectory) {
    int fd = resolve(path);
    if (fd == -Errno.ENOENT) {
      makeMissing(path, isDirectory);
      fd = resolve(path);
    }
    if (fd < 0) {
      throw new LinuxException("open", path, -fd);
    }
    return files.own(fd);
  }

  private int resolve(String path) {
    return files.tryOpenResolved(root.number(), path, Files.O_PATH, RESOLVE);
  }

  private void makeMissing(String path, boolean isDirectory) {
    StringBuilder done = new StringBuilder();
    int last = path.lastIndexOf('/');
    for (String part : Words.split(path.substring(0, Math.max(0, last)), '/')) {
      if (!part.isEmpty()) {
        makeOne(done.toString(), part, true);
        done.append('/').append(part);
      }
    }
    makeOne(done.toString(), path.substring(last + 1), isDirectory);
  }

  private void makeOne(String parent, String name, boolean isDirectory) {
    int directory = resolve(parent.isEmpty() ? "/" : parent);
    if (directory < 0) {
      throw new LinuxException("open", parent, -directory);
    }
    try (Fd open = files.own(directory)) {
      if (isDirectory) {
        int result = files.directories().tryMakeAt(open.number(), name, 0755);
        if (result < 0 && result != -Errno.EEXIST) {
          throw new LinuxException("mkdir", parent + "/" + name, -result);
        }
      } else {
        int flags = Files.O_WRONLY | Files.O_CREAT | Files.O_EXCL | Files.O_NOFOLLOW;
        files.openAt(open.number(), name, flags, 0644).close();
      }
    }
  }

  /** Unmounts what is mounted at a path; its last part is not followed when it is a link. */
  void remove(String path) {
    int last = path.lastIndexOf('/');
    int parent = resolve(last == 0 ? "/" : path.substring(0, last));
    if (parent < 0) {
      throw new LinuxException("open", path, -parent);
    }
    try (Fd open = files.own(parent)) {
      files.directories().enter(open.number());
      int result =
          machine.mounts().tryUnmount(path.substring(last + 1), MNT_DETACH | UMOUNT_NOFOLLOW);
      files.directories().enter(root.number());
      if (result == -Errno.EINVAL) {
        throw new OciException(path + ": nothing is mounted there");
      }
      if (result < 0) {
        throw new LinuxException("umount", path, -result);
      }
    }
  }
}
