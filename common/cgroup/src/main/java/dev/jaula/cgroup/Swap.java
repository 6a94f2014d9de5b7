package dev.jaula.cgroup;

import org.jspecify.annotations.Nullable;

/**
 * Limits of swap: OCI counts memory and swap together as v1 does, v2 and systemd count swap alone.
 */
public final class Swap {
  private Swap() {}

  /**
   * Bytes of swap alone, -1 for no limit, null when nothing is said of it. As runc has it, memory
   * without limit is swap without limit when nothing else is said, and swap is then what it says.
   *
   * @throws CgroupException for memory and swap that are less than memory, or that are to be
   *     limited without it
   */
  public static @Nullable Long alone(Resources.Memory memory) {
    long limit = memory.limit() == null ? 0 : memory.limit();
    long both = memory.swap() == null ? 0 : memory.swap();
    if (both < 0 || both == 0 && limit < 0) {
      return -1L;
    }
    if (both == 0) {
      return null;
    }
    if (limit == 0) {
      throw CgroupException.of(Limit.SWAP, String.valueOf(both), "needs ", Limit.MEMORY, " too");
    }
    checkTogether(memory);
    return limit < 0 ? both : both - limit;
  }

  /** Memory and swap together are at least memory. */
  static void checkTogether(Resources.Memory memory) {
    Long limit = memory.limit();
    Long both = memory.swap();
    if (limit != null && both != null && both > 0 && both < limit) {
      String why = "is memory and swap together, at least ";
      throw CgroupException.of(Limit.SWAP, String.valueOf(both), why, Limit.MEMORY, " " + limit);
    }
  }

  /**
   * Whether memory alone may be limited where the kernel does not count swap: when no limit of swap
   * is asked for, or no more than Docker sets by default, which is as much swap as memory.
   */
  static boolean isLenient(Resources.Memory memory) {
    Long limit = memory.limit();
    Long both = memory.swap();
    return both != null && (both < 0 || limit != null && limit > 0 && both - limit == limit);
  }
}
