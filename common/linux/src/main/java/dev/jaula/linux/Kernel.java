package dev.jaula.linux;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The kernel as Java code sees it: calls that throw {@link LinuxException}, strings and memory. One
 * a process; the wrappers by topic ({@link Files}, {@link Mounts}, {@link Processes} ...) are made
 * from it and hold no state.
 */
public final class Kernel {
  private final Syscalls syscalls;
  private final Memory memory;
  private boolean timed;
  private long spent;
  private long clock;

  public Kernel(Syscalls syscalls) {
    this.syscalls = syscalls;
    this.memory = new Memory(syscalls);
  }

  public Syscalls syscalls() {
    return syscalls;
  }

  public Memory memory() {
    return memory;
  }

  long string(String text) {
    return memory.string(text);
  }

  long stringOrNull(@Nullable String text) {
    return text == null ? 0 : memory.string(text);
  }

  /** One system call, repeated while a signal interrupts it; returns {@code -errno} on failure. */
  public long attempt(int number, long a, long b, long c, long d, long e, long f) {
    while (true) {
      long result =
          timed ? timedCall(number, a, b, c, d, e, f) : syscalls.call(number, a, b, c, d, e, f);
      if (result != -Errno.EINTR) {
        return result;
      }
    }
  }

  private long timedCall(int number, long a, long b, long c, long d, long e, long f) {
    long start = now();
    long result = syscalls.call(number, a, b, c, d, e, f);
    spent += now() - start;
    return result;
  }

  /** From here on the time spent in calls is measured, which itself costs some. */
  public void measure() {
    clock = memory.zeroed(16);
    timed = true;
  }

  /** Nanoseconds spent in calls since {@link #measure}. */
  public long timeInCalls() {
    return spent;
  }

  /** Nanoseconds of the monotonic clock; only after {@link #measure}. */
  public long now() {
    syscalls.call(Nr.CLOCK_GETTIME, 1, clock, 0, 0, 0, 0);
    return syscalls.getLong(clock) * 1_000_000_000L + syscalls.getLong(clock + 8);
  }

  /** Zeroed memory that children share with this process (man 2 mmap). */
  public long shared(int bytes) {
    return call("mmap", "", Nr.MMAP, 0, bytes, 3, 0x21, -1, 0);
  }

  long attempt(int number, long a, long b, long c) {
    return attempt(number, a, b, c, 0, 0, 0);
  }

  /** As {@link #attempt}, but a failure throws; name and object are what the message says. */
  public long call(
      String name, String object, int number, long a, long b, long c, long d, long e, long f) {
    long result = attempt(number, a, b, c, d, e, f);
    if (result < 0) {
      throw new LinuxException(name, object, (int) -result);
    }
    return result;
  }

  long call(String name, String object, int number, long a, long b, long c) {
    return call(name, object, number, a, b, c, 0, 0, 0);
  }

  long call(String name, String object, int number, long a) {
    return call(name, object, number, a, 0, 0, 0, 0, 0);
  }

  /** The strings of {@code argv}, its first included. */
  public List<String> arguments() {
    return strings(syscalls.arguments());
  }

  /** The strings of the environment, each {@code NAME=VALUE}. */
  public List<String> environment() {
    return strings(syscalls.environment());
  }

  /** The value of a variable of the environment, or null; nothing else of it is decoded. */
  public @Nullable String variable(String name) {
    for (long slot = syscalls.environment(); syscalls.getLong(slot) != 0; slot += 8) {
      long text = syscalls.getLong(slot);
      int at = 0;
      while (at < name.length() && syscalls.getByte(text + at) == (byte) name.charAt(at)) {
        at++;
      }
      if (at == name.length() && syscalls.getByte(text + at) == '=') {
        return memory.read(text + at + 1);
      }
    }
    return null;
  }

  private List<String> strings(long vector) {
    List<String> list = new ArrayList<>();
    for (long slot = vector; syscalls.getLong(slot) != 0; slot += 8) {
      list.add(memory.read(syscalls.getLong(slot)));
    }
    return list;
  }
}
