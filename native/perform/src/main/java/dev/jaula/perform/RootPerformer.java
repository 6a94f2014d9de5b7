package dev.jaula.perform;

import dev.jaula.linux.Errno;
import dev.jaula.linux.Fd;
import dev.jaula.linux.Files;
import dev.jaula.linux.LinuxException;
import dev.jaula.linux.Mounts;
import dev.jaula.linux.Stat;
import dev.jaula.plan.Step;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the root file system together. */
final class RootPerformer {
  private static final long PROTECTED =
      Mounts.MOUNT_ATTR_RDONLY
          | Mounts.MOUNT_ATTR_NOSUID
          | Mounts.MOUNT_ATTR_NODEV
          | Mounts.MOUNT_ATTR_NOEXEC;

  /** These are never reached through a link. */
  private static final List<String> PLAIN = List.of("/proc", "/sys", "/dev");

  private final Files files;
  private final Mounts mounts;
  private final Targets targets;
  private final int[] trees;
  private @Nullable Fd oldRoot;
  private final List<String> fresh = new ArrayList<>();
  private @Nullable Fd nullDevice;
  private boolean nullChecked;
  private final List<String> kernels = new ArrayList<>();
  private final List<String> covered = new ArrayList<>();

  RootPerformer(Machine machine, int trees) {
    this.files = machine.files();
    this.mounts = machine.mounts();
    this.targets = new Targets(machine);
    this.trees = new int[trees];
  }

  void propagate(Step.SetPropagation step) {
    mounts.mount(null, step.path(), null, step.flags(), null);
  }

  void open(Step.OpenTree step) {
    int tree = mounts.tryCloneTree(Files.AT_FDCWD, step.source(), step.recursive());
    if (tree < 0) {
      throw new LinuxException("mount", step.source(), -tree);
    }
    trees[step.slot()] = tree;
  }

  int tree(int slot) {
    return trees[slot];
  }

  void keep(int slot, int tree) {
    trees[slot] = tree;
  }

  void receive(Step.ReceiveTree step, Report report) {
    trees[step.slot()] = report.receiveTreeOrFail(step.source());
  }

  void makeDirectory(Step.MakeDirectory step) {
    files.directories().makeIfAbsent(step.path(), step.mode());
    if ((step.mode() & 01022) != 0) {
      files.changeMode(step.path(), step.mode());
    }
  }

  void mount(Step.Mount step) {
    boolean isNew = !step.type().equals("bind") && (step.flags() & Mounts.MS_REMOUNT) == 0;
    if (isFresh(step.target()) && isNew) {
      files.directories().makeIfAbsent(step.target(), 0755);
    } else if (oldRoot != null
        && isNew
        && !step.type().equals("none")
        && !isKernels(step.target())) {
      mountOpened(step);
      return;
    }
    fail(step, tryMount(step));
    remember(step);
  }

  /** A tmpfs of ours is empty: what is mounted in it has no place yet. */
  private void remember(Step.Mount step) {
    if (oldRoot != null && step.type().equals("tmpfs")) {
      fresh.add(step.target());
    }
  }

  private boolean isFresh(String target) {
    int slash = target.lastIndexOf('/');
    return slash > 0 && fresh.contains(target.substring(0, slash));
  }

  private int tryMount(Step.Mount step) {
    String type = step.type().equals("bind") ? null : step.type();
    return mounts.tryMount(step.source(), step.target(), type, step.flags(), step.data());
  }

  /** The directory is entered, so that what is checked is what is mounted on. */
  private void mountOpened(Step.Mount step) {
    boolean plain = PLAIN.contains(step.target());
    try (Fd target = targets.open(step.target(), plain ? Files.RESOLVE_NO_SYMLINKS : 0)) {
      if (!plain) {
        targets.refuseProc(step.target(), target);
      }
      files.directories().enter(target.number());
      int result = mounts.tryMount(step.source(), ".", step.type(), step.flags(), step.data());
      if (result == -Errno.EBUSY && step.type().equals("cgroup2")) {
        keepTree(step);
      } else {
        fail(step, result);
      }
      remember(step);
      boolean isKernels = step.type().equals("proc") || step.type().equals("sysfs");
      if (plain && isKernels) {
        kernels.add(step.target());
      }
    }
  }

  /**
   * With /sys the host's v2 tree has come to its place already, and takes no second mount there.
   */
  private void keepTree(Step.Mount step) {
    if ((step.flags() & Mounts.MS_RDONLY) != 0) {
      mounts.setAttributes(Files.AT_FDCWD, ".", false, Mounts.MOUNT_ATTR_RDONLY, 0, 0, 0);
    }
  }

  private static void fail(Step.Mount step, int result) {
    if (result < 0) {
      String what = step.type().equals("bind") ? step.source() : step.type();
      throw new LinuxException("mount", what + " on " + step.target(), -result);
    }
  }

  void attach(Step.AttachTree step) {
    int tree = trees[step.slot()];
    if (step.set() != 0) {
      long clear = (step.set() & Mounts.MOUNT_ATTR_NOATIME) != 0 ? Mounts.MOUNT_ATTR_ATIME : 0;
      mounts.setAttributes(tree, "", step.recursive(), step.set(), clear, 0, 0);
    }
    boolean isDevice = step.source().startsWith("/dev/") && isFresh(step.target());
    if (isDevice) {
      files.tryMakeFile(step.target(), 0644);
    }
    int result = mounts.tryMove(tree, Files.AT_FDCWD, step.target());
    if (result == -Errno.EINVAL && isDevice) {
      // a directory cannot be attached to a file
      files.tryUnlink(step.target());
      result = -Errno.ENOENT;
    }
    if (result == -Errno.ENOENT) {
      targets.makeLike(tree, step.target());
      result = mounts.tryMove(tree, Files.AT_FDCWD, step.target());
    }
    if (result == -Errno.EINVAL && targets.differs(tree, step.target())) {
      result = -Errno.ENOTDIR; // what mount(2) says, and engines look for
    }
    if (result < 0) {
      throw new LinuxException("mount", step.source() + " on " + step.target(), -result);
    }
    cover(step.target());
    // the tree's descriptor is closed with all the others before the command is executed
    if (step.propagation() != 0) {
      mounts.mount(null, step.target(), null, step.propagation(), null);
    }
  }

  /**
   * man 2 pivot_root, "pivot_root(".", ".")": the old root ends up on top of the new one, reachable
   * by descriptor.
   */
  void pivot() {
    oldRoot = files.open("/", Files.O_PATH | Files.O_DIRECTORY);
    mounts.pivotRoot(".", ".");
  }

  void detachOldRoot() {
    if (oldRoot != null) {
      files.directories().enter(oldRoot.number());
      mounts.unmount(".", Mounts.MNT_DETACH);
      files.directories().enter("/");
      oldRoot.close();
    }
  }

  void makeLink(Step.MakeLink step) {
    int result = files.trySymlink(step.target(), place(step.path()));
    if (result < 0 && result != -Errno.EEXIST) {
      throw new LinuxException("symlink", step.path(), -result);
    }
  }

  void makeNode(Step.MakeNode step) {
    int kind = step.type() == 'b' ? 0x6000 : step.type() == 'p' ? 0x1000 : 0x2000;
    String path = place(step.path());
    int result = files.tryMakeNode(path, kind | step.mode(), step.major(), step.minor());
    if (result == -Errno.EEXIST && isNode(path, step, kind)) {
      return; // a root file system may bring its own /dev
    }
    if (result < 0) {
      throw new LinuxException("mknod", step.path(), -result);
    }
    files.changeMode(path, step.mode());
  }

  /** Whether the node of a step is there already, and no link to it. */
  private boolean isNode(String path, Step.MakeNode step, int kind) {
    @Nullable Stat stat = files.linkStat(path);
    return stat != null
        && (stat.mode() & 0xf000) == kind
        && stat.nodeMajor() == step.major()
        && stat.nodeMinor() == step.minor();
  }

  /** A tmpfs of ours has no links; elsewhere the directory is entered. */
  private String place(String path) {
    return oldRoot == null || isFresh(path) ? path : targets.enterParent(path);
  }

  /**
   * A directory becomes an empty one, anything else the null device. Looks first: a bind mount of
   * /dev/null on a directory is made, refused, and then waits for an RCU grace period to be taken
   * back.
   */
  void mask(String path) {
    if (isKernels(path) && isFresh("/dev/null")) {
      checkNull();
      // what is there is never left bare
      @Nullable Stat stat = files.find(path);
      if (stat != null) {
        mask(stat, path);
      }
      return;
    }
    int fd = targets.find(path);
    if (fd < 0) {
      return;
    }
    try (Fd target = files.own(fd)) {
      @Nullable Stat stat = files.statDescriptor(fd);
      if (stat != null && stat.isDirectory()) {
        // a directory that this user may not enter is covered by its name
        mask(stat, files.directories().tryEnter(fd) == 0 ? "." : path);
      } else {
        attach(mounts.cloneTree(openNull(), "", false), target, "mask", path);
      }
    }
  }

  private void mask(Stat stat, String path) {
    if (stat.isDirectory()) {
      mounts.mount("tmpfs", path, "tmpfs", Mounts.MS_RDONLY, "size=0k");
    } else {
      mounts.mount("/dev/null", path, null, Mounts.MS_BIND, null);
    }
  }

  /**
   * What lies in a procfs or sysfs that we have mounted, and not in a mount on top of it: no links
   * of somebody else's, and nobody can exchange them.
   */
  private boolean isKernels(String path) {
    String first = path.substring(0, Math.max(0, path.indexOf('/', 1)));
    if (!kernels.contains(first) || path.contains("/..")) {
      return false;
    }
    for (String target : covered) {
      if (path.equals(target) || path.startsWith(target + "/")) {
        return false;
      }
    }
    return true;
  }

  /** A tree of the host's lies there now. */
  void cover(String target) {
    covered.add(target);
  }

  /**
   * A container's /dev/null that is something else would show that in place of what it hides
   * (CVE-2025-31133).
   */
  private int openNull() {
    if (nullDevice == null) {
      Fd fd = files.open("/dev/null", Files.O_PATH | Files.O_NOFOLLOW);
      requireNull(files.statDescriptor(fd.number()));
      nullDevice = fd;
    }
    return nullDevice.number();
  }

  /** On a tmpfs of ours it stays what it is. */
  private void checkNull() {
    if (!nullChecked) {
      requireNull(files.linkStat("/dev/null"));
      nullChecked = true;
    }
  }

  private static void requireNull(@Nullable Stat stat) {
    if (stat == null
        || !stat.isCharacterDevice()
        || stat.nodeMajor() != 1
        || stat.nodeMinor() != 3) {
      throw new LinuxException("mask with", "/dev/null", Errno.ENODEV);
    }
  }

  private void attach(int tree, Fd target, String what, String path) {
    int result = mounts.tryMoveOnto(tree, target.number());
    files.close(tree);
    if (result < 0) {
      throw new LinuxException(what, path, -result);
    }
  }

  /** What others may change is never in sight before it is read-only. */
  void protect(String path) {
    if (isKernels(path)) {
      int result = mounts.tryMount(path, path, null, Mounts.MS_BIND | Mounts.MS_REC, null);
      if (result == 0) {
        mounts.setAttributes(Files.AT_FDCWD, path, true, PROTECTED, 0, 0, 0);
      } else if (result != -Errno.ENOENT) {
        throw new LinuxException("protect", path, -result);
      }
      return;
    }
    int fd = targets.find(path);
    if (fd < 0) {
      return;
    }
    try (Fd target = files.own(fd)) {
      int tree = mounts.cloneTree(fd, "", true);
      boolean named = path.startsWith("/proc/") || path.startsWith("/sys/");
      long set = named ? PROTECTED : Mounts.MOUNT_ATTR_RDONLY;
      mounts.setAttributes(tree, "", true, set, 0, 0, 0);
      attach(tree, target, "protect", path);
    }
  }

  void protectRoot() {
    mounts.setAttributes(Files.AT_FDCWD, "/", false, Mounts.MOUNT_ATTR_RDONLY, 0, 0, 0);
  }
}
