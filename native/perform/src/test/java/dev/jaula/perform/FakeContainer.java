package dev.jaula.perform;

import static dev.jaula.linux.Nr.*;

import dev.jaula.linux.Errno;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What only the child of a {@link FakeKernel} asks for: mounts, its root, its own status. */
final class FakeContainer {
  private static final int LAST_CAPABILITY = 40;
  private static final int PR_CAPBSET_DROP = 24;
  private static final long PROC_MAGIC = 0x9fa0;
  private static final long TMPFS_MAGIC = 0x01021994;

  private final Set<String> mounts = new TreeSet<>();
  private final Set<String> own = new TreeSet<>();
  private boolean pivoted;

  long call(FakeKernel kernel, int number, long a, long b, long c, long d, long e) {
    return switch (number) {
      case MOUNT -> mount(kernel.text(b));
      case PIVOT_ROOT -> pivot();
      case STATX -> stat(kernel, (int) a, kernel.text(b), e);
      case GETCWD -> root(kernel, a);
      case FSTATFS -> magic(kernel, kernel.open.get((int) a), b);
      case PRCTL -> a == PR_CAPBSET_DROP && b > LAST_CAPABILITY ? -Errno.EINVAL : 0;
      default -> 0;
    };
  }

  private long mount(String target) {
    mounts.add(target);
    return 0;
  }

  private long pivot() {
    pivoted = true;
    return 0;
  }

  /** What is made on a mount of its own, or in its root, goes with it; all else is the host's. */
  long makeDirectory(String path, Set<String> host) {
    boolean isOwn = pivoted || mounts.stream().anyMatch(mount -> path.startsWith(mount + "/"));
    return (isOwn ? own : host).add(path) ? 0 : -Errno.EEXIST;
  }

  /**
   * The container's passwd is an empty file; every other path and descriptor is the device null.
   */
  private static long stat(FakeKernel kernel, int fd, String path, long at) {
    boolean isPasswd = path.isEmpty() && "/etc/passwd".equals(kernel.open.get(fd));
    kernel.putShort(at + 28, (short) (isPasswd ? 0x8000 : 0x2000));
    kernel.putInt(at + 128, path.isEmpty() ? 0 : 1);
    kernel.putInt(at + 132, path.isEmpty() ? 0 : 3);
    return 0;
  }

  private static long root(FakeKernel kernel, long at) {
    kernel.putByte(at, (byte) '/');
    return 2;
  }

  /** What is opened by a relative path lies in procfs: that is where only parameters are. */
  private static long magic(FakeKernel kernel, @Nullable String path, long at) {
    boolean elsewhere = path != null && path.startsWith("/") && !path.startsWith("/proc");
    kernel.putLong(at, elsewhere ? TMPFS_MAGIC : PROC_MAGIC);
    return 0;
  }
}
