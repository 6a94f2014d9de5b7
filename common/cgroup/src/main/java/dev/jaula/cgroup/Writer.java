package dev.jaula.cgroup;

import dev.jaula.linux.Errno;
import java.util.ArrayList;
import java.util.List;

/** Performs the writes of a plan in a cgroup, and explains the ones that the kernel refuses. */
public final class Writer {
  private final CgroupFiles files;

  public Writer(CgroupFiles files) {
    this.files = files;
  }

  /**
   * Writes all. One that is refused with EINVAL or EBUSY is tried once more after the others,
   * because some limits come in pairs whose order depends on whether they are raised or lowered
   * (memory and memory with swap, quota and period on v1).
   */
  public void apply(String base, List<FileWrite> writes) {
    List<FileWrite> again = new ArrayList<>();
    for (FileWrite write : writes) {
      int error = attempt(base, write);
      if (error == -Errno.EINVAL || error == -Errno.EBUSY) {
        again.add(write);
      } else {
        check(base, write, error);
      }
    }
    for (FileWrite write : again) {
      check(base, write, attempt(base, write));
    }
  }

  private int attempt(String base, FileWrite write) {
    int error = files.write(write.path(base), write.value());
    FileWrite otherwise = write.otherwise();
    if (error != -Errno.ENOENT) {
      return error;
    }
    return otherwise != null ? attempt(base, otherwise) : write.isOptional() ? 0 : error;
  }

  private static void check(String base, FileWrite write, int error) {
    if (error >= 0) {
      return;
    }
    if (error == -Errno.ENOENT) {
      throw new CgroupException(Absence.text(write));
    }
    throw new CgroupException(refusal(base, write, -error));
  }

  private static String refusal(String base, FileWrite write, int errno) {
    String what = "write \"" + write.value() + "\" to " + write.path(base) + ": ";
    String why = Errno.text(errno);
    if (errno == Errno.EBUSY && write.file().startsWith("memory.")) {
      return what + why + "; the cgroup uses more than that and cannot be shrunk";
    }
    if (errno == Errno.EINVAL && write.file().startsWith("cpuset.")) {
      return what + why + "; the list must be within the parent's";
    }
    if (errno == Errno.EINVAL && write.file().startsWith("cpu.")) {
      return what + why + "; a quota is at least 1000, a period 1000 to 1000000 microseconds";
    }
    if (errno == Errno.ENODEV) {
      return what + why + "; the device is given as MAJOR:MINOR of a whole disk";
    }
    if (errno == Errno.EACCES || errno == Errno.EPERM) {
      return what + why + "; run as root, or let root delegate the cgroup";
    }
    return what + why;
  }
}
