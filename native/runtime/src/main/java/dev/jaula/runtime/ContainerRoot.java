package dev.jaula.runtime;

import dev.jaula.linux.Errno;
import dev.jaula.linux.Fd;
import dev.jaula.linux.Files;
import dev.jaula.linux.LinuxException;
import dev.jaula.linux.Stat;
import dev.jaula.perform.Machine;
import dev.jaula.perform.Targets;
import dev.jaula.plan.MountOptions;
import dev.jaula.spec.Mount;
import org.jspecify.annotations.Nullable;

/**
 * A running container's root, from inside its mount namespace. Paths are resolved in it, opened
 * once, and used by descriptor: its processes may change links meanwhile.
 */
final class ContainerRoot {
  private static final int MNT_DETACH = 2;
  private static final int UMOUNT_NOFOLLOW = 8;

  private final Machine machine;
  private final Files files;
  private final Fd root;
  private final Targets targets;

  ContainerRoot(Machine machine) {
    this(machine, machine.files().open("/", Files.O_PATH | Files.O_DIRECTORY));
  }

  /** One that is mounted elsewhere. */
  ContainerRoot(Machine machine, Fd root) {
    this.machine = machine;
    this.files = machine.files();
    this.root = root;
    this.targets = new Targets(machine, root);
  }

  /** Mounts a tree of the host's, or a file system of its own when the tree is none. */
  void add(Mount mount, Fd tree) {
    boolean isDirectory = tree.number() < 0 || isDirectory(tree);
    try (Fd target = make(plain(mount.destination()), isDirectory)) {
      targets.refuseProc(mount.destination(), target);
      if (tree.number() >= 0) {
        targets.refuseFalseProc(mount.destination(), tree.number(), mount.source());
      }
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

  /** Opens a path, and makes what is missing of it; enters a directory of its own choice. */
  Fd make(String path, boolean isDirectory) {
    if (isDirectory) {
      return targets.open(path, 0);
    }
    int fd = targets.find(path);
    if (fd == -Errno.ENOENT) {
      targets.makeFile(path);
      fd = targets.find(path);
    }
    if (fd < 0) {
      throw new LinuxException("open", path, -fd);
    }
    return files.own(fd);
  }

  /** Unmounts what is mounted at a path; its last part is not followed when it is a link. */
  void remove(String path) {
    String plain = plain(path);
    int last = plain.lastIndexOf('/');
    int parent = targets.find(last <= 0 ? "/" : plain.substring(0, last));
    if (parent < 0) {
      throw new LinuxException("open", path, -parent);
    }
    try (Fd open = files.own(parent)) {
      if (targets.isLedIntoProc(path, open)) {
        throw new OciException(
            path + ": a link leads it inside /proc, which stays as it is; name another place");
      }
      files.directories().enter(open.number());
      int result =
          machine.mounts().tryUnmount(plain.substring(last + 1), MNT_DETACH | UMOUNT_NOFOLLOW);
      files.directories().enter(root.number());
      if (result == -Errno.EINVAL) {
        throw new OciException(path + ": nothing is mounted there");
      }
      if (result < 0) {
        throw new LinuxException("umount", path, -result);
      }
    }
  }

  /** Without a slash at its end. */
  private static String plain(String path) {
    int end = path.length();
    while (end > 1 && path.charAt(end - 1) == '/') {
      end--;
    }
    return path.substring(0, end);
  }
}
