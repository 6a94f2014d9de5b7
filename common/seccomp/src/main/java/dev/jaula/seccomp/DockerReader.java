package dev.jaula.seccomp;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines of {@link DockerText} for one container; the text is ours, so only gross mistakes are
 * looked for.
 */
final class DockerReader {
  private final long capabilities;
  private final String machine;
  private final int major;
  private final int minor;

  DockerReader(long capabilities, Architecture machine, int major, int minor) {
    this.capabilities = capabilities;
    this.machine = name(machine);
    this.major = major;
    this.minor = minor;
  }

  /** The line's rule, or null when the line is not for this container. */
  @Nullable Rule read(List<String> words) {
    int at = 0;
    while (!words.get(at).equals("allow") && !words.get(at).equals("errno")) {
      at++;
    }
    if (!counts(words.subList(0, at))) {
      return null;
    }
    boolean allow = words.get(at).equals("allow");
    Integer errno = allow ? null : Integer.valueOf(Integer.parseInt(words.get(at + 1)));
    int first = allow ? at + 1 : at + 2;
    int condition = words.indexOf("if");
    List<String> names = words.subList(first, condition < 0 ? words.size() : condition);
    List<Condition> args = condition < 0 ? List.of() : List.of(condition(words, condition + 1));
    return new Rule(names, allow ? Action.ALLOW : Action.ERRNO, errno, args);
  }

  private boolean counts(List<String> guard) {
    if (guard.isEmpty()) {
      return true;
    }
    String word = guard.get(1);
    return switch (guard.get(0)) {
      case "cap" -> holds(word);
      case "nocap" -> !holds(word);
      case "arch" -> guard.indexOf(machine) > 0;
      case "kernel" -> {
        int dot = word.indexOf('.');
        int wanted = Integer.parseInt(word.substring(0, dot));
        yield reached(wanted, Integer.parseInt(word.substring(dot + 1)), major, minor);
      }
      default -> throw new SeccompException("seccomp rule starts with " + guard.get(0));
    };
  }

  /** Whether the kernel major.minor is at least the wanted one. */
  static boolean reached(int wantedMajor, int wantedMinor, int major, int minor) {
    return major > wantedMajor || major == wantedMajor && minor >= wantedMinor;
  }

  private static Condition condition(List<String> words, int at) {
    Operator operator =
        switch (words.get(at + 1)) {
          case "<" -> Operator.LT;
          case ">" -> Operator.GT;
          case "==" -> Operator.EQ;
          case "&" -> Operator.MASKED_EQ;
          default -> throw new SeccompException("seccomp rule compares with " + words.get(at + 1));
        };
    long two = operator == Operator.MASKED_EQ ? number(words.get(at + 3)) : 0;
    return new Condition(Integer.parseInt(words.get(at)), operator, number(words.get(at + 2)), two);
  }

  private static long number(String word) {
    return word.startsWith("0x") ? Long.parseLong(word.substring(2), 16) : Long.parseLong(word);
  }

  private static String name(Architecture machine) {
    return switch (machine) {
      case X86_64 -> "x86_64";
      case X86 -> "x86";
      case AARCH64 -> "aarch64";
      case ARM -> "arm";
      default -> machine.ociName();
    };
  }

  private boolean holds(String capability) {
    return (capabilities >> bit(capability) & 1) != 0;
  }

  /** linux/capability.h. */
  private static int bit(String capability) {
    return switch (capability) {
      case "DAC_READ_SEARCH" -> 2;
      case "SYS_MODULE" -> 16;
      case "SYS_RAWIO" -> 17;
      case "SYS_CHROOT" -> 18;
      case "SYS_PTRACE" -> 19;
      case "SYS_PACCT" -> 20;
      case "SYS_ADMIN" -> 21;
      case "SYS_BOOT" -> 22;
      case "SYS_NICE" -> 23;
      case "SYS_TIME" -> 25;
      case "SYS_TTY_CONFIG" -> 26;
      case "SYSLOG" -> 34;
      case "PERFMON" -> 38;
      case "BPF" -> 39;
      default -> throw new SeccompException("seccomp rule names the capability " + capability);
    };
  }
}
