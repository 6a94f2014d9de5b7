package dev.jaula.seccomp;

import dev.jaula.linux.Words;
import java.util.ArrayList;
import java.util.List;

/** Docker's default seccomp rules, fitted to a container's capabilities and to the machine. */
public final class DockerRules {
  /**
   * Goes up whenever {@link DockerText} or {@link SyscallNumbers} changes: cached programs are
   * named by it.
   */
  private static final int VERSION = 1;

  /**
   * The capabilities that {@link DockerText} asks for, bit n for capability n (linux/capability.h).
   */
  static final long RELEVANT =
      1L << 2 | 1L << 16 | 1L << 17 | 1L << 18 | 1L << 19 | 1L << 20 | 1L << 21 | 1L << 22
          | 1L << 23 | 1L << 25 | 1L << 26 | 1L << 34 | 1L << 38 | 1L << 39;

  private DockerRules() {}

  /**
   * The profile: EPERM by default.
   *
   * @param capabilities the container's bounding set, bit n for capability n
   * @param machine the kernel's own architecture; its 32-bit modes are included
   * @param major the kernel's version, e.g. 6 of 6.18
   * @param minor the kernel's version, e.g. 18 of 6.18
   */
  public static Profile profile(long capabilities, Architecture machine, int major, int minor) {
    DockerReader reader = new DockerReader(capabilities, machine, major, minor);
    List<Rule> rules = new ArrayList<>();
    String text = DockerText.TEXT;
    for (int start = 0; start < text.length(); ) {
      int end = text.indexOf('\n', start);
      Rule rule = reader.read(Words.split(text.substring(start, end), ' '));
      if (rule != null) {
        rules.add(rule);
      }
      start = end + 1;
    }
    return new Profile(Action.ERRNO, Returns.EPERM, modes(machine), List.of(), rules);
  }

  /**
   * A short name of what {@link Compiler#compile} makes of {@link #profile} with the same
   * arguments, without reading the rules: letters, digits and hyphens only.
   */
  public static String key(long capabilities, Architecture machine, int major, int minor) {
    String traced = DockerReader.reached(4, 8, major, minor) ? "t" : "n";
    return "docker-"
        + VERSION
        + "-"
        + Compiler.VERSION
        + "-"
        + machine.name()
        + "-"
        + traced
        + "-"
        + Long.toHexString(capabilities & RELEVANT);
  }

  private static List<Architecture> modes(Architecture machine) {
    return switch (machine) {
      case X86_64 -> List.of(Architecture.X86_64, Architecture.X86, Architecture.X32);
      case AARCH64 -> List.of(Architecture.AARCH64, Architecture.ARM);
      default -> List.of(machine);
    };
  }
}
