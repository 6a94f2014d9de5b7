package dev.jaula.seccomp;

import org.jspecify.annotations.Nullable;

/** A filter's 32-bit return values: the action above, 16 bits of data below (linux/seccomp.h). */
final class Returns {
  static final int EPERM = 1;
  static final int ENOSYS = 38;

  /** include/linux/err.h: the kernel cuts a larger errno down to this. */
  private static final int MAX_ERRNO = 4095;

  private Returns() {}

  static int of(Action action, @Nullable Integer errno) {
    return action.takesErrno() ? action.value() | (errno == null ? EPERM : errno) : action.value();
  }

  static void check(Action action, @Nullable Integer errno) {
    if (errno == null) {
      return;
    }
    if (!action.takesErrno()) {
      throw new SeccompException(
          "seccomp errnoRet " + errno + " does not go with " + action.ociName() + "; remove it");
    }
    if (errno < 0 || errno > MAX_ERRNO) {
      throw new SeccompException(
          "seccomp errnoRet " + errno + " is out of range; write 0 to " + MAX_ERRNO);
    }
  }
}
