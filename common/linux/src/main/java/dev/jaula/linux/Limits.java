package dev.jaula.linux;

import java.util.List;

/** Resource limits by number (asm-generic/resource.h). */
public final class Limits {
  private static final List<String> NAMES =
      List.of(
          "CPU",
          "FSIZE",
          "DATA",
          "STACK",
          "CORE",
          "RSS",
          "NPROC",
          "NOFILE",
          "MEMLOCK",
          "AS",
          "LOCKS",
          "SIGPENDING",
          "MSGQUEUE",
          "NICE",
          "RTPRIO",
          "RTTIME");

  private Limits() {}

  /** All names without their prefix, in the order of their numbers. */
  public static List<String> names() {
    return NAMES;
  }

  /** {@code RLIMIT_NOFILE} for 7. */
  public static String name(int resource) {
    return resource >= 0 && resource < NAMES.size()
        ? "RLIMIT_" + NAMES.get(resource)
        : "RLIMIT " + resource;
  }

  /**
   * The number of {@code nofile}, {@code NOFILE} or {@code RLIMIT_NOFILE}; -1 when there is no such
   * limit.
   */
  public static int number(String name) {
    String upper = Ascii.upper(name);
    return NAMES.indexOf(upper.startsWith("RLIMIT_") ? upper.substring(7) : upper);
  }
}
