package dev.jaula.libc;

import org.jspecify.annotations.Nullable;
import org.teavm.interop.Address;
import org.teavm.interop.Import;
import org.teavm.interop.c.Include;
import org.teavm.interop.c.Variable;

/** The C functions and variables this program uses: one generic system call and the allocator. */
final class Libc {
  private Libc() {}

  @Import(name = "syscall")
  @Include("unistd.h")
  static native long syscall(long nr, long a, long b, long c, long d, long e, long f);

  /** Read at once after {@link #syscall}: one thread, and nothing in between. */
  @Variable
  @Import(name = "errno")
  @Include("errno.h")
  static native int errno();

  @Import(name = "calloc")
  @Include("stdlib.h")
  static native @Nullable Address calloc(long count, long size);

  @Variable
  @Import(name = "environ")
  @Include("unistd.h")
  static native Address environ();

  @Variable
  @Import(name = "jaula_argv")
  @Include(value = "start.h", isSystem = false)
  static native Address argv();
}
