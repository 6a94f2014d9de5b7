package dev.jaula.perform;

import dev.jaula.linux.Errno;
import dev.jaula.linux.Fd;
import dev.jaula.linux.Files;
import dev.jaula.linux.LinuxException;
import dev.jaula.linux.Mounts;
import dev.jaula.linux.Stat;
import dev.jaula.linux.TreeCopy;
import dev.jaula.plan.OciStep;
import dev.jaula.plan.Step;
import org.jspecify.annotations.Nullable;

/** Mounts as a config.json's options want them; the root is the container's already. */
final class OciMounts {
  private static final int MOST_LINKS = 40;

  private final Machine machine;
  private final Files files;
  private final Mounts mounts;
  private final RootPerformer root;
  private final Targets targets;

  OciMounts(OciInside inside) {
    this.machine = inside.machine();
    this.files = machine.files();
    this.mounts = machine.mounts();
    this.root = inside.root();
    this.targets = new Targets(machine);
  }

  void setTree(OciStep.SetTree s) {
    int tree = root.tree(s.slot());
    try {
      mounts.setAttributes(tree, "", s.recursive(), s.set(), s.clear(), 0, 0);
    } catch (LinuxException e) {
      throw new LinuxException("mount_setattr", s.source(), e.errno());
    }
  }

  /** It lies over the new root for a moment, in a namespace that nobody else is in. */
  void mountOutside(OciStep.MountOutside step) {
    Step.Mount mount = step.mount();
    int result =
        mounts.tryMount(mount.source(), mount.target(), mount.type(), mount.flags(), mount.data());
    if (result < 0) {
      throw new LinuxException("mount", mount.type() + " from " + mount.source(), -result);
    }
    root.keep(step.slot(), mounts.cloneTree(Files.AT_FDCWD, mount.target(), false));
    mounts.unmount(mount.target(), Mounts.MNT_DETACH);
  }

  void openLink(OciStep.OpenLink step) {
    int tree = mounts.tryCloneLink(step.source());
    if (tree < 0) {
      throw new LinuxException("mount", step.source(), -tree);
    }
    root.keep(step.slot(), tree);
  }

  void copyLink(OciStep.CopyLink step) {
    int result = files.trySymlink(step.text(), targets.enterParent(step.path()));
    if (result < 0 && result != -Errno.EEXIST) {
      throw new LinuxException("symlink", step.path(), -result);
    }
  }

  /** The tree's descriptor is closed with all the others before the command is executed. */
  void attach(OciStep.Attach step) {
    int tree = root.tree(step.slot());
    String what = step.source() + " on " + step.target();
    try (Fd target = target(step, tree)) {
      refuseProc(step, tree, target);
      int result = mounts.tryMoveOnto(tree, target.number());
      if (result == -Errno.EINVAL && targets.differs(tree, step.target())) {
        result = -Errno.ENOTDIR; // what mount(2) says, and engines look for
      }
      if (result < 0) {
        throw new LinuxException("mount", what, -result);
      }
      root.cover(step.target());
    }
    long kind = step.propagation() & ~Mounts.MS_REC;
    if (kind != 0) {
      mounts.setAttributes(tree, "", kind != step.propagation(), 0, 0, kind, 0);
    }
  }

  /** A link that leads to nothing yet is followed as far as it goes. */
  private Fd target(OciStep.Attach step, int tree) {
    String path = step.target();
    int flags = Files.O_PATH | (step.follow() ? 0 : Files.O_NOFOLLOW);
    for (int i = 0; i < MOST_LINKS; i++) {
      int resolve = Files.RESOLVE_NO_MAGICLINKS;
      int fd = files.tryOpenResolved(Files.AT_FDCWD, path, flags, resolve);
      if (fd >= 0) {
        return files.own(fd);
      }
      if (fd != -Errno.ENOENT) {
        throw new LinuxException("mount", step.source() + " on " + step.target(), -fd);
      }
      @Nullable String link = step.follow() ? files.readLink(path) : null;
      if (link == null) {
        targets.makeLike(tree, path);
      } else {
        String parent = path.substring(0, path.lastIndexOf('/') + 1);
        path = link.startsWith("/") ? link : parent + link;
      }
    }
    throw new LinuxException("mount", step.source() + " on " + step.target(), Errno.ELOOP);
  }

  /**
   * A link of the root file system must not let a mount cover files of procfs (CVE-2023-27561), and
   * what is mounted on /proc must be one (CVE-2019-16884).
   */
  private void refuseProc(OciStep.Attach step, int tree, Fd target) {
    targets.refuseFalseProc(step.target(), tree, step.source());
    targets.refuseProc(step.target(), target);
  }

  /** The mode of what it covers comes first, so that the mount's own options win. */
  void mountTmpfs(OciStep.MountTmpfs step) {
    Step.Mount mount = step.mount();
    @Nullable Stat covered = files.stat(mount.target());
    if (covered == null) {
      root.mount(mount);
      return;
    }
    String mode = "mode=0" + Integer.toString(covered.mode() & 07777, 8);
    String data = mount.data().isEmpty() ? mode : mode + "," + mount.data();
    long flags = step.copies() ? mount.flags() & ~Mounts.MS_RDONLY : mount.flags();
    Step.Mount whole = new Step.Mount(mount.type(), mount.source(), mount.target(), flags, data);
    if (!step.copies()) {
      root.mount(whole);
      return;
    }
    try (Fd from = read(mount.target())) {
      root.mount(whole);
      try (Fd to = read(mount.target())) {
        new TreeCopy(machine.kernel(), files).copy(from.number(), to.number(), mount.target());
        if (flags != mount.flags()) {
          mounts.setAttributes(to.number(), "", false, Mounts.MOUNT_ATTR_RDONLY, 0, 0, 0);
        }
      }
    }
  }

  /** A policy that says nothing of this file system has no labels of its files. */
  void label(OciStep.LabelMount step) {
    try (Fd top = read(step.target())) {
      int result = files.tryLabel(top.number(), step.label());
      if (result < 0 && result != -Errno.EOPNOTSUPP) {
        throw new LinuxException("label", step.target(), -result);
      }
    }
  }

  private Fd read(String path) {
    int flags = Files.O_RDONLY | Files.O_DIRECTORY;
    int resolve = Files.RESOLVE_NO_MAGICLINKS;
    int fd = files.tryOpenResolved(Files.AT_FDCWD, path, flags, resolve);
    if (fd < 0) {
      throw new LinuxException("open", path, -fd);
    }
    return files.own(fd);
  }
}
