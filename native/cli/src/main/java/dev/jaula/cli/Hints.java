package dev.jaula.cli;

import dev.jaula.linux.Errno;
import dev.jaula.linux.LinuxException;

/** What to do about a failed call that no command has a better word for. */
final class Hints {
  private Hints() {}

  static String of(LinuxException failure) {
    return switch (failure.errno()) {
      case Errno.ENOSPC -> "; the disk is full: make room and try again";
      case Errno.EACCES, Errno.EPERM -> "; this user may not: try as root";
      case Errno.EROFS ->
          "; the file system is read-only: set JAULA_ROOT to a directory that can be written";
      case Errno.EMFILE -> "; too many files are open: see ulimit -n";
      default -> "";
    };
  }
}
