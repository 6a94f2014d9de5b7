package dev.jaula.cgroup;

/** Paths of cgroups relative to a hierarchy's root: {@code /a/b}, {@code /} is the root itself. */
public final class CgroupPath {
  private CgroupPath() {}

  /**
   * {@code mazoni}, {@code a/b/} and {@code /a//b} become {@code /mazoni}, {@code /a/b}. A path
   * with {@code ..}, or one that names a file system's mount, is refused.
   */
  public static String clean(String path) {
    StringBuilder clean = new StringBuilder();
    for (String part : Text.split(path, '/')) {
      if (part.equals("..")) {
        throw new CgroupException(path + ": a cgroup path cannot contain \"..\"");
      }
      if (!part.equals(".")) {
        clean.append('/').append(part);
      }
    }
    String result = clean.length() == 0 ? "/" : clean.toString();
    if (result.equals("/sys/fs/cgroup") || result.startsWith("/sys/fs/cgroup/")) {
      throw new CgroupException(
          path + ": a cgroup path begins at the hierarchy's root; leave /sys/fs/cgroup out");
    }
    if (result.indexOf('\n') >= 0) {
      throw new CgroupException("a cgroup path cannot contain a line break");
    }
    return result;
  }

  /** {@code /a} for {@code /a/b}, {@code /} for {@code /a}. */
  public static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? "/" : path.substring(0, slash);
  }
}
